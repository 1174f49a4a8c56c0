"""Studies as objects."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from . import _nodal
from ._call import plain
from ._scenario import Scenario, _of_library, _toml


class Study:
    """Scenarios at every point of a design over uncertain parameters.

    Parameters
    ----------
    scenarios : iterable of Scenario, path or name
        What is run at each point.
    parameters : mapping of str to value
        What is varied: ``True`` for the declared range, ``[low, high]``, a list of words for a choice.
    set : mapping of str to value, optional
        Parameters of all runs.
    tables : mapping of str to value, optional
        Other tables of the file by their names: ``decision``, ``outcome`` (a list), ``portfolio``, ``calibration``,
        ``target`` (a list).
    at : sequence of mapping of str to value, optional
        A design of one's own: points, each with a value for every key; ``parameters`` is then empty.
    name : str
        What it is called.
    **keys
        Keys of ``[study]`` (docs/experiments.md): ``design``, ``points``, ``replicates``, ``metrics``, ``from_month``, …

    Examples
    --------
    >>> study = nodal.Study(["weak_state"], {"escalation.hazard": True}, points=8, metrics=["violence_rate"])
    >>> print(study.text)
    scenarios = ["library:/weak_state.toml"]
    <BLANKLINE>
    [study]
    points = 8
    metrics = ["violence_rate"]
    <BLANKLINE>
    [parameters]
    "escalation.hazard" = true
    <BLANKLINE>
    """

    def __init__(
        self,
        scenarios: Iterable[Scenario | str | PathLike[str]],
        parameters: Mapping[str, Any],
        *,
        set: Mapping[str, Any] | None = None,
        tables: Mapping[str, Any] | None = None,
        at: Sequence[Mapping[str, Any]] | None = None,
        name: str = "study",
        **keys: Any,
    ) -> None:
        self.scenarios = list(scenarios)
        self.parameters = dict(parameters)
        self.set = dict(set or {})
        self.tables = dict(tables or {})
        self.at = at
        self.keys = keys
        self.name = name

    def _text(self, places: list[str], points: str) -> str:
        keys = self.keys if self.at is None else {"design": "csv", "file": points, **self.keys}
        told = {"scenarios": places, "study": keys, "set": self.set, "parameters": self.parameters, **self.tables}
        return _nodal.to_toml(json.dumps(_toml({key: value for key, value in told.items() if value})))

    @property
    def text(self) -> str:
        """The study as TOML; scenarios that are objects, and points, stand in it by names of files."""
        places = [f"{one.name}.toml" if isinstance(one, Scenario) else _place(one) for one in self.scenarios]
        return self._text(places, "points.csv")

    def _file(self, folder: Path) -> Path:
        """The study as a file that reads the same wherever it lies."""
        places = [
            str(one._file(folder).resolve()) if isinstance(one, Scenario) else _place(one) for one in self.scenarios
        ]
        place = folder / f"{self.name}.toml"
        points = folder / "points.csv"
        if self.at is not None:
            with points.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(self.at[0]) if self.at else [])
                writer.writeheader()
                writer.writerows({key: plain(value) for key, value in point.items()} for point in self.at)
        place.write_text(self._text(places, str(points.resolve())), encoding="utf-8")
        return place


def _place(scenario: str | PathLike[str]) -> str:
    """The path of a file, or that of one of the library."""
    path = Path(fspath(scenario))
    found = next((one for one in (path, path.with_suffix(".toml")) if one.is_file()), None)
    return str(found.resolve()) if found else f"library:/{_of_library(str(path))}.toml"
