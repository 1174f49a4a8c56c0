"""The commands: keywords are the options of the command line, and results are directories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from os import PathLike, fspath
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from . import _nodal
from ._call import call
from ._errors import warn
from ._keys import Keys
from ._results import Calibration, Claims, Comparison, Decision, Facts, Folder, Results, Run, Sensitivity, Sweep
from ._scenario import Scenario
from ._study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client

AScenario = Scenario | str | PathLike[str]
AStudy = Study | str | PathLike[str]
R = TypeVar("R", bound=Results, covariant=True)


class _Made(Protocol[R]):
    def __call__(self, directory: Path, said: str, keep: Folder | None) -> R: ...


@contextmanager
def files_of(things: Iterable[Scenario | Study | str | PathLike[str]]) -> Iterator[list[str]]:
    """Files of scenarios and studies; those that are objects are written where nobody else looks."""
    with TemporaryDirectory(prefix="nodal-") as folder:
        yield [
            fspath(one._file(Path(folder))) if isinstance(one, (Scenario, Study)) else fspath(one) for one in things
        ]


def _place(command: str, out: str | PathLike[str] | None) -> tuple[Path, Folder | None]:
    """Where results go, and what holds the folder if it is not one's own."""
    if out is not None:
        return Path(fspath(out)), None
    keep = Folder()
    return keep.path / command, keep


def _call(
    made: _Made[R],
    command: str,
    things: Iterable[Scenario | Study | str | PathLike[str]],
    out: str | PathLike[str] | None,
    progress: bool,
    options: Mapping[str, Any],
) -> R:
    directory, keep = _place(command, out)
    with files_of(things) as files:
        said = call(command, files, {**options, "out": directory}, progress)
    return made(directory, said, keep)


def run(
    scenario: AScenario,
    *,
    months: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    threads: int = 0,
    set: Keys | Mapping[str, Any] | None = None,  # the option's name
    out: str | PathLike[str] | None = None,
    progress: bool = True,
    **options: Any,
) -> Run:
    """Simulates a scenario.

    Parameters
    ----------
    scenario : Scenario, path or name
        A scenario, a file, or one of the library.
    months : int, optional
        Months after month 0.
    replicates : int, optional
        Histories.
    seed : int, optional
        Seed of all randomness.
    threads : int
        0 for all cores; plays no part in what comes out.
    set : mapping of str to value, optional
        Parameters by their keys, over those of the scenario.
    out : path, optional
        Directory of the results; without one they live as long as the run that is returned.
    progress : bool
        Whether a bar is shown.
    **options
        Other options of ``nodal run``: ``by_arm=True``, ``csv=True``, ``burn_in=True``, ``ensemble=FILE``, ``force=True``.

    Returns
    -------
    Run

    Raises
    ------
    InputError
        With everything that is wrong with the scenario or the options; nothing was written.
    KeyboardInterrupt
        After Ctrl-C: what is done is kept in ``out``, and the same call goes on from there.

    Examples
    --------
    >>> small = {"world.communities": 4, "world.households": 50, "time.burn_in_months": 3}
    >>> lived = nodal.run("weak_state", months=6, set=small, progress=False)
    >>> lived.metrics.columns
    ['replicate', 'month', 'metric', 'dimension', 'level', 'value', 'unit']
    >>> len(lived.digest)
    64
    """
    asked = {"months": months, "replicates": replicates, "seed": seed, "threads": threads, "set": set, **options}
    return _call(Run, "run", [scenario], out, progress, asked)


def compare(
    scenarios: Iterable[AScenario],
    *,
    out: str | PathLike[str] | None = None,
    progress: bool = True,
    **options: Any,
) -> Comparison:
    """Compares scenarios with the first, replicate by replicate on shared draws.

    Parameters
    ----------
    scenarios : iterable of Scenario, path or name
        The baseline first.
    out : path, optional
        As in `run`.
    progress : bool
        Whether a bar is shown.
    **options
        Options of ``nodal compare``: ``replicates=8``, ``placebo=True``, ``window="61:120"``, ``metric=["fear"]``,
        ``fork_at=24``, ``until_precision="violence_rate=5%"``, ``set={…}``.

    Returns
    -------
    Comparison

    Examples
    --------
    >>> small = {"world.communities": 4, "world.households": 50, "time.burn_in_months": 3}
    >>> beside = nodal.compare(["weak_state", "strong_state"], months=6, replicates=2, set=small, progress=False)
    >>> sorted(beside.runs)
    ['strong_state', 'weak_state']
    """
    return _call(Comparison, "compare", scenarios, out, progress, options)


