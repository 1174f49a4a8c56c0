"""Studies on the workers of Dask: the same table to the byte, whatever is lost."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from distributed.client import FutureCancelledError

import nodal


def cluster(workers):
    return LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)


def runs(place):
    return [path for path in Path(place).glob("*") if not path.name.startswith(".")]


def when(condition, act):
    """Does something once there is reason to."""

    def wait():
        end = time.time() + 60
        while not condition() and time.time() < end:
            time.sleep(0.01)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.fixture
def whole(study):
    return nodal.sweep(study, out="whole", progress=False)


def test_two_of_three_workers_are_killed_and_nothing_is_lost(study, whole):
    with cluster(3) as workers, Client(workers) as client:
        pids = list(client.run(os.getpid).values())
        killed = []

        def kill():
            for pid in pids[:2]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

        killer = when(lambda: len(runs("x/runs")) >= 4, kill)
        shared = nodal.sweep(study, client=client, out="x", progress=False, batch_seconds=0.01)
        killer.join()
    assert (shared.directory / "results.csv").read_bytes() == (whole.directory / "results.csv").read_bytes()
    assert shared.digest == whole.digest
    assert killed == pids[:2]


def test_a_scheduler_that_is_gone_leaves_what_is_done_to_the_next(study, whole):
    store = Path("store").resolve().as_uri()
    workers = cluster(2)
    client = Client(workers)
    closer = when(lambda: len(runs("store")) >= 4, workers.close)
    with pytest.raises(FutureCancelledError):
        nodal.sweep(study, client=client, out="x", store=store, progress=False, batch_seconds=0.0)
    closer.join()
    client.close()
    kept = {path.name: path.stat().st_mtime_ns for path in runs("store")}
    assert len(kept) >= 4
    with cluster(2) as again, Client(again) as client:
        shared = nodal.sweep(study, client=client, out="y", store=store, progress=False)
    assert shared.digest == whole.digest
    assert kept.items() <= {path.name: path.stat().st_mtime_ns for path in runs("store")}.items()
