"""The package does what the program does, and says it in the same words."""

import json
import os
import pickle
import signal
import threading
import warnings
from pathlib import Path

import pandas
import polars
import pyarrow
import pytest
from conftest import SMALL, run_doctests

import nodal
import nodal.ema
import nodal.salib
from nodal import _commands, _generate, _replicates, _scenario, _study


def digest(directory):
    return json.loads((Path(directory) / "manifest.json").read_text())["digest"]


def sets(values):
    return [word for key, value in values.items() for word in ("--set", f"{key}={value}")]


@pytest.fixture(autouse=True)
def without_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nodal.NodalWarning)
        yield


@pytest.mark.parametrize("module", [nodal, nodal.ema, nodal.salib, _commands, _replicates, _scenario, _study])
def test_examples(module):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nodal.NodalWarning)
        assert run_doctests(module) == 0


def test_a_run_has_the_digest_of_the_command_line(program):
    code, _, told = program("run", "weak_state", "--months", 12, "--replicates", 3, *sets(SMALL), "--out", "a")
    assert code == 0, told
    asked = {"months": 12, "replicates": 3, "set": SMALL, "progress": False}
    assert nodal.run("weak_state", out="b", **asked).digest == digest("a")
    assert nodal.run("weak_state", threads=1, **asked).digest == digest("a")
    # A scenario as an object, too.
    lived = nodal.run(nodal.Scenario.load("weak_state").set(SMALL), months=12, replicates=3, progress=False)
    assert lived.digest == digest("a")
    assert lived.manifest["scenario_hash"] == nodal.load("a").manifest["scenario_hash"]
    assert isinstance(nodal.load("a"), nodal.Run)


def test_records_by_keyword_are_those_of_a_file(program):
    text = """[[compact]]
name = "partners"
seats = { civil_society = 0.5, aid_agency = 0.5 }
money = { aid_agency = 1.0 }
[[intervention]]
name = "committees"
component = "peace_committee"
by = "partners"
from = 2
money = 8.4
"""
    Path("mine.toml").write_text(text)
    made = nodal.Scenario("mine", SMALL)
    made.compact("partners", seats={"civil_society": 0.5, "aid_agency": 0.5}, money={"aid_agency": 1.0})
    made.intervention("committees", component="peace_committee", by="partners", from_=2, money=8.4)
    assert made.hash == nodal.Scenario.load("mine.toml").set(SMALL).hash
    assert made.hash == nodal.Scenario.from_text(text).set(SMALL).hash
    made.save("saved.toml")
    assert nodal.Scenario.load("saved.toml").hash == made.hash
    assert program("check", "saved.toml")[0] == 0
    # Edited, it says no more than what differs.
    edited = nodal.Scenario.from_text(text, "edited").set({"provider.public.wage": 900.0, "compact.partners.oversight": 0.25})
    edited.compact("partners", seats={"civil_society": 0.4, "aid_agency": 0.6})
    edited.save("edited.toml")
    assert nodal.Scenario.load("edited.toml").hash == edited.hash != made.hash
    assert len(Path("edited.toml").read_text().splitlines()) < 25
    assert nodal.Scenario.from_text(text).text == text
    assert "partners" in made.show() and "provider.public" not in made._repr_html_()


def test_comparisons_and_studies_have_the_digests_of_the_command_line(program, study):
    asked = ["--months", 6, "--replicates", 2, *sets(SMALL)]
    assert program("compare", "weak_state", "strong_state", *asked, "--out", "a")[0] == 0
    beside = nodal.compare(["weak_state", "strong_state"], months=6, replicates=2, set=SMALL, progress=False)
    assert beside.digest == digest("a")
    assert set(beside.comparison.to_pandas()["scenario"]) == {"strong_state"}
    assert program("sweep", study, "--out", "b")[0] == 0
    assert nodal.sweep(study, progress=False).digest == digest("b")
    parts = [nodal.sweep(study, shard=f"{i}/2", out=f"part{i}", progress=False).directory for i in (1, 2)]
    assert nodal.merge(parts, "joined").digest == digest("b")


def test_a_decision_has_the_digest_of_the_command_line(program):
    small = {"world.communities": 4, "world.households": 40, "time.burn_in_months": 3, "time.months": 12}
    study = nodal.Study(
        ["weak_state", "decision/committees", "decision/police"],
        {"escalation.hazard": True, "disputes.arrival": True},
        set={**small, "aid.end": "held"},
        tables={
            "decision": {"budget": 50_000, "currency": "USD"},
            "outcome": [{"name": "violence", "metric": "violence_rate"}, {"name": "fear", "metric": "fear"}],
        },
        baseline="weak_state",
        design="sobol",
        points=8,
    )
    Path("study.toml").write_text(study.text)
    code, said, told = program("decide", "study.toml", "--out", "a")
    assert code == 0, told
    decided = nodal.decide(study, progress=False, out="b")
    assert decided.digest == digest("a")
    front = decided.front.to_pandas()
    assert set(front["option"]) == {"weak_state", "committees", "police"} and len(decided.regret) == len(front)
    assert set(decided.conditions.to_pandas()["option"]) == {"committees", "police"} and len(decided.findings) > 0
    assert len(decided.worlds) == 8 * len(front) and decided.page.startswith("# ")
    shown = decided._repr_html_()
    assert shown.count("<tr>") >= 5 and "of 8 worlds" in shown
    assert isinstance(nodal.load("b"), nodal.Decision)
    with pytest.raises(nodal.UsageError, match="decides nothing"):
        nodal.decide("studies/quick", progress=False)


