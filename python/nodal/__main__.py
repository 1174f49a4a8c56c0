"""The command line: ``python -m nodal``, and the program ``nodal`` that the package installs."""

import signal
import sys

from . import _nodal


def main() -> int:
    """Calls the command line with the arguments of the process, and returns its exit code."""
    # Python's own handler would only hear of Ctrl-C when the command is over.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _nodal.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
