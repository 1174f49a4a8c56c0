"""What the tests share."""

import doctest
import os
import subprocess
from pathlib import Path

import pytest

import nodal

SMALL = {"world.communities": 4, "world.households": 50, "time.burn_in_months": 3}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Each test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def program():
    """Calls the command line."""

    def call(*arguments):
        command = [os.environ["NODAL"], "-q", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture
def study(folder):
    """A small study of 30 runs."""
    path = Path("study.toml")
    scenario = nodal.Scenario("s", {**SMALL, "time.months": 12})
    scenario.save("s.toml")
    path.write_text(
        'scenarios = ["s.toml"]\n[study]\npoints = 15\nreplicates = 2\nfrom_month = 1\nmetrics = ["violence_rate", "fear"]\n'
        '[parameters]\n"escalation.hazard" = true\n"disputes.arrival" = true\n'
    )
    return path


def run_doctests(module):
    """Failures of the examples in a module."""
    found = doctest.testmod(module, extraglobs={"nodal": nodal}, optionflags=doctest.NORMALIZE_WHITESPACE)
    return found.failed
