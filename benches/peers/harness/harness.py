"""What the peers in Python share: the numbers of SPEC.md, the command line, the clock and the summary."""

import argparse
import json
import time

HOUSEHOLDS = 200
FORUMS = 5
WAYS = 8
FIRST_FORUM = 3
CONSTANT = (0.6, 0.5, -1.2, -0.6, 0.8, 0.2, -1.5, -2.0)
BY_SEVERITY = (-1.0, -0.5, 1.0, 1.0, 0.0, 0.0, 1.0, 0.5)
MONTHS = (3, 1, 1, 3, 1, 1, 1, 2)
SETTLES = (0.0, 0.45, 0.3, 0.4, 0.6, 0.65, 0.35, 0.4)
ESCALATES = (0.005, 0.01, 0.04, 0.01, 0.005, 0.005, 0.02, 0.02)
DROPPED = (0.15, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03)
TRUST = 2.0
SEVERITY_ESCALATES = 1.5
ARISES = 0.02
MOST_PRONE = 1.5
EXPERIENCE = 0.2
WORSE = 0.3
HEARING = 0.03
HEARERS = 8
STRIDE = 24
FADING = 0.03

NAMES = (
    "arisen settled escalated dropped open fear trust_public trust_customary trust_committee"
    " trust_vigilante trust_criminal"
).split()
WAY_NAMES = "lump talk self_help public customary committee vigilante criminal".split()


def summary(rows, chosen):
    """Mean and variance of each output from the thirteenth month on.

    `rows` is indexed by month, community and name, `chosen` by month and way.
    """
    from_month = min(12, len(rows) // 2)
    communities = len(rows[0])
    outputs = {}
    for i, name in enumerate(NAMES):
        outputs[name] = moments([float(row[i]) for month in rows[from_month:] for row in month])
    for i, name in enumerate(WAY_NAMES):
        outputs[name] = moments([int(month[i]) / communities for month in chosen[from_month:]])
    return outputs


def moments(values):
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / len(values)


def main(build, live):
    """Runs what the command line asks for.

    `build(communities, months, seed)` makes a world, `live(world, months)` lives it and returns its rows and what
    was chosen.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--communities", type=int, default=40)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--warm", action="store_true")
    asked = parser.parse_args()
    if asked.warm:
        live(build(8, 2, 1), 2)
    for seed in range(asked.seed, asked.seed + asked.seeds):
        world = build(asked.communities, asked.months, seed)
        start, used = time.perf_counter(), time.process_time()
        rows, chosen = live(world, asked.months)
        told = {"seed": seed, "seconds": time.perf_counter() - start, "processor": time.process_time() - used}
        print(json.dumps(told | {"outputs": summary(rows, chosen)}), flush=True)
