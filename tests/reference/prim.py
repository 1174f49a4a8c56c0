"""Peeling and pasting trajectories of EMA Workbench 2.5.3 on tables of its own making: `pip install ema_workbench==2.5.3`,
then

    python tests/reference/prim.py > tests/reference/prim.json

The test command compares with the numbers and does not need Python."""

import json
import logging

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim

logging.disable(logging.CRITICAL)


def tables():
    draw = np.random.default_rng(17)
    x = draw.random((200, 4)).round(6)
    yield "corner", x, (x[:, 0] > 0.6) & (x[:, 1] < 0.4)
    x = draw.random((120, 6)).round(6)
    yield "noisy", x, (x[:, 2] + 0.5 * x[:, 4] + 0.3 * draw.standard_normal(120)) > 0.9
    x = draw.random((90, 3)).round(1)
    yield "ties", x, (x[:, 1] >= 0.7) | (draw.random(90) < 0.1)
    x = draw.random((30, 40)).round(6)
    yield "wide", x, x[:, 7] > 0.55


def qp(values, at):
    return values[at] if values[at] >= 0 else None


for_rust = []
for name, x, y in tables():
    frame = pd.DataFrame(x, columns=[f"x{i:02}" for i in range(x.shape[1])])
    box = prim.Prim(frame, y.astype(int), threshold=0.5).find_box()
    steps = []
    for i, row in box.peeling_trajectory.iterrows():
        limits = box.box_lims[i]
        steps.append({
            "coverage": row["coverage"], "density": row["density"], "mass": row["mass"],
            "limits": [[limits[c][0], limits[c][1]] for c in frame.columns],
            "quasi_p": {str(int(c[1:])): [qp(v, 0), qp(v, 1)] for c, v in box.qp[i].items()},
        })
    for_rust.append({"name": name, "x": x.tolist(), "y": [bool(v) for v in y], "trajectory": steps})
print(json.dumps(for_rust))
