"""Values of metrics at points that others have drawn: what the adapters of SALib and EMA Workbench share."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from ._commands import sweep
from ._scenario import Scenario
from ._study import Study

if TYPE_CHECKING:
    from distributed import Client


def values_at(
    scenario: Scenario | str | PathLike[str],
    keys: Sequence[str],
    points: Sequence[Sequence[Any]],
    metrics: Sequence[str],
    *,
    client: Client | None = None,
    progress: bool = False,
    set: Mapping[str, Any] | None = None,  # the option's name
    **keys_of_study: Any,
) -> dict[str, list[float]]:
    """Means of metrics over the months of the study and its replicates, at points of one's own.

    Parameters
    ----------
    scenario : Scenario, path or name
        What is run at each point.
    keys : sequence of str, length n
        Parameters.
    points : sequence of sequences, shape (m, n)
        Their values, a row a point.
    metrics : sequence of str
        Totals that are told.
    **keys_of_study
        Keys of ``[study]``: ``replicates=2``, ``from_month=61``, …

    Returns
    -------
    dict of str to list of float, length m
        By metric, in the order of the points; NaN where it is not defined.
    """
    at = [dict(zip(keys, point, strict=True)) for point in points]
    done = sweep(Study([scenario], {}, set=set, at=at, metrics=list(metrics), **keys_of_study), client=client, progress=progress)
    sums: dict[str, list[float]] = {metric: [0.0] * len(points) for metric in metrics}
    counts: dict[str, list[int]] = {metric: [0] * len(points) for metric in metrics}
    with (done.directory / "results.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["value"] and row["metric"] in sums:
                number = int(row["point"]) - 1
                sums[row["metric"]][number] += float(row["value"])
                counts[row["metric"]][number] += 1
    return {
        metric: [total / n if n else float("nan") for total, n in zip(sums[metric], counts[metric], strict=True)]
        for metric in metrics
    }