def sweep(
    study: AStudy,
    *,
    client: Client | None = None,
    out: str | PathLike[str] | None = None,
    store: str | None = None,
    batch_seconds: float = 1.0,
    progress: bool = True,
    **options: Any,
) -> Sweep:
    """Runs a study: scenarios at every point of a design over uncertain parameters.

    Parameters
    ----------
    study : Study, path or name
        A study.
    client : distributed.Client, optional
        Workers that live its runs; the table is the same to the byte. Without one this machine does.
    out : path, optional
        As in `run`. Finished runs lie in it: the same call goes on from there.
    store : str, optional
        With a client: where workers keep finished runs, a URL of fsspec such as ``"s3://bucket/study"`` or a directory
        that all of them see. Without it runs come back over the network.
    batch_seconds : float
        With a client: small runs go out together until a worker has so many seconds of work.
    progress : bool
        Whether a bar is shown.
    **options
        Options of ``nodal sweep``: ``replicates=2``, ``seed=1``, ``set={…}``, ``shard="1/4"``.

    Returns
    -------
    Sweep
    """
    if client is None:
        return _call(Sweep, "sweep", [study], out, progress, options)
    from ._dask import share_out

    directory, keep = _place("sweep", out)
    with files_of([study]) as files:
        share_out(files[0], client, directory, store, batch_seconds, progress, options)
        said = call("sweep", files, {**options, "out": directory}, progress=False)
    return Sweep(directory, said, keep)


def sensitivity(
    study: AStudy, *, out: str | PathLike[str] | None = None, progress: bool = True, **options: Any
) -> Sensitivity:
    """Tells on which uncertain parameters the metrics hang, by Morris's or Sobol's indices; options as in `sweep`."""
    return _call(Sensitivity, "sensitivity", [study], out, progress, options)


def calibrate(
    study: AStudy, *, out: str | PathLike[str] | None = None, progress: bool = True, **options: Any
) -> Calibration:
    """Tells which parameters the targets of a study rule out; keywords are the options of ``nodal calibrate``."""
    return _call(Calibration, "calibrate", [study], out, progress, options)


def decide(study: AStudy, *, out: str | PathLike[str] | None = None, progress: bool = True, **options: Any) -> Decision:
    """Tells which option does best with the same money over all that is not known, and when each fails.

    Parameters
    ----------
    study : Study, path or name
        A study with a decision (docs/experiments.md).
    out : path, optional
        As in `run`. Finished runs lie in it: the same call goes on from there.
    progress : bool
        Whether a bar is shown.
    **options
        Options of ``nodal decide``: ``ensemble=FILE``, ``shard="1/4"``, ``page=FILE``, ``replicates=2``, ``set={…}``.

    Returns
    -------
    Decision

    Raises
    ------
    InputError
        With everything that is wrong with the study; also where options are not worth the same money, with the sums.
    """
    return _call(Decision, "decide", [study], out, progress, options)


def facts(
    scenarios: Iterable[AScenario] = (),
    *,
    out: str | PathLike[str] | None = None,
    progress: bool = True,
    **options: Any,
) -> Facts:
    """Sets the model beside the facts; without scenarios those of the library that facts belong to."""
    return _call(Facts, "facts", scenarios, out, progress, options)


def claims(
    numbers: Iterable[str | int] = (),
    *,
    out: str | PathLike[str] | None = None,
    progress: bool = True,
    **options: Any,
) -> Claims:
    """Tries what the paper says would come out; ``quick=True`` is a first look. Without numbers all of it."""
    return _call(Claims, "claims", [str(number) for number in numbers], out, progress, options)


def trace(scenario: AScenario, **options: Any) -> str:
    """Tells the story of one household, dispute, organisation, auspice or clash, month by month.

    Parameters
    ----------
    scenario : Scenario, path or name
        A scenario.
    **options
        Options of ``nodal trace``: ``community="Town 1, ward 1"``, ``dispute=7``, ``household=3``, ``auspice="ngo"``.

    Returns
    -------
    str
        A line an event.
    """
    with files_of([scenario]) as files:
        return call("trace", files, options, progress=False)


def check(*files: AScenario | AStudy) -> None:
    """Checks scenarios, studies and claims, tells warnings, and does nothing else.

    Raises
    ------
    InputError
        With everything that is wrong with any of them.

    Examples
    --------
    >>> nodal.check("weak_state", "studies/quick")
    """
    with files_of(files) as paths:
        call("check", paths, {}, progress=False)


def merge(directories: Iterable[str | PathLike[str]], out: str | PathLike[str], *, force: bool = False) -> Sweep:
    """Joins parts of a sweep that were run in several directories with ``shard=``.

    Raises
    ------
    InputError
        Where parts are missing, twice there, of another study or of another build.
    """
    said = call("merge", directories, {"out": Path(out), "force": force}, progress=False)
    return Sweep(Path(out), said)


def load(directory: str | PathLike[str]) -> Results:
    """Opens a directory of results that a command left, here or on the command line.

    Returns
    -------
    Run, Comparison, Sweep, Sensitivity, Calibration, Decision, Facts or Claims
        By what its manifest says.
    """
    found = Results(Path(directory))
    kinds: dict[str, type[Results]] = {
        "compare": Comparison,
        "sweep": Sweep,
        "sensitivity": Sensitivity,
        "calibrate": Calibration,
        "decide": Decision,
        "facts": Facts,
        "claims": Claims,
    }
    return kinds.get(found.manifest.get("kind", ""), Results if "kind" in found.manifest else Run)(found.directory)


def version() -> str:
    """Version of the program, and the digest of the sources it was built from."""
    number, build = _nodal.identity()
    return f"{number} (sources {build})"


__all__ = [
    "calibrate",
    "check",
    "claims",
    "compare",
    "decide",
    "facts",
    "load",
    "merge",
    "run",
    "sensitivity",
    "sweep",
    "trace",
    "version",
    "warn",
]
