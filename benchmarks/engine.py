"""How long a run of six tasks takes on our local engine, beside one that records tasks as Prefect does."""

import asyncio
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from unittest.mock import patch

from benchmarks.history import keep
from benchmarks.measuring import show
from flows import local_engine as ours

RUNS = 15
TASKS = 6
# The first runs find an idle server; the delay comes when task runs pile up.
MEANT = 10


def measure(in_batches: Mapping[str, str]) -> float:
    """Seconds of one run, the median of the last ten, on a new server with these settings."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(ours, "IN_BATCHES", in_batches),
        ours.local_engine(Path(folder)) as engine,
    ):
        engine.wait_until_ready()
        from prefect import flow, task

        @task
        async def take(number: int) -> int:
            return number

        @flow
        async def six_tasks() -> int:
            return sum([await take(number) for number in range(TASKS)])

        async def many() -> list[float]:
            lasted = []
            for _ in range(RUNS):
                began = time.perf_counter()
                await six_tasks()
                lasted.append(time.perf_counter() - began)
            return lasted

        return median(asyncio.run(many())[-MEANT:])


if __name__ == "__main__":
    known = "task runs as Prefect records them"
    taken = {known: measure({}), "task runs in batches, ours": measure(ours.IN_BATCHES)}
    show(f"A run of {TASKS} tasks, median of the last {MEANT} of {RUNS}", taken, known=known)
    keep("engine", taken, known=known)
