"""Simulates how security is governed in weak and failing states.

The same program as the command line, in the process of Python: the same scenario and seed give the same bytes.

>>> lived = nodal.run("weak_state", months=12, set={"world.communities": 4}, progress=False)
>>> lived.metrics.units["month"]
'months'
"""

from ._commands import (
    calibrate,
    check,
    claims,
    compare,
    decide,
    facts,
    load,
    merge,
    run,
    sensitivity,
    sweep,
    trace,
    version,
)
from ._errors import (
    DirectoryError,
    HalfwayError,
    InputError,
    Interrupted,
    NodalError,
    NodalWarning,
    Problem,
    UsageError,
)
from ._replicates import Difference, Interval, holm, interval, paired
from ._results import (
    Calibration,
    Claims,
    Comparison,
    Decision,
    Facts,
    Figures,
    Results,
    Run,
    Sensitivity,
    Sweep,
    Table,
)
from ._scenario import Parameter, Scenario, declared_range, metrics, parameters, scenarios
from ._study import Study

__all__ = [
    "Calibration",
    "Claims",
    "Comparison",
    "Decision",
    "Difference",
    "DirectoryError",
    "Facts",
    "Figures",
    "HalfwayError",
    "InputError",
    "Interrupted",
    "Interval",
    "NodalError",
    "NodalWarning",
    "Parameter",
    "Problem",
    "Results",
    "Run",
    "Scenario",
    "Sensitivity",
    "Study",
    "Sweep",
    "Table",
    "UsageError",
    "calibrate",
    "check",
    "claims",
    "compare",
    "decide",
    "declared_range",
    "facts",
    "holm",
    "interval",
    "load",
    "merge",
    "metrics",
    "paired",
    "parameters",
    "run",
    "scenarios",
    "sensitivity",
    "sweep",
    "trace",
    "version",
]
