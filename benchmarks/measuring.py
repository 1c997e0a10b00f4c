"""Taking the time of several ways in turn, and showing them side by side."""

import time
from collections.abc import Callable, Mapping
from statistics import median


def take_turns(
    ways: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """The median seconds of each way; in turn, so that a busy moment meets all of them.

    `time.process_time` as the clock counts what the work costs the processor, whatever else the machine does.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = clock()
            way()
            taken[name].append(clock() - began)
    return {name: median(seconds) for name, seconds in taken.items()}


def show(title: str, seconds: Mapping[str, float], *, known: str) -> None:
    """A small table; the ratio is to the way that everybody knows."""
    width = max(len(name) for name in seconds)
    print(f"\n{title}\n")
    print(f"  {'':{width}}  seconds    ratio")
    for name, taken in seconds.items():
        print(f"  {name:{width}}  {taken:7.3f}  {taken / seconds[known]:7.2f}")
