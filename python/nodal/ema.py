"""EMA Workbench: a model whose uncertainties, levers and outcomes come from the declarations.

>>> model = nodal.ema.model("weak_state", ["escalation.hazard"], ["provider.public.officers"], ["violence_rate"])
>>> [lever.name for lever in model.levers]
['provider__public__officers']
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from ._errors import NodalWarning
from ._points import values_at
from ._scenario import declared_range

#: Workbench names are keywords of Python: dots of keys are written so.
DOT = "__"


def name_of(key: str) -> str:
    """What a parameter is called in the workbench."""
    return key.replace(".", DOT)


def model(
    scenario: Any,
    uncertainties: Iterable[str] | Mapping[str, Any],
    levers: Iterable[str] | Mapping[str, Any],
    outcomes: Iterable[str] | Mapping[str, int],
    *,
    name: str = "nodal",
    **keywords: Any,
) -> Any:
    """A model of the workbench.

    Parameters
    ----------
    scenario : Scenario, path or name
        What is run at each point.
    uncertainties, levers : iterable of str, or mapping of str to (low, high)
        Parameters over their declared ranges, or over those that are told.
    outcomes : iterable of str, or mapping of str to int
        Totals; for an optimisation ``-1`` where less is better, ``1`` where more is.
    **keywords
        ``set=`` and keys of ``[study]``: ``replicates=4``, ``from_month=61``.

    Returns
    -------
    ema_workbench.Model
    """
    from ema_workbench import Model, RealParameter, ScalarOutcome

    def parameters(told: Iterable[str] | Mapping[str, Any]) -> dict[str, Any]:
        given = dict(told) if isinstance(told, Mapping) else dict.fromkeys(told, True)
        return {key: declared_range(key) if of is True else of for key, of in given.items()}

    uncertain, chosen = parameters(uncertainties), parameters(levers)
    kinds = dict(outcomes) if isinstance(outcomes, Mapping) else dict.fromkeys(outcomes, ScalarOutcome.INFO)
    keys = [*uncertain, *chosen]

    def live(**point: float) -> dict[str, float]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NodalWarning)
            told = values_at(scenario, keys, [[point[name_of(key)] for key in keys]], list(kinds), **keywords)
        return {metric: values[0] for metric, values in told.items()}

    made = Model(name, function=live)
    made.uncertainties = [RealParameter(name_of(key), *of) for key, of in uncertain.items()]
    made.levers = [RealParameter(name_of(key), *of) for key, of in chosen.items()]
    made.outcomes = [ScalarOutcome(metric, kind=kind) for metric, kind in kinds.items()]
    return made
