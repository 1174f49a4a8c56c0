"""Runs of a study on the workers of Dask: content-addressed, batched, resumed, the same to the byte."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from . import _nodal
from ._call import Bar, options

if TYPE_CHECKING:
    from distributed import Client

#: Files of a study: paths and contents.
Files = tuple[tuple[str, bytes], ...]

#: Runs in a batch at first, before it is known how long they take.
FIRST = 1
#: Batches that wait on the scheduler for each thread of a worker: the client holds no more, however many runs there are.
WAITING = 3
#: A batch is at most one part in so many, for each thread, of the runs that are left.
LAST = 4
#: And at least this part of the seconds that are asked for.
LEAST = 0.1


@lru_cache(maxsize=4)
def _study(digest: str, files: Files, file: str, replicates: int) -> _nodal.Shared:
    """The study in a worker, read once."""
    folder = Path(mkdtemp(prefix=f"nodal-{digest[:8]}-"))
    try:
        for name, contents in files:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(contents)
        return _nodal.Shared(["sweep", "--replicates", str(replicates), "--", str(folder / file)])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Task:
    """What a worker needs to live any run of a study; it goes to each worker once."""

    def __init__(self, shared: _nodal.Shared, store: str | None) -> None:
        self.files: Files = tuple(shared.files)
        self.file, self.replicates, self.store = shared.file, shared.replicates, store
        hasher = hashlib.blake2b(digest_size=16)
        for name, contents in self.files:
            hasher.update(f"{name} {len(contents)}\n".encode() + contents)
        self.digest = hasher.hexdigest()
        self.build = _nodal.identity()


def live(task: Task, runs: list[int]) -> tuple[dict[str, bytes], list[tuple[int, str]], float]:
    """Lives runs in a worker: what they left by name, what went wrong, and the seconds it took.

    Where the study has a store the runs go there, and only their names come back.
    """
    import time

    if task.build != _nodal.identity():
        raise RuntimeError(f"a worker has another build of nodal, {_nodal.identity()}, than the client, {task.build}")
    study = _study(task.digest, task.files, task.file, task.replicates)
    # What reading the study takes says nothing of the next batch.
    start = time.perf_counter()
    with TemporaryDirectory(prefix="nodal-") as folder:
        failed = study.live(runs, folder, 1)
        made = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    if task.store is not None:
        keep_in(task.store, made)
        made = dict.fromkeys(made, b"")
    return made, failed, time.perf_counter() - start


def keep_in(store: str, made: Mapping[str, bytes]) -> None:
    """Keeps runs in a store, each whole or not at all."""
    import fsspec

    system, root = fsspec.core.url_to_fs(store)
    system.makedirs(root, exist_ok=True)
    for name, contents in made.items():
        draft = f"{root}/.{name}.{hashlib.blake2b(contents, digest_size=4).hexdigest()}"
        system.pipe_file(draft, contents)
        system.mv(draft, f"{root}/{name}")


def taken_from(store: str, names: set[str], folder: Path) -> None:
    """Takes those of these runs that a store has, and a folder has not."""
    import fsspec

    system, root = fsspec.core.url_to_fs(store)
    if not system.exists(root):
        return
    there = {path.rsplit("/", 1)[-1] for path in system.ls(root, detail=False)}
    for name in names & there:
        _put(folder, name, system.cat_file(f"{root}/{name}"))


def _put(folder: Path, name: str, contents: bytes) -> None:
    draft = folder / f".{name}.draft"
    draft.write_bytes(contents)
    draft.replace(folder / name)


def share_out(
    file: str,
    client: Client,
    out: Path,
    store: str | None,
    seconds: float,
    progress: bool,
    keywords: Mapping[str, Any],
) -> None:
    """Has workers live the runs of a study that are not in ``out/runs`` yet, and keeps them there."""
    from distributed import as_completed

    cluster: Any = client

    asked = {key: value for key, value in keywords.items() if key not in ("threads", "force")}
    shared = _nodal.Shared(["sweep", *options(asked), "--", file])
    names = shared.names()
    folder = out / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    if store is not None:
        taken_from(store, {name for name in names if not (folder / name).exists()}, folder)
    missing = _missing(shared, names, folder)
    bar = Bar("sweep", "runs") if progress else None
    done = len(names) - sum(len(runs) for runs, _ in missing)
    task = _held(cluster, Task(shared, store))
    waiting: dict[str, int] = {}
    each: float | None = None
    threads = _threads(cluster)

    def size(left: int) -> int:
        if each is None:
            return FIRST
        # Towards the end batches become small, so that no worker waits for another's last.
        runs = seconds / max(each, 1e-6)
        return max(1, round(min(runs, max(left / (LAST * threads), LEAST * runs))))

    batches = _batches(missing, size)
    ended: Any = as_completed()  # type: ignore[no-untyped-call]
    try:
        _more(cluster, task, batches, waiting, ended, WAITING * threads)
        for future in ended:
            made, _, spent = future.result()
            count = waiting.pop(future.key)
            each = spent / count if each is None else 0.5 * (each + spent / count)
            for name, contents in made.items() if store is None else ():
                _put(folder, name, contents)
            future.release()
            done += count
            threads = _threads(cluster)
            if bar is not None:
                bar(done, len(names))
            _more(cluster, task, batches, waiting, ended, WAITING * threads)
    finally:
        if bar is not None:
            bar.close()
    if store is not None:
        taken_from(store, {name for name in names if not (folder / name).exists()}, folder)


def _missing(shared: _nodal.Shared, names: list[str], folder: Path) -> list[tuple[list[int], str]]:
    """Families of runs that are not there."""
    found = [([run for run in runs if not (folder / names[run]).exists()], label) for runs, label in shared.families()]
    return [(runs, label) for runs, label in found if runs]


def _batches(families: list[tuple[list[int], str]], size: Callable[[int], int]) -> Iterator[tuple[list[int], str]]:
    """Families together until there are as many runs as are wanted where so many are left, with what to call them."""
    left = sum(len(runs) for runs, _ in families)
    batch: list[int] = []
    first = ""
    for runs, label in families:
        first = first or label
        batch += runs
        if len(batch) >= size(left):
            yield batch, first
            left -= len(batch)
            batch, first = [], ""
    if batch:
        yield batch, first


def _same(task: Task) -> Task:
    return task


def _held(client: Any, task: Task) -> Any:
    """A task as a result, which the scheduler makes again if all workers that have it are lost; scattered data would be gone."""
    return client.submit(_same, task, key=f"study-{task.digest[:8]}-{uuid4().hex[:8]}", pure=False)


def _threads(client: Any) -> int:
    """Threads of all workers that are there."""
    return max(1, sum(int(threads) for threads in client.nthreads().values()))


def _more(
    client: Any, task: Any, batches: Iterator[tuple[list[int], str]], waiting: dict[str, int], ended: Any, most: int
) -> None:
    """Hands out batches until each thread has some that wait."""
    while len(waiting) < most:
        batch = next(batches, None)
        if batch is None:
            return
        runs, label = batch
        key = f"{label}{f' and {len(runs) - 1} more' if len(runs) > 1 else ''}-{runs[0]}"
        # A worker that is lost takes nothing with it: its batches are lived again, however often.
        future = client.submit(live, task, runs, key=key, retries=10, pure=False)
        waiting[future.key] = len(runs)
        ended.add(future)
