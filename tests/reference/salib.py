"""Reference numbers of SALib 1.5.1 for the Ishigami and g-functions, and for two designs of our own study:
`pip install SALib==1.5.1 'pandas<3'`, then

    nodal sweep scenarios/studies/quick_sensitivity.toml --out own/morris
    sed -e 's/design = "morris".*/design = "saltelli"/; s/points = 12.*/points = 16/' \\
        scenarios/studies/quick_sensitivity.toml > scenarios/studies/own.toml
    nodal sweep scenarios/studies/own.toml --out own/saltelli
    python tests/reference/salib.py own/morris/results.csv own/saltelli/results.csv > tests/reference/salib.json

The test command compares with the numbers and does not need Python."""

import csv
import json
import sys

import numpy as np
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import saltelli
from SALib.test_functions import Ishigami, Sobol_G


def problem(k, low, high):
    return {"num_vars": k, "names": [f"x{i}" for i in range(k)], "bounds": [[low, high]] * k}


def cases():
    for name, k, low, high, f in [
        ("ishigami", 3, -np.pi, np.pi, Ishigami.evaluate),
        ("g", 8, 0.0, 1.0, Sobol_G.evaluate),
    ]:
        p = problem(k, low, high)
        x = saltelli.sample(p, 128, calc_second_order=False)
        y = f(x)
        s = sobol_analysis.analyze(p, y, calc_second_order=False, seed=1)
        yield {
            "name": name, "method": "sobol", "parameters": k, "y": y.tolist(),
            "first": s["S1"].tolist(), "total": s["ST"].tolist(),
        }
        x = morris_sample.sample(p, 20, num_levels=4, seed=1)
        y = f(x)
        m = morris_analysis.analyze(p, x, y, num_levels=4, seed=1)
        unit = (x - low) / (high - low)
        yield {
            "name": name, "method": "morris", "parameters": k, "y": y.tolist(), "x": unit.round(12).tolist(),
            "mu": m["mu"].tolist(), "mu_star": m["mu_star"].tolist(), "sigma": m["sigma"].tolist(),
        }


def own(path):
    """Outputs and, in shares of the ranges, points of a study's violence rate."""
    with open(path) as file:
        rows = [row for row in csv.DictReader(file) if row["metric"] == "violence_rate"]
    fixed = {"run", "scenario", "replicate", "metric", "value", "month", "stopped", "error"}
    keys = [key for key in rows[0] if key not in fixed]
    points = np.array([[float(row[key]) for key in keys] for row in rows])
    low, high = points.min(axis=0), points.max(axis=0)
    return len(keys), (points - low) / (high - low), np.array([float(row["value"]) for row in rows])


def own_cases(morris_results, saltelli_results):
    k, x, y = own(morris_results)
    p = problem(k, 0.0, 1.0)
    m = morris_analysis.analyze(p, x, y, num_levels=4, seed=1)
    yield {
        "name": "quick_sensitivity", "method": "morris", "parameters": k, "y": y.tolist(),
        "x": x.round(12).tolist(), "mu": m["mu"].tolist(), "mu_star": m["mu_star"].tolist(),
        "sigma": m["sigma"].tolist(),
    }
    k, _, y = own(saltelli_results)
    s = sobol_analysis.analyze(problem(k, 0.0, 1.0), y, calc_second_order=False, seed=1)
    yield {
        "name": "quick_sensitivity", "method": "sobol", "parameters": k, "y": y.tolist(),
        "first": s["S1"].tolist(), "total": s["ST"].tolist(),
    }


print(json.dumps(list(cases()) + list(own_cases(*sys.argv[1:3]))))
