"""Adapters hand over what the declarations say, and take back what the program tells."""

import warnings

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
    workbench = pytest.importorskip("ema_workbench")
    scenario = nodal.Scenario("s", {**SMALL, "time.months": 6})
    model = nodal.ema.model(scenario, KEYS, ["provider.public.officers"], {"violence_rate": -1, "fear": -1}, from_month=1)
    _, outcomes = workbench.perform_experiments(model, scenarios=3, policies=2)
    assert outcomes["fear"].shape == (6,) and (outcomes["fear"] >= 0).all()
