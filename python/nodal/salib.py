"""SALib: problems from declarations, and the model as the function between sample and analysis.

>>> problem = nodal.salib.problem(["escalation.hazard", "provider.public.officers"])
>>> problem["bounds"][1]
[40.0, 350.0]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ._points import values_at
from ._scenario import declared_range


def problem(parameters: Iterable[str] | Mapping[str, Any]) -> dict[str, Any]:
    """A problem as SALib wants it.

    Parameters
    ----------
    parameters : iterable of str, or mapping of str to True or (low, high)
        Keys, each over its declared range unless told: ``study.parameters`` fits.

    Returns
    -------
    dict
        ``num_vars``, ``names`` and ``bounds``, in the units of the parameters.
    """
    told: dict[str, Any] = dict(parameters) if isinstance(parameters, Mapping) else dict.fromkeys(parameters, True)
    ranges: list[Any] = [declared_range(key) if of is True else of for key, of in told.items()]
    return {"num_vars": len(told), "names": list(told), "bounds": [list(one) for one in ranges]}


def evaluate(scenario: Any, problem: Mapping[str, Any], sample: Any, metric: str, **keywords: Any) -> list[float]:
    """A metric at each row of a sample, all of them at once.

    Parameters
    ----------
    scenario : Scenario, path or name
        What is run.
    problem : dict
        Of `problem`.
    sample : array, shape (m, num_vars)
        What SALib drew.
    metric : str
        A total.
    **keywords
        ``client=``, ``set=`` and keys of ``[study]``, such as ``replicates=2``, ``from_month=61``.

    Returns
    -------
    list of float, length m
    """
    return values_at(scenario, problem["names"], sample, [metric], **keywords)[metric]
