#!/usr/bin/env python3
"""Sets up all peers from the registries, checks that they do the same work, times them in turn and writes the table.

    python3.11 benches/peers/run.py

Nothing is installed outside benches/peers/.build. Needs Python 3.11 with venv, and cargo.
"""

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE / ".build"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", BUILD / "target"))
HOUSEHOLDS = 200

# Name: language, what it is, communities when timed, seeds when checked, how many times nodal's time is the goal.
PEERS = {
    "nodal": ("rust", "nodal's engine", 2000, 24, None),
    "numba": ("python", "Numba 0.68.1", 2000, 24, 1),
    "henad": ("rust", "Henad 0.3.0", 2000, 24, 3),
    "numpy": ("python", "NumPy 2.4.6", 2000, 24, 5),
    "ixa": ("rust", "ixa 4.0.0", 1000, 24, 20),
    "krabmaga": ("rust", "krABMaga 0.6.2", 1000, 24, 20),
    "mesa": ("python", "Mesa 3.3.1", 50, 12, 500),
}
MONTHS = 120
# Beyond so many standard errors a mean or variance is called different: of the 228 comparisons about one in twenty
# tables has one by chance.
DIFFERENT = 4.0
OUTPUTS = (
    "arisen settled escalated dropped open fear trust_public trust_customary trust_committee trust_vigilante"
    " trust_criminal lump talk self_help public customary committee vigilante criminal"
).split()
# One thread each, whatever a library would take.
ONE_THREAD = {
    name: "1"
    for name in ("RAYON_NUM_THREADS", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
}
ENVIRONMENT = os.environ | ONE_THREAD | {
    "PYTHONPATH": str(HERE / "harness"),
    "PYTHONDONTWRITEBYTECODE": "1",
    "NUMBA_CACHE_DIR": str(BUILD / "numba"),
}


def set_up(peers):
    """Builds the peers; those that cannot be built, and why."""
    failed = {}
    python = [peer for peer in peers if PEERS[peer][0] == "python"]
    if python and not tried(python, failed, [sys.executable, "-m", "venv", str(BUILD / "venv")]):
        pip = [str(BUILD / "venv/bin/python"), "-m", "pip", "install", "--quiet", "--no-deps"]
        tried(python, failed, pip + ["-r", str(HERE / "requirements.txt")])
    environment = os.environ | {"CARGO_TARGET_DIR": str(TARGET)}
    rust = [peer for peer in peers if PEERS[peer][0] == "rust"]
    # Henad last: its graphics stack takes longest.
    for peer in sorted(rust, key=lambda peer: peer == "henad"):
        tell(f"building {peer}")
        cargo = ["cargo", "build", "--release", "--locked", "--quiet"]
        tried([peer], failed, cargo, cwd=HERE / peer, env=environment)
    return failed


def tried(peers, failed, command, **options):
    """Runs a command that these peers need; true if it failed."""
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if told.returncode != 0:
        tell(told.stdout)
        failed.update(dict.fromkeys(peers, "could not be set up"))
    return told.returncode != 0


def run(peer, communities, months, seeds):
    """What a peer tells of its runs, and the peak of its memory in bytes."""
    if PEERS[peer][0] == "rust":
        command = [str(TARGET / "release" / f"peer-{peer}")]
    else:
        command = [str(BUILD / "venv/bin/python"), str(HERE / peer / "peer.py"), "--warm"]
    command += ["--communities", str(communities), "--months", str(months), "--seeds", str(seeds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True)
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return [json.loads(line) for line in told.splitlines()], used.ru_maxrss * 1024


def check(peer, seeds):
    """Mean and standard error over seeds of each output's mean and variance."""
    runs, _ = run(peer, 40, 36, seeds)
    moments = {}
    for output in OUTPUTS:
        for i, moment in enumerate(("mean", "variance")):
            values = [told["outputs"][output][i] for told in runs]
            error = statistics.stdev(values) / math.sqrt(len(values))
            moments[f"{output} {moment}"] = (statistics.mean(values), error)
    return moments


def measure(peers, rounds, scale):
    """Rounds of all peers in turn: wall and processor ns per household-month, and memory."""
    measured = {peer: {"wall": [], "processor": [], "peak": 0, "small": 0} for peer in peers}
    for peer in peers:
        measured[peer]["small"] = run(peer, 8, 2, 1)[1]
    for number in range(1, rounds + 1):
        for peer in peers:
            communities = max(8, int(PEERS[peer][2] * scale))
            (told,), peak = run(peer, communities, MONTHS, 1)
            household_months = communities * HOUSEHOLDS * MONTHS
            for kind, key in (("wall", "seconds"), ("processor", "processor")):
                measured[peer][kind].append(told[key] * 1e9 / household_months)
            measured[peer]["peak"] = max(measured[peer]["peak"], peak)
            measured[peer]["households"] = communities * HOUSEHOLDS
            tell(f"round {number}, {peer}: {measured[peer]['processor'][-1]:.1f} ns")
    return measured


def lines_of_code(peer):
    """Lines of the peer's own program that are neither empty nor comment."""
    path = HERE / peer / ("src/main.rs" if PEERS[peer][0] == "rust" else "peer.py")
    lines = [line.strip() for line in path.read_text().splitlines()]
    return sum(bool(line) and not line.startswith(("//", "# ", '"""')) for line in lines)


def times(peer, results):
    """How often nodal's time a peer takes, by medians of processor time."""
    measured = results["measured"]
    ours, theirs = (statistics.median(measured[name]["processor"]) for name in ("nodal", peer))
    return theirs / ours


def speed_table(results):
    yield "| engine | ns per household-month | range | wall | × `nodal` | goal | bytes a household | lines |"
    yield "|---|---|---|---|---|---|---|---|"
    for peer, (_, title, _, _, goal) in PEERS.items():
        if peer not in results["measured"]:
            yield f"| {title} | {results['failed'].get(peer, 'not run')} | | | | | | {lines_of_code(peer)} |"
            continue
        m = results["measured"][peer]
        ratio, reached = "", ""
        if "nodal" in results["measured"]:
            ratio = f"{times(peer, results):.1f}"
            if goal:
                reached = f"≥ {goal}: " + ("reached" if times(peer, results) >= goal else "**missed**")
        size = (m["peak"] - m["small"]) / m["households"]
        yield (
            f"| {title} | {statistics.median(m['processor']):.1f} | {min(m['processor']):.1f} to"
            f" {max(m['processor']):.1f} | {statistics.median(m['wall']):.1f} | {ratio} | {reached} | {size:.0f} |"
            f" {lines_of_code(peer)} |"
        )


def differences(results):
    """The peer, output and standard errors of each moment that is not nodal's."""
    checked = results["checked"]
    for peer in checked:
        for moment, (value, error) in checked[peer].items():
            ours, our_error = checked.get("nodal", checked[peer])[moment]
            errors = math.hypot(error, our_error)
            if peer != "nodal" and abs(value - ours) > DIFFERENT * errors:
                yield peer, moment, (value - ours) / errors


def check_table(results, moment):
    checked = results["checked"]
    different = {(peer, name) for peer, name, _ in differences(results)}
    yield "| " + " | ".join([moment, *(PEERS[peer][1] for peer in checked)]) + " |"
    yield "|---" * (len(checked) + 1) + "|"
    for output in OUTPUTS:
        cells = []
        for peer in checked:
            value, error = checked[peer][f"{output} {moment}"]
            mark = "≠ " if (peer, f"{output} {moment}") in different else ""
            cells.append(f"{mark}{value:.4g} ± {1.96 * error:.1g}")
        yield f"| {output} | {' | '.join(cells)} |"


def render(results):
    """The page's part below its marker."""
    yield (
        f"{results['rounds']} rounds of {MONTHS} months, sizes × {results['scale']:g}, one thread each, on"
        f" {results['machine']}. Load average at the start {results['load'][0]:.1f}, at the end {results['load'][1]:.1f}"
        f" on {results['cores']} cores: {results['note']}"
    )
    yield ""
    yield from speed_table(results)
    yield ""
    found = [f"{PEERS[peer][1]}, {name} ({errors:+.1f})" for peer, name, errors in differences(results)]
    yield "## The same distributions"
    yield ""
    yield (
        "Mean over seeds with 95 % interval of each output's mean and variance. Different from `nodal`'s by more than"
        f" {DIFFERENT:g} standard errors: " + ("; ".join(found) if found else "none") + "."
    )
    for moment in ("mean", "variance"):
        yield ""
        yield from check_table(results, moment)


def tell(text):
    print(text, file=sys.stderr, flush=True)


def machine():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes that are timed")
    parser.add_argument("--seeds", type=float, default=1.0, help="of the number of seeds that are checked")
    parser.add_argument("--only", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--built", action="store_true", help="everything is set up already")
    parser.add_argument("--dry", action="store_true", help="leave the README as it is")
    asked = parser.parse_args()
    BUILD.mkdir(exist_ok=True)
    before = os.getloadavg()[0]
    failed = {} if asked.built else set_up(asked.only)
    checked = {}
    for peer in asked.only:
        if peer not in failed:
            tell(f"checking {peer}")
            try:
                checked[peer] = check(peer, max(2, int(PEERS[peer][3] * asked.seeds)))
            except (OSError, RuntimeError) as problem:
                tell(problem)
                failed[peer] = "did not run"
    peers = [peer for peer in asked.only if peer not in failed]
    measured = measure(peers, asked.rounds, asked.scale)
    cores = os.cpu_count()
    shared = before > 0.25 * cores
    results = {
        "rounds": asked.rounds,
        "scale": asked.scale,
        "machine": machine(),
        "cores": cores,
        "load": (before, os.getloadavg()[0]),
        "note": "**the machine was shared**, and the figures are rough." if shared else "the machine was idle.",
        "failed": failed,
        "checked": checked,
        "measured": measured,
    }
    (BUILD / "results.json").write_text(json.dumps(results, indent=1))
    page = "\n".join(render(results)) + "\n"
    print(page)
    if not asked.dry:
        readme = HERE / "README.md"
        head = readme.read_text().split("<!-- written by run.py -->")[0]
        readme.write_text(f"{head}<!-- written by run.py -->\n\n{page}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
