#!/usr/bin/env python3
"""Measures how the engine scales, writes the table below its marker in README.md and a figure a claim beside it.

    python3.11 benches/scaling/run.py

Takes target/release/nodal, which it builds, and draws with matplotlib from PyPI in benches/scaling/.build. Needs Python 3.11 with venv,
and cargo. Some ten minutes on an idle machine.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
BUILD = HERE / ".build"
RESULTS = BUILD / "results.json"
NODAL = PROJECT / "target" / "release" / "nodal"
MARKER = "<!-- written by run.py -->"
MATPLOTLIB = "matplotlib==3.11.1"
WEAK = "weak_state"
SIERRA_LEONE = "countries/sierra_leone"
HOUSEHOLDS = 200
MIB = 2**20


def run(scenario, threads, replicates=1, burn_in=12, months=12, **world):
    """Wall seconds of a run, seconds of its months summed over threads, household-months, and the peak of its memory."""
    with tempfile.TemporaryDirectory() as out:
        command = [NODAL, "run", PROJECT / "scenarios" / f"{scenario}.toml", "--out", f"{out}/run", "--quiet", "--timings"]
        command += ["--threads", threads, "--replicates", replicates, "--months", months]
        command += ["--set", f"time.burn_in_months={burn_in}"]
        if scenario == WEAK:
            world = {"households": HOUSEHOLDS} | world
        for key, value in world.items():
            command += ["--set", f"world.{key}={value}"]
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    steps = re.findall(r"^\w+ +([\d.]+) +[\d.]+ % +([\d.]+)$", told, re.M)
    return {
        "wall": wall,
        "months": sum(float(seconds) for seconds, _ in steps),
        "nanoseconds": sum(float(each) for _, each in steps),
        "peak": used.ru_maxrss * 1024,
    }


def threads(rounds):
    """Times of one thread over those of two, in turn."""
    cases = {
        "over 8 replicates of 1,000 × 200": (1.8, {"scenario": WEAK, "replicates": 8, "months": 36, "communities": 1000}),
        "over 2 replicates of Sierra Leone": (1.8, {"scenario": SIERRA_LEONE, "replicates": 2}),
        "inside Sierra Leone": (1.6, {"scenario": SIERRA_LEONE, "burn_in": 24, "months": 36}),
    }
    for name, (goal, case) in cases.items():
        ratios = []
        for _ in range(rounds):
            one, two = run(threads=1, **case)["wall"], run(threads=2, **case)["wall"]
            ratios.append(one / two)
        yield {"name": name, "goal": goal, "ratios": ratios}


def sizes(rounds):
    """Time of a month and memory by the number of communities, one thread."""
    empty = run(WEAK, 1, communities=8)["peak"]
    for communities in (1000, 3000, 10_000, 30_000, 50_000, 100_000):
        runs = [run(WEAK, 1, communities=communities) for _ in range(1 if communities > 10_000 else rounds)]
        yield {
            "communities": communities,
            "nanoseconds": min(one["nanoseconds"] for one in runs),
            "peak": runs[0]["peak"],
            "bytes": (runs[0]["peak"] - empty) / (communities * HOUSEHOLDS),
        }


def horizons():
    """Memory by the months that are lived."""
    for months in (12, 60, 120, 240):
        yield {"months": months, "peak": run(WEAK, 1, communities=1000, months=months)["peak"]}


def writing(rounds):
    """Seconds of a run on one thread that its months do not take: building the world, and writing."""
    for communities in (1000, 10_000):
        runs = [run(WEAK, 1, communities=communities, months=60) for _ in range(rounds)]
        best = min(runs, key=lambda one: one["wall"])
        yield {"communities": communities, "wall": best["wall"], "rest": best["wall"] - best["months"]}


def starts():
    """Seconds of commands that simulate nothing, and of a small run."""
    scenario = PROJECT / "scenarios" / f"{WEAK}.toml"
    commands = {"--help": ["--help"], "check": ["check", scenario], "explain": ["explain", "escalation.hazard"]}
    for name, words in commands.items():
        took = []
        for _ in range(20):
            start = time.perf_counter()
            subprocess.run([NODAL, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            took.append(time.perf_counter() - start)
        yield {"name": f"nodal {name}", "goal": 0.02, "seconds": statistics.median(took)}
    small = [run(WEAK, 0, communities=200, burn_in=0, months=120)["wall"] for _ in range(5)]
    yield {"name": "200 × 200 × 120 months", "goal": 1.0, "seconds": statistics.median(small)}


def measure(rounds, only):
    """All parts, or one beside the others as they were measured last."""
    measured = json.loads(RESULTS.read_text()) if only else {}
    parts = {"threads": threads(rounds), "sizes": sizes(rounds), "horizons": horizons(), "writing": writing(rounds), "starts": starts()}
    for name, rows in parts.items():
        if only not in (None, name):
            continue
        measured[name] = []
        for row in rows:
            tell(f"{name}: {row}")
            measured[name].append(row)
    return measured


def reached(is_reached):
    return "reached" if is_reached else "**missed**"


def render(measured, idle):
    """The page's part below its marker."""
    yield f"{os.cpu_count()} cores; " + ("the machine was idle." if idle else "**the machine was shared**, and the figures are rough.")
    yield "\n## Two threads\n\n![Times of one thread over those of two](threads.svg)\n"
    yield "| what | times as fast as one | rounds | goal |\n|---|---|---|---|"
    for row in measured["threads"]:
        middle = statistics.median(row["ratios"])
        each = ", ".join(f"{ratio:.2f}" for ratio in row["ratios"])
        yield f"| {row['name']} | {middle:.2f} | {each} | ≥ {row['goal']}: {reached(middle >= row['goal'])} |"
    yield "\n## Size\n\n![Time of a household-month by communities](sizes.svg) ![Memory of a household by communities](bytes.svg)\n"
    yield "| communities × 200 | ns per household-month | × that of 1,000 | bytes a household | peak, MiB |\n|---|---|---|---|---|"
    first = measured["sizes"][0]["nanoseconds"]
    for row in measured["sizes"]:
        yield (f"| {row['communities']:,} | {row['nanoseconds']:.0f} | {row['nanoseconds'] / first:.2f} | {row['bytes']:.0f} |"
               f" {row['peak'] / MIB:.0f} |")
    largest = measured["sizes"][-1]["nanoseconds"] / first
    fifty = next(row for row in measured["sizes"] if row["communities"] == 50_000)
    yield f"\n100,000 communities cost at most 1.3 × a household-month of 1,000: {reached(largest <= 1.3)}. 50,000 × 200 fit into 1 GiB: {reached(fifty['peak'] <= 1024 * MIB)}."
    yield "\n## Horizon\n\n![Peak of memory by months](horizons.svg)\n"
    yield "| months of 1,000 × 200 | peak, MiB |\n|---|---|"
    yield from (f"| {row['months']} | {row['peak'] / MIB:.1f} |" for row in measured["horizons"])
    yield "\n## Building and writing\n\n![Seconds of a run beside its months](writing.svg)\n"
    yield "| communities × 200, 72 months, one thread | seconds | beside the months |\n|---|---|---|"
    for row in measured["writing"]:
        yield f"| {row['communities']:,} | {row['wall']:.2f} | {row['rest']:.2f} ({row['rest'] / row['wall']:.1%}) |"
    yield "\n## Start\n\n![Seconds of commands](starts.svg)\n"
    yield "| command | seconds | goal |\n|---|---|---|"
    for row in measured["starts"]:
        yield f"| `{row['name']}` | {row['seconds']:.3f} | ≤ {row['goal']}: {reached(row['seconds'] <= row['goal'])} |"


