"""Commands by their options as keywords."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import PathLike, fspath
from typing import Any

from tqdm.auto import tqdm

from . import _nodal
from ._errors import warn

Value = bool | int | float | str | list[str]


def plain(value: Any) -> str:
    """A value as it stands after ``--set KEY=``."""
    if hasattr(value, "item"):  # a number of NumPy
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(quoted(str(one)) for one in value) + "]"
    return str(value)


def quoted(text: str) -> str:
    """A text of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sets_of(values: Mapping[str, Any] | None) -> list[str]:
    """Arguments of ``--set``."""
    return [f"{key}={plain(value)}" for key, value in (values or {}).items()]


def options(keywords: Mapping[str, Any]) -> list[str]:
    """Options of the command line: ``fork_at=6`` is ``--fork-at 6``, ``True`` a switch, a list one option a member."""
    words: list[str] = []
    for keyword, value in keywords.items():
        name = "--" + keyword.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(name)
        elif keyword == "set":
            for one in sets_of(value):
                words += [name, one]
        elif isinstance(value, (list, tuple)):
            for one in value:
                words += [name, plain(one)]
        elif isinstance(value, PathLike):
            words += [name, fspath(value)]
        else:
            words += [name, plain(value)]
    return words


class Bar:
    """A bar that is there once something is to be shown, and goes when the work ends."""

    def __init__(self, label: str, unit: str) -> None:
        self._label, self._unit = label, unit
        self._bar: Any = None

    def __call__(self, done: int, every: int) -> None:
        if self._bar is None:
            self._bar = tqdm(total=every, desc=self._label, unit=f" {self._unit}", leave=False)
        self._bar.total = every
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.close()


def call(command: str, positional: Iterable[str | PathLike[str]], keywords: Mapping[str, Any], progress: bool) -> str:
    """Calls a command; warnings become those of Python. Returns what it said."""
    words = [command, *options(keywords), "--", *(fspath(one) for one in positional)]
    bar: Bar | None = Bar(command, "months" if command in ("run", "compare") else "runs") if progress else None
    try:
        hears: Callable[[int, int], object] | None = bar
        said, _, told = _nodal.call(words, hears)
    finally:
        if bar is not None:
            bar.close()
    warn(told)
    return said
