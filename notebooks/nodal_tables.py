"""What the four notebooks share: calling `nodal`, reading its tables, means and pairs with intervals.

A *replicate* is one simulated history. Replicate k of every scenario draws the same luck, so histories
of two scenarios are compared in pairs.
"""

import os
import subprocess
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import stats

PROJECT = Path(__file__).resolve().parent.parent
SCENARIOS = PROJECT / "scenarios"

# Okabe & Ito's palette, which colour-blind readers can tell apart.
BLACK, ORANGE, SKY, GREEN, BLUE, VERMILION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7")
GREY = "#6E6E6E"  # for what is only there to be compared with


def style():
    """Figures for reading (no frame, thin grid, text of 9 points, dots enough for print), and tables that fit."""
    pd.set_option("display.precision", 3, "display.width", 140)
    plt.rcParams.update({
        "figure.dpi": 110, "savefig.dpi": 200, "figure.constrained_layout.use": True,
        "font.size": 9, "axes.titlesize": 10, "axes.titlelocation": "left",
        "axes.spines.top": False, "axes.spines.right": False,
        "axes.grid": True, "grid.color": "#E4E4E4", "grid.linewidth": 0.6, "axes.axisbelow": True})


def program():
    """The `nodal` program: what the variable NODAL names, else the release build of this project."""
    named = os.environ.get("NODAL")
    built = PROJECT / "target" / "release" / ("nodal.exe" if os.name == "nt" else "nodal")
    found = Path(named) if named else built
    if not found.is_file():
        raise FileNotFoundError(
            f"there is no {found}. Build it with `cargo build --release` in {PROJECT}, "
            "or name the program in the environment variable NODAL before starting Jupyter.")
    return str(found)


def nodal(*arguments, settings=None):
    """Runs `nodal ARGUMENTS`, with `--set KEY=VALUE` for each of the settings, and returns what it says.

    A mistake is told in the program's words.
    """
    command = [program(), *map(str, arguments)]
    for key, value in (settings or {}).items():
        command += ["--set", f"{key}={value}"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8",
                          env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 0:
        raise RuntimeError(f"nodal {' '.join(command[1:])}\n{done.stderr.strip()}")
    return done.stdout


def read_metrics(directory):
    """`metrics.csv` of a run. Totals have empty dimension and level; values not defined are NaN."""
    table = pd.read_csv(Path(directory) / "metrics.csv")
    return table.fillna({"dimension": "", "level": ""})


def by_replicate(metrics, name, months, level=""):
    """Each replicate's mean of a metric over months (first, last), as `nodal compare` takes it."""
    rows = metrics[(metrics["metric"] == name) & (metrics["level"] == level)
                   & metrics["month"].between(*months)]
    if rows.empty:
        raise KeyError(f"no {name} {level} in months {months[0]} to {months[1]}")
    return rows.groupby("replicate")["value"].mean()


def interval(values):
    """Mean over replicates with its 95 % interval by Student's t: mean, low, high, n."""
    values = pd.Series(values).dropna()
    n = len(values)
    half = stats.t.ppf(0.975, n - 1) * values.std() / np.sqrt(n) if n > 1 else np.inf
    mean = values.mean()
    return pd.Series({"mean": mean, "low": mean - half, "high": mean + half, "n": n})


def paired(first, second):
    """Second less first, pair by pair: difference, low, high (95 % paired t), deviation, p, n."""
    differences = (second - first).dropna()  # series are matched by replicate
    told = interval(differences).rename({"mean": "difference"})
    deviation = differences.std()
    if deviation > 0:
        p = stats.ttest_1samp(differences, 0.0).pvalue
    else:  # all pairs differ by the same: by nothing, or by something that is not luck
        p = float((differences == 0).all())
    return pd.concat([told, pd.Series({"deviation": deviation, "p": p})])


def holm(p):
    """p values adjusted for how many there are, by Holm's step-down method (1979), in the given order."""
    p = np.asarray(p, dtype=float)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    adjusted = np.empty_like(stepped)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted
