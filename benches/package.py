"""Measures the package: python benches/package.py. The numbers of docs/python.md are its own."""

import os
import resource
import time
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import polars
import pyarrow
from distributed import Client, LocalCluster

import nodal

TINY = {"world.communities": 2, "world.households": 20, "time.burn_in_months": 1, "time.months": 1}
SMALL = {"world.communities": 40, "world.households": 200, "time.burn_in_months": 24, "time.months": 24}


def timed(act, cpu=time.process_time):
    """Seconds that something takes, those of processors, and what it gives."""
    start, began = time.perf_counter(), cpu()
    done = act()
    return time.perf_counter() - start, cpu() - began, done


def study(points, values):
    """A study of so many runs."""
    varied = {"escalation.hazard": True, "disputes.arrival": True}
    return nodal.Study([nodal.Scenario("s", values)], varied, points=points, replicates=1, from_month=1)


def conversion():
    """A table of a million rows, from memory into data frames."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results.csv"
        rows = "".join(f"{run},a_scenario,1,violence_rate,{run / 7},{run % 12}\n" for run in range(1_000_000))
        path.write_text("run,scenario,replicate,metric,value,month\n" + rows)
        _, read, table = timed(lambda: nodal.Table(path))
        print(f"reading 10^6 rows {read:.2f} s")
        into = {"pyarrow": pyarrow.table, "polars": polars.DataFrame}
        for name, act in into.items():
            best = min(timed(lambda act=act: act(table))[1] for _ in range(10))
            print(f"10^6 rows, {name} {1000 * best:.2f} ms")


def overhead(client, runs):
    """What a run costs on a cluster beside one on this machine, and the memory of the client."""

    def everybody():
        return time.process_time() + sum(client.run(time.process_time).values())

    wall, alone, _ = timed(lambda: nodal.sweep(study(runs, TINY), threads=len(client.nthreads()), progress=False))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    shared_wall, shared, _ = timed(lambda: nodal.sweep(study(runs, TINY), client=client, progress=False), everybody)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{runs} runs: {wall:.1f} s on this machine ({alone:.1f} s of processors), {shared_wall:.1f} s on the cluster "
          f"({shared:.1f} s), {1000 * (shared_wall - wall) / runs:.2f} ms more a run ({1000 * (shared - alone) / runs:.2f} ms of "
          f"processors); client grew by {grown / 1024:.0f} MB")


def scaling():
    """How much two workers do of what one does."""
    took = {}
    for workers in (1, 2):
        with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
            took[workers], *_ = timed(lambda client=client: nodal.sweep(study(400, SMALL), client=client, progress=False))
    print(f"two workers {took[1] / took[2]:.2f} times as fast as one")


if __name__ == "__main__":
    warnings.simplefilter("ignore", nodal.NodalWarning)
    print(f"nodal {nodal.version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    conversion()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        for runs in (1000, 10_000):
            overhead(client, runs)
    scaling()
