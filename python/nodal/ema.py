"""EMA Workbench: a model whose uncertainties, levers and outcomes come from the declarations.

>>> model = nodal.ema.model("weak_state", ["escalation.hazard"], ["provider.public.officers"], ["violence_rate"])
>>> model.uncertainties["escalation__hazard"].lower_bound, model.levers["provider__public__officers"].upper_bound
(0.005, 350.0)
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    # The workbench tells which of its own evaluators cannot be used.
    warnings.simplefilter("ignore", UserWarning)
    from ema_workbench import BooleanParameter, CategoricalParameter, IntegerParameter, Model, RealParameter, ScalarOutcome
    from ema_workbench.em_framework.evaluators import BaseEvaluator
    from ema_workbench.em_framework.points import experiment_generator

from ._errors import NodalWarning
from ._points import values_at
from ._scenario import declared_range, parameters

if TYPE_CHECKING:
    from distributed import Client

#: Workbench names are keywords of Python: dots of keys are written so.
DOT = "__"


def name_of(key: str) -> str:
    """What a parameter is called in the workbench.

    >>> nodal.ema.name_of("escalation.hazard")
    'escalation__hazard'
    """
    return key.replace(".", DOT)


def parameter(key: str, of: Any = True) -> Any:
    """A parameter of the workbench: real, whole, a switch or a choice, as it is declared.

    Parameters
    ----------
    key : str
        A parameter, a switch of ``mechanisms``, or a lever such as ``intervention.committees.money``.
    of : True, (low, high) or list of str
        True for the declared range, or for a switch; a range of one's own; words to choose from.

    Raises
    ------
    KeyError
        Where nothing is told and nothing declared.
    """
    declared = parameters().get(key)
    default = declared.default if declared else ""
    if of is True and default in ("true", "false"):
        return BooleanParameter(name_of(key))
    if of is not True and any(isinstance(one, str) for one in of):
        return CategoricalParameter(name_of(key), list(of))
    low, high = declared_range(key) if of is True else of
    is_whole = default.lstrip("-").isdigit() if declared else isinstance(low, int) and isinstance(high, int)
    return IntegerParameter(name_of(key), int(low), int(high)) if is_whole else RealParameter(name_of(key), low, high)


class NodalModel(Model):  # type: ignore[misc]
    """A model of the workbench that lives a scenario: what `model` gives.

    Attributes
    ----------
    keys : list of str
        Of uncertainties and levers.
    """

    def __init__(
        self, name: str, scenario: Any, uncertain: list[str], chosen: list[str], metrics: list[str], asked: dict[str, Any]
    ) -> None:
        super().__init__(name, function=self._live)
        self.keys = [*uncertain, *chosen]
        self._scenario, self._metrics, self._asked = scenario, metrics, asked

    def live(
        self, points: Sequence[Mapping[str, Any]], *, client: Client | None = None, progress: bool = False
    ) -> dict[str, list[float]]:
        """Outcomes at points, all of them in one sweep.

        Parameters
        ----------
        points : sequence of mapping of str to value, length m
            By the names of the workbench; where one is left out, as in an optimisation without a reference, the
            scenario's own value stands.
        client, progress
            As in `sweep`.

        Returns
        -------
        dict of str to list of float, length m
        """
        keys = [key for key in self.keys if any(name_of(key) in point for point in points)]
        rows = [[point[name_of(key)] for key in keys] for point in points]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NodalWarning)
            return values_at(self._scenario, keys, rows, self._metrics, client=client, progress=progress, **self._asked)

    def _live(self, **point: Any) -> dict[str, float]:
        return {metric: values[0] for metric, values in self.live([point]).items()}


class Evaluator(BaseEvaluator):  # type: ignore[misc]
    """Performs the experiments of the workbench in one sweep a call: on all cores, or on the workers of a client.

    Parameters
    ----------
    model : NodalModel
        Of `model`.
    client : distributed.Client, optional
        Workers, as in `sweep`.
    progress : bool
        Whether a bar is shown.

    Examples
    --------
    ::

        with nodal.ema.Evaluator(model) as evaluator:
            experiments, outcomes = evaluator.perform_experiments(scenarios=100, policies=4)
            front = evaluator.optimize(nfe=400, searchover="levers", epsilons=[0.5, 0.01])
    """

    def __init__(self, model: NodalModel, *, client: Client | None = None, progress: bool = False) -> None:
        super().__init__(model)
        self._client, self._progress = client, progress

    def initialize(self) -> None:
        """Nothing has to be there before."""

    def finalize(self) -> None:
        """Nothing is left behind."""

    def evaluate_experiments(self, scenarios: Any, policies: Any, callback: Any, combine: str = "factorial") -> None:
        """What the workbench calls: lives all combinations, and hands over the outcomes of each."""
        (model,) = self._msis
        experiments = list(experiment_generator(scenarios, self._msis, policies, combine=combine))
        points = [{**one.policy, **one.scenario} for one in experiments]
        told = model.live(points, client=self._client, progress=self._progress)
        for at, experiment in enumerate(experiments):
            callback(experiment, {metric: values[at] for metric, values in told.items()})


def model(
    scenario: Any,
    uncertainties: Iterable[str] | Mapping[str, Any],
    levers: Iterable[str] | Mapping[str, Any],
    outcomes: Iterable[str] | Mapping[str, int],
    *,
    name: str = "nodal",
    **keywords: Any,
) -> NodalModel:
    """A model of the workbench.

    Parameters
    ----------
    scenario : Scenario, path or name
        What is run at each point.
    uncertainties, levers : iterable of str, or mapping of str to True, (low, high) or list of str
        Parameters as `parameter` takes them.
    outcomes : iterable of str, or mapping of str to int
        Totals; for an optimisation ``-1`` where less is better, ``1`` where more is.
    **keywords
        ``set=`` and keys of ``[study]``: ``replicates=4``, ``from_month=61``.

    Returns
    -------
    NodalModel
    """

    def told(of: Iterable[str] | Mapping[str, Any]) -> dict[str, Any]:
        return dict(of) if isinstance(of, Mapping) else dict.fromkeys(of, True)

    uncertain, chosen = told(uncertainties), told(levers)
    kinds = dict(outcomes) if isinstance(outcomes, Mapping) else dict.fromkeys(outcomes, ScalarOutcome.INFO)
    made = NodalModel(name, scenario, list(uncertain), list(chosen), list(kinds), keywords)
    made.uncertainties = [parameter(key, of) for key, of in uncertain.items()]
    made.levers = [parameter(key, of) for key, of in chosen.items()]
    made.outcomes = [ScalarOutcome(metric, kind=kind) for metric, kind in kinds.items()]
    return made
