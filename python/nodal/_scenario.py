"""Scenarios as objects."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

from typing_extensions import Self, Unpack

from . import _nodal
from ._errors import problems_of, warn
from ._generate import RECORDS
from ._keys import Change, Compact, Intervention, Keys, Shock, Survey


def _toml(value: Any) -> Any:
    """A value that JSON can say: tuples and numbers of NumPy too; trailing underscores go."""
    if isinstance(value, Mapping):
        return {str(key).rstrip("_"): _toml(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_toml(one) for one in value]
    return value.item() if hasattr(value, "item") else value


def _put(table: dict[str, Any], path: list[str], value: Any) -> None:
    """Puts a value where a key leads to, through tables that need not be there yet."""
    *tables, last = path
    for name in tables:
        table = table.setdefault(name, {})
    table[last] = value


def _merge(table: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Lays one table over another, as a file that extends another does."""
    for key, value in other.items():
        if isinstance(value, Mapping) and isinstance(table.get(key), dict):
            _merge(table[key], value)
        else:
            table[key] = value


class Scenario:
    """A scenario: the empty one is a weak state; say only what differs.

    Parameters
    ----------
    name : str
        What it is called in tables.
    values : mapping of str to value, optional
        Parameters by their keys; ``nodal.parameters()`` has them all, with units.
    title : str, optional
        One line for lists and headings.

    Examples
    --------
    >>> scenario = nodal.Scenario("more_police", {"provider.public.officers": 160.0})
    >>> scenario["auspice.state.pay_ratio"] = 0.5
    >>> scenario["auspice.state.pay_ratio"]
    0.5
    >>> scenario["provider.public.wage"]  # where nothing is said, the default: rand a month
    1250.0
    """

    def __init__(self, name: str = "scenario", values: Keys | Mapping[str, Any] | None = None, *, title: str = "") -> None:
        self.name = name
        self._base: Path | None = None
        self._text = ""
        self._title = title
        self._values: dict[str, Any] = {}
        self._records: dict[str, dict[str, dict[str, Any]]] = {}
        self._checked: _nodal.Checked | None = None
        self.set(values or {})

    @classmethod
    def load(cls, path: str | PathLike[str], name: str | None = None) -> Self:
        """A scenario of a file, or of the library by its name.

        Parameters
        ----------
        path : str or path
            A TOML file, or a name that ``nodal.scenarios()`` lists.
        name : str, optional
            What it is called in tables; without it as the file is.

        Raises
        ------
        InputError
            With everything that is wrong with it.

        Examples
        --------
        >>> nodal.Scenario.load("weak_state").title
        'Weak state'
        """
        written = fspath(path)
        made = cls(name or Path(written).stem)
        made._base = Path(written)
        made.check()
        return made

    @classmethod
    def from_text(cls, text: str, name: str = "scenario") -> Self:
        """A scenario of a text in TOML; its paths are relative to the working directory.

        Examples
        --------
        >>> nodal.Scenario.from_text("[provider.public]\\nofficers = 160")["provider.public.officers"]
        160.0
        """
        made = cls(name)
        made._text = text if text.endswith("\n") else text + "\n"
        made.check()
        return made

    def set(self, values: Keys | Mapping[str, Any]) -> Self:
        """Changes parameters, and returns itself.

        Parameters
        ----------
        values : mapping of str to value
            By their keys: of a parameter, or of a record's attribute, such as ``compact.partners.oversight``. They are looked at when the scenario is checked, run or asked for a value.
        """
        for key, value in values.items():
            table, *path = key.split(".")
            if table in RECORDS and len(path) > 1:
                _put(self._record(table, path[0]), path[1:], _toml(value))
            else:
                self._values[key] = _toml(value)
        self._checked = None
        return self

    def __setitem__(self, key: str, value: Any) -> None:
        self.set({key: value})

    def __getitem__(self, key: str) -> Any:
        found = {name: value for name, value, _ in self._check().values()}
        if key not in found:
            raise KeyError(key)
        value = found[key]
        return json.loads(value) if not value.startswith("'") else value.strip("'")

    def compact(self, name: str, **attributes: Unpack[Compact]) -> Self:
        """Adds a compact of auspices, or changes one of this name, and returns itself.

        Examples
        --------
        >>> scenario = nodal.Scenario("mine")
        >>> scenario.compact("partners", seats={"state": 0.5, "ngo": 0.5}, money={"ngo": 1.0}).name
        'mine'
        """
        return self._changed("compact", name, attributes)

    def intervention(self, name: str, **attributes: Unpack[Intervention]) -> Self:
        """Adds an intervention, or changes one of this name, and returns itself; ``from_`` is its first month."""
        return self._changed("intervention", name, attributes)

    def shock(self, name: str, **attributes: Unpack[Shock]) -> Self:
        """Adds a shock, or changes one of this name, and returns itself."""
        return self._changed("shock", name, attributes)

    def change(self, name: str, **attributes: Unpack[Change]) -> Self:
        """Adds a value that is another one for some months, or changes one of this name, and returns itself."""
        return self._changed("change", name, attributes)

    def survey(self, name: str, **attributes: Unpack[Survey]) -> Self:
        """Adds a survey, or changes one of this name, and returns itself."""
        return self._changed("survey", name, attributes)

    def _record(self, table: str, name: str) -> dict[str, Any]:
        """What is said of a record here, which may be nothing yet."""
        return self._records.setdefault(table, {}).setdefault(name, {"name": name})

    def _changed(self, table: str, name: str, attributes: Mapping[str, Any]) -> Self:
        self._record(table, name).update(_toml(attributes))
        self._checked = None
        return self

    @property
    def text(self) -> str:
        """What is written in it, as TOML: what differs, with all that was changed since it was loaded."""
        if self._text and not self._values and not self._records:
            return self._text
        told: dict[str, Any] = tomllib.loads(self._text)
        if self._title:
            told["title"] = self._title
        if self._base is not None:
            base = self._base.resolve() if self._base.is_file() else self._base
            if not base.is_absolute():
                own = Path("scenarios") / base.with_suffix(".toml")
                base = next((p.resolve() for p in (base.with_suffix(".toml"), own) if p.is_file()), base)
            told["extends"] = str(base) if base.is_absolute() else f"library:/{_of_library(str(base))}.toml"
        for key, value in self._values.items():
            _put(told, key.split("."), value)
        for table, records in self._records.items():
            there = {one.get("name"): one for one in told.setdefault(table, [])}
            for name, record in records.items():
                if name in there:
                    _merge(there[name], record)
                else:
                    told[table].append(record)
        return _nodal.to_toml(json.dumps(told)) if told else ""

    def _check(self) -> _nodal.Checked:
        if self._checked is None:
            is_plain = self._base is not None and not self._values and not self._records
            if is_plain and self._base is not None:
                self._checked = _nodal.Checked.load(self._base, [])
            else:
                self._checked = _nodal.Checked.from_text(self.name, self.text, [])
        return self._checked

    def check(self) -> Self:
        """Looks whether all of it is right, tells warnings, and returns itself.

        Raises
        ------
        InputError
            With everything that is wrong, each with file, line, column, key and suggestion.

        Examples
        --------
        >>> try:
        ...     nodal.Scenario("mine", {"provider.public.oficers": 160.0}).check()
        ... except nodal.InputError as error:
        ...     error.key, error.suggestion
        ('provider.public.oficers', 'did you mean `officers`? `nodal explain provider.public.officers` tells more')
        """
        warn(self._check().warnings)
        return self

    @property
    def warnings(self) -> list[str]:
        """What would be told before it is lived."""
        return [one.message for one in problems_of(self._check().warnings)]

    @property
    def title(self) -> str:
        """One line for lists and headings."""
        return self._check().title or self.name

    @property
    def description(self) -> str:
        """What it stands for and what to look at."""
        return self._check().description

    @property
    def hash(self) -> str:
        """A digest of what it says: ``scenario_hash`` of manifests."""
        return self._check().hash

    @property
    def values(self) -> dict[str, str]:
        """Every value by its key, as TOML writes it."""
        return {key: value for key, value, _ in self._check().values()}

    def show(self) -> str:
        """The resolved scenario as TOML: every value, with where it comes from."""
        return self._check().show()

    def save(self, path: str | PathLike[str]) -> Path:
        """Writes it as a scenario file: what differs from the file, the library's scenario or the defaults it began with.

        Returns
        -------
        Path
            The file.
        """
        self.check()
        place = Path(path)
        text = self.text
        has_version = "schema_version" in tomllib.loads(text)
        place.write_text(text if has_version else f"schema_version = {_SCHEMA}\n{text}", encoding="utf-8")
        return place

    def _file(self, folder: Path) -> Path:
        """The checked scenario as a file that reads the same wherever it lies."""
        inputs = folder / f"{self.name}.inputs"
        inputs.mkdir(parents=True, exist_ok=True)
        place = folder / f"{self.name}.toml"
        place.write_text(self._check().portable(inputs), encoding="utf-8")
        return place

    def __repr__(self) -> str:
        return f"<nodal.Scenario {self.name!r}>"

    def _repr_html_(self) -> str:
        checked = self._check()
        rows = "".join(
            f"<tr><td><code>{html.escape(key)}</code></td><td>{html.escape(value)}</td><td>{html.escape(origin)}</td></tr>"
            for key, value, origin in checked.values()
            if origin != "default"
        )
        account = f"<p>{html.escape(checked.account)}</p>" if checked.account else ""
        return (
            f"<h4>{html.escape(self.title)}</h4><p>{html.escape(checked.description)}</p>{account}"
            f"<table><tr><th>key</th><th>value</th><th>from</th></tr>{rows}</table>"
        )


