"""Means over replicates and paired differences, as the commands compute them."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan, nan
from typing import NamedTuple

from . import _nodal


class Interval(NamedTuple):
    """A mean over replicates with its 95 % interval; its ends are NaN with fewer than two replicates."""

    mean: float
    low: float
    high: float
    n: int


class Difference(NamedTuple):
    """The mean of paired differences with its 95 % interval, the p value of the paired t test, and pairs."""

    difference: float
    low: float
    high: float
    p: float
    n: int


def _number(value: float | None) -> float:
    return nan if value is None else value


def interval(values: Iterable[float], unit: str | None = None) -> Interval:
    """The mean of independent replicates with a 95 % interval by Student's t.

    Parameters
    ----------
    values : iterable of float, length n
        A value a replicate; those that are NaN are left out.
    unit : str, optional
        Unit of the metric, as tables have it: the interval stays where such a quantity can lie, shares between 0 and 1,
        rates above 0. Anywhere without it.

    Returns
    -------
    Interval

    Examples
    --------
    >>> mean, low, high, n = nodal.interval([1.0, 2.0, 3.0])
    >>> mean, round(low, 3), round(high, 3), n
    (2.0, -0.484, 4.484, 3)
    >>> nodal.interval([1.0, 2.0, 3.0], "per 1,000 persons and year").low > 0
    True
    """
    told = _nodal.interval([value for value in values if not isnan(value)], unit)
    if told is None:
        return Interval(nan, nan, nan, 0)
    mean, low, high, n = told
    return Interval(mean, _number(low), _number(high), n)


def paired(first: Iterable[float], second: Iterable[float]) -> Difference:
    """Second less first, pair by pair, with a 95 % paired t interval.

    Parameters
    ----------
    first, second : iterable of float, length n
        Values of the same replicates of two scenarios, as `Run.means` gives them; pairs with a NaN are left out.

    Returns
    -------
    Difference

    Examples
    --------
    >>> told = nodal.paired([1.0, 2.0, 3.0], [1.5, 2.4, 3.6])
    >>> round(told.difference, 3), told.n, told.p < 0.05
    (0.5, 3, True)
    """
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if not (isnan(a) or isnan(b))]
    told = _nodal.paired([a for a, _ in pairs], [b for _, b in pairs])
    if told is None:
        return Difference(nan, nan, nan, nan, 0)
    (difference, low, high, n), p = told
    return Difference(difference, _number(low), _number(high), _number(p), n)


def holm(p: Iterable[float]) -> list[float]:
    """p values adjusted for their number by Holm's step-down method (Holm 1979), in the given order.

    Examples
    --------
    >>> nodal.holm([0.04, 0.01, 0.03])
    [0.06, 0.03, 0.06]
    """
    return _nodal.holm(list(p))
