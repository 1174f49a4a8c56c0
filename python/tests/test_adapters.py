"""Adapters hand over what the declarations say, and take back what the program tells."""

import re
import warnings
from pathlib import Path

import ema_workbench
import pytest
from conftest import SMALL

import nodal
import nodal.ema
import nodal.salib

KEYS = ["escalation.hazard", "disputes.arrival"]


@pytest.fixture(autouse=True)
def without_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_a_problem_of_salib_is_that_of_the_declarations():
    problem = nodal.salib.problem({KEYS[0]: True, KEYS[1]: [0.1, 0.2]})
    assert problem["names"] == KEYS and problem["bounds"] == [list(nodal.declared_range(KEYS[0])), [0.1, 0.2]]
    with pytest.raises(KeyError, match="no parameter with a declared range"):
        nodal.salib.problem(["nothing"])


def test_the_values_of_a_sample_are_those_of_the_study():
    problem = nodal.salib.problem(KEYS)
    sample = [[0.5 * (low + high) * (1 + 0.1 * i) for low, high in problem["bounds"]] for i in range(3)]
    scenario = nodal.Scenario("s", {**SMALL, "time.months": 12})
    found = nodal.salib.evaluate(scenario, problem, sample, "fear", from_month=1, replicates=2)
    for point, value in zip(sample, found, strict=True):
        values = dict(zip(KEYS, point, strict=True))
        lived = nodal.run(scenario, set=values, replicates=2, progress=False).metrics.to_pandas()
        rows = lived[(lived.metric == "fear") & (lived.dimension == "") & (lived.month >= 1)]
        assert rows.groupby("replicate").value.mean().mean() == pytest.approx(value, rel=1e-12)


def test_a_model_of_the_workbench_is_perform_ed():
    scenario = nodal.Scenario("s", {**SMALL, "time.months": 6})
    levers = ["provider.public.officers", "mechanisms.feuds", "provider.peace_committee.members"]
    model = nodal.ema.model(scenario, KEYS, levers, {"violence_rate": -1, "fear": -1}, from_month=1)
    kinds = [ema_workbench.RealParameter, ema_workbench.BooleanParameter, ema_workbench.IntegerParameter]
    assert [type(lever) for lever in model.levers] == kinds
    with nodal.ema.Evaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=3, policies=2)
        front = evaluator.optimize(nfe=4, population_size=4, searchover="levers", epsilons=[0.1, 0.1])
    assert outcomes["fear"].shape == (6,) and len(front) >= 1
    # One by one, as the workbench's own evaluators ask, it comes to the same.
    point = experiments.iloc[4][[one.name for one in [*model.uncertainties, *model.levers]]]
    alone = model.live([dict(point)])
    assert alone["fear"][0] == outcomes["fear"][4]


def test_a_choice_is_one_of_the_workbench():
    choice = nodal.ema.parameter("intervention.committees.contract", ["none", "outcome"])
    assert isinstance(choice, ema_workbench.CategoricalParameter) and len(choice.categories) == 2
    with pytest.raises(KeyError, match="no parameter with a declared range"):
        nodal.ema.parameter("nothing")


def test_the_programs_of_the_page_run():
    """As they stand in docs/python.md, but for the sizes of worlds and of samples."""
    page = Path(__file__).parents[2] / "docs" / "python.md"
    programs = re.findall(r"```python\n(.*?)```", page.read_text(), re.S)
    here = [one for one in programs if "Client(" not in one]
    assert len(here) == 4 and "sobol.sample(problem, 64)" in here[2]
    sizes = {"communities": 4, "households": 30}
    smaller = [(rf'{what}": \d+', f'{what}": {by}') for what, by in sizes.items()]
    smaller.append(("problem, 64", "problem, 4"))
    names: dict[str, object] = {}
    for program in here:
        for what, by in smaller:
            program = re.sub(what, by, program)
        exec(program, names)
    assert len(names["fear"]) == 4 * 6 and names["box"] is not None and len(names["front"]) > 0