#: Version of the format of scenario files.
_SCHEMA = int(re.search(r"schema_version = (\d+)", _nodal.Checked.from_text("", "", []).show()).group(1))  # type: ignore[union-attr]


def _of_library(name: str) -> str:
    """The path in the library of a file that is called by it or by its last part alone."""
    plain = name.removeprefix("scenarios/").removesuffix(".toml")
    names = [one for one, _, _ in _nodal.library()]
    return plain if plain in names else next((one for one in names if one.split("/")[-1] == plain), plain)


def scenarios(kind: str | None = "scenario") -> dict[str, str]:
    """The library that the package carries.

    Parameters
    ----------
    kind : str or None
        ``"scenario"``, ``"study"``, ``"claim"``, or None for all.

    Returns
    -------
    dict of str to str
        Titles by names: what ``Scenario.load`` and the commands take.

    Examples
    --------
    >>> nodal.scenarios()["weak_state"]
    'Weak state'
    >>> nodal.scenarios("study")["studies/quick"].startswith("A")
    True
    """
    return {name: title for name, sort, title in _nodal.library() if kind in (None, sort)}


class Parameter(NamedTuple):
    """What is declared of a parameter: default as TOML writes it, unit, meaning, the range that sweeps draw from, source."""

    default: str
    unit: str
    meaning: str
    range: tuple[float, float] | None
    source: str


def parameters() -> dict[str, Parameter]:
    """Parameters by their keys, as they are declared.

    Examples
    --------
    >>> officers = nodal.parameters()["provider.public.officers"]
    >>> officers.default, officers.unit, officers.range
    ('80.0', 'officers per 100,000 persons', (40.0, 350.0))
    """
    declared = _nodal.parameters()
    return {key: Parameter(default, unit, doc, of, source) for key, default, unit, doc, of, source in declared}


def declared_range(key: str) -> tuple[float, float]:
    """The range that sweeps draw a parameter from.

    Raises
    ------
    KeyError
        Where there is no such parameter, or it has no range.

    Examples
    --------
    >>> nodal.declared_range("provider.public.officers")
    (40.0, 350.0)
    """
    found = parameters().get(key)
    if found is None or found.range is None:
        raise KeyError(f"{key} is no parameter with a declared range")
    return found.range


def metrics() -> dict[str, tuple[str, str]]:
    """Metrics: unit and meaning by their names."""
    return {name: (unit, doc) for name, unit, doc in _nodal.metrics()}