def draw():
    """The figures, by the interpreter that has matplotlib."""
    import matplotlib
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "nodal", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    from matplotlib import pyplot

    measured = json.loads(RESULTS.read_text())
    blue, orange = "#0072b2", "#d55e00"

    def figure(name, plot):
        made, axes = pyplot.subplots(figsize=(4.2, 2.6), layout="constrained")
        plot(axes)
        made.savefig(HERE / f"{name}.svg", metadata={"Date": None})
        pyplot.close(made)

    def bars(rows, value, axis):
        def plot(axes):
            axes.barh([row["name"] for row in rows], [value(row) for row in rows], color=blue, height=0.5)
            for i, row in enumerate(rows):
                axes.plot([row["goal"]] * 2, [i - 0.4, i + 0.4], color=orange)
            axes.set_xlabel(axis)
            axes.invert_yaxis()
        return plot

    def line(rows, x, y, labels, bound=None, logarithmic=False):
        def plot(axes):
            axes.plot([row[x] for row in rows], [y(row) for row in rows], "o-", color=blue)
            if bound is not None:
                axes.axhline(bound[0], color=orange)
                axes.annotate(bound[1], (1, bound[0]), xycoords=("axes fraction", "data"), ha="right", va="bottom", color=orange)
            if logarithmic:
                axes.set_xscale("log")
            axes.set_ylim(bottom=0)
            axes.set_xlabel(labels[0])
            axes.set_ylabel(labels[1])
        return plot

    def beside(axes):
        rows = measured["writing"]
        names = [f"{row['communities']:,} communities" for row in rows]
        axes.barh(names, [row["wall"] for row in rows], color=blue, height=0.5, label="months")
        axes.barh(names, [row["rest"] for row in rows], color=orange, height=0.5, label="building and writing")
        axes.set_xlabel("seconds of a run of 72 months")
        axes.legend(frameon=False)

    of_size = measured["sizes"]
    first = of_size[0]["nanoseconds"]
    figure("threads", bars(measured["threads"], lambda row: statistics.median(row["ratios"]), "two threads over one; line: goal"))
    figure("sizes", line(of_size, "communities", lambda row: row["nanoseconds"], ("communities of 200 households", "ns per household-month"),
                         (1.3 * first, "1.3 × that of 1,000"), logarithmic=True))
    figure("bytes", line(of_size, "communities", lambda row: row["bytes"], ("communities of 200 households", "bytes a household"),
                         (48, "goal"), logarithmic=True))
    figure("horizons", line(measured["horizons"], "months", lambda row: row["peak"] / MIB, ("months lived", "peak of memory, MiB")))
    figure("writing", beside)
    shares = [row | {"goal": 1.0, "share": row["seconds"] / row["goal"]} for row in measured["starts"]]
    figure("starts", bars(shares, lambda row: row["share"], "share of the time that is allowed; line: all of it"))


def tell(text):
    print(text, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--draw", action="store_true", help="draw the figures of the last measures; for the script itself")
    parser.add_argument("--only", choices=["threads", "sizes", "horizons", "writing", "starts"], help="measure this part again")
    asked = parser.parse_args()
    if asked.draw:
        return draw()
    BUILD.mkdir(exist_ok=True)
    idle = os.getloadavg()[0] < 0.25 * os.cpu_count()
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=PROJECT, check=True)
    python = BUILD / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", BUILD / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", MATPLOTLIB], check=True)
    measured = measure(asked.rounds, asked.only)
    RESULTS.write_text(json.dumps(measured, indent=1))
    page = "\n".join(render(measured, idle)) + "\n"
    print(page)
    readme = HERE / "README.md"
    readme.write_text(readme.read_text().split(MARKER)[0] + f"{MARKER}\n\n{page}")
    subprocess.run([python, __file__, "--draw"], check=True)


if __name__ == "__main__":
    sys.exit(main())
