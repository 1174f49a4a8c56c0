"""Reference numbers of SALib 1.5.1 for the Ishigami and g-functions: `pip install SALib==1.5.1 'pandas<3'`, then
`python tests/reference/salib.py > tests/reference/salib.json`. The test command compares with the
numbers and does not need Python."""

import json

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


print(json.dumps(list(cases())))
