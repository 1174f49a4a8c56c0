"""Studies as objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from . import _nodal
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
        name: str = "study",
        **keys: Any,
    ) -> None:
        self.scenarios = list(scenarios)
        self.parameters = dict(parameters)
        self.set = dict(set or {})
        self.keys = keys
        self.name = name

    def _text(self, places: list[str]) -> str:
        told = {"scenarios": places, "study": self.keys, "set": self.set, "parameters": self.parameters}
        return _nodal.to_toml(json.dumps(_toml({key: value for key, value in told.items() if value})))

    @property
    def text(self) -> str:
        """The study as TOML; scenarios that are objects stand in it by their names."""
        return self._text([f"{one.name}.toml" if isinstance(one, Scenario) else _place(one) for one in self.scenarios])

    def _file(self, folder: Path) -> Path:
        """The study as a file that reads the same wherever it lies."""
        places = [
            str(one._file(folder).resolve()) if isinstance(one, Scenario) else _place(one) for one in self.scenarios
        ]
        place = folder / f"{self.name}.toml"
        place.write_text(self._text(places), encoding="utf-8")
        return place


def _place(scenario: str | PathLike[str]) -> str:
    """The path of a file, or that of one of the library."""
    path = Path(fspath(scenario))
    found = next((one for one in (path, path.with_suffix(".toml")) if one.is_file()), None)
    return str(found.resolve()) if found else f"library:/{_of_library(str(path))}.toml"
