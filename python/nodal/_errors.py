"""What goes wrong, in the words of the command line."""

from __future__ import annotations

import json
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One problem of an input.

    Attributes
    ----------
    file : str or None
        The file; None for an argument.
    line, column : int or None
        Where in it, from 1.
    key : str
        The key concerned; empty where there is none.
    level : str
        ``"error"`` or ``"warning"``.
    message : str
        What was found and what is allowed.
    suggestion : str or None
        What to do.
    text : str
        All of it, as the command line tells it.
    """

    file: str | None
    line: int | None
    column: int | None
    key: str
    level: str
    message: str
    suggestion: str | None
    text: str


def problems_of(told: str) -> list[Problem]:
    """Reads the problems that the compiled half tells."""
    return [
        Problem(
            one["file"], one["line"], one["column"], one["key"], one["level"], one["message"], one["help"], one["text"]
        )
        for one in json.loads(told)
    ]


class NodalError(Exception):
    """Why a command did not succeed.

    Attributes
    ----------
    problems : list of Problem
        What is wrong with the input, all of it; empty where that is not why.
    file, line, column, key, suggestion
        Those of the first problem; None where there is none.
    """

    def __init__(self, text: str, problems: str = "[]") -> None:
        super().__init__(text.rstrip())
        self.problems = problems_of(problems)
        first = next((one for one in self.problems if one.level == "error"), None)
        self.file = first.file if first else None
        self.line = first.line if first else None
        self.column = first.column if first else None
        self.key = first.key if first else None
        self.suggestion = first.suggestion if first else None
        self._told = (text, problems)

    def __reduce__(self) -> tuple[type[NodalError], tuple[str, str]]:
        return type(self), self._told


class InputError(NodalError, ValueError):
    """The input is wrong; nothing was written."""


class UsageError(NodalError, ValueError):
    """What was asked for is wrong; nothing was written."""


class DirectoryError(NodalError, OSError):
    """The directory cannot be used; nothing was written."""


class HalfwayError(NodalError, RuntimeError):
    """Something failed on the way."""


class Interrupted(NodalError, KeyboardInterrupt):
    """Something stopped the work; what is done is kept."""


class NodalWarning(UserWarning):
    """What is lived all the same, and told."""


def warn(told: str) -> None:
    """Tells warnings of the compiled half as those of Python, as if the caller of the package had written them."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and Path(frame.f_code.co_filename).parent == Path(__file__).parent:
        level, frame = level + 1, frame.f_back
    for one in problems_of(told):
        warnings.warn(one.text.rstrip(), NodalWarning, stacklevel=level)