def test_replicates_are_compared_as_the_program_does():
    asked = {"months": 6, "replicates": 3, "set": SMALL, "progress": False}
    beside = nodal.compare(["weak_state", nodal.Scenario.load("strong_state", name="strong")], out="x", **asked)
    weak, strong = beside.runs["weak_state"], beside.runs["strong"]
    for row in beside.comparison.to_pandas().itertuples():
        if not row.level:
            told = nodal.paired(weak.means(row.metric, (1, 6)), strong.means(row.metric, (1, 6)))
            assert (told.difference, told.low, told.high) == pytest.approx((row.difference, row.low, row.high), nan_ok=True)
    frame = weak.metrics.to_pandas().query("metric == 'violence_rate' and level == 'feud' and month >= 1")
    assert weak.means("violence_rate", (1, 6), ("origin", "feud")) == pytest.approx(list(frame.groupby("replicate")["value"].mean()))
    with pytest.raises(KeyError, match="no violence_rate in months 7 to 9"):
        weak.means("violence_rate", (7, 9))
    assert weak.reproduce() == f"identical: digest {weak.digest}\n"
    (Path("x/runs/weak_state/metrics.csv")).write_text("another\n")
    with pytest.raises(nodal.NodalError, match="metrics.csv"):
        weak.reproduce()


def test_tables_go_to_whoever_takes_arrow():
    lived = nodal.run("weak_state", months=12, replicates=2, set=SMALL, progress=False, csv=True)
    frame = polars.DataFrame(lived.metrics)
    assert frame.schema["month"] == polars.Int64 and frame.schema["value"] == polars.Float64
    assert pyarrow.table(lived.ledger).num_rows == len(lived.ledger)
    told = pandas.read_csv(lived.directory / "metrics.csv")
    assert lived.metrics.to_pandas()["value"].equals(told["value"])
    communities, written = lived.communities.to_pandas(), pandas.read_csv(lived.directory / "communities.csv")
    assert list(communities) == list(written) and len(communities) == len(written)
    assert communities["people" if "people" in communities else "households"].equals(
        written["people" if "people" in written else "households"]
    )
    assert lived.ledger.units["amount"] == "cents"
    assert "nodal.Table metrics.csv" in repr(lived.metrics)
    with pytest.raises(FileNotFoundError, match="there are accounts.csv"):
        lived.table("nothing")


def test_problems_are_exceptions_in_the_same_words(program):
    Path("wrong.toml").write_text("[provider.public]\noficers = 1\nwage = -3\n")
    code, _, told = program("run", "wrong.toml")
    with pytest.raises(nodal.InputError) as raised:
        nodal.run("wrong.toml", progress=False)
    error = raised.value
    assert code == 2 and str(error) == told.rstrip()
    assert (error.file, error.line, error.column) == ("wrong.toml", 2, 1)
    assert error.key == "provider.public.oficers" and "officers" in error.suggestion
    assert [one.line for one in error.problems] == [2, 3]
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    with pytest.raises(nodal.UsageError, match="unexpected argument '--mnths'"):
        nodal.run("weak_state", mnths=3, progress=False)
    Path("taken").mkdir()
    Path("taken/metrics.csv").write_text("mine")
    with pytest.raises(nodal.DirectoryError, match="no finished run has left there"):
        nodal.run("weak_state", set=SMALL, out="taken", progress=False)


def test_warnings_are_those_of_python():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        nodal.run("weak_state", months=6, set=SMALL, progress=False)
    assert [one.category for one in told] == [nodal.NodalWarning]
    assert "legal_needs, legal_needs_year" in str(told[0].message) and "never are held" in str(told[0].message)
    assert told[0].filename == __file__
    with pytest.raises(nodal.InputError, match="refused by --deny-warnings"):
        nodal.run("weak_state", months=6, set=SMALL, progress=False, deny_warnings=True)


@pytest.fixture
def heard_interrupts():
    """Interrupts raise KeyboardInterrupt, also where whoever started the tests ignores them, as shells do for what runs behind."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard_interrupts")
def test_ctrl_c_stops_and_keeps_what_is_done():
    asked = {"months": 600, "replicates": 40, "set": {**SMALL, "world.communities": 10}, "threads": 1, "out": "x"}
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        nodal.run("weak_state", progress=False, **asked)
    assert Path("x/.unfinished").is_dir() and not Path("x/manifest.json").exists()


def test_figures_and_the_page():
    lived = nodal.run("weak_state", months=12, replicates=2, set=SMALL, out="x", progress=False)
    figures = lived.plot(only=["violence"])
    assert {path.name for path in figures} == {"violence.png", "violence.svg"}
    assert "<svg" in figures._repr_html_()
    assert lived.report().read_text().startswith("<!DOCTYPE html>")
    assert "violence" in lived._repr_html_()
    assert "month" in nodal.trace("weak_state", set=SMALL, community="Town 1, ward 1", months=6)


def test_keys_are_those_of_the_declarations():
    written = Path(_generate.__file__).with_name("_keys.py").read_text()
    assert written == _generate.text(), "write it again: python -m nodal._generate"


def test_the_library_is_inside():
    assert "countries/haiti" in nodal.scenarios()
    nodal.Scenario.load("haiti").check()
