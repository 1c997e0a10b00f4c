"""Taking the time of several ways in turn, and showing them side by side."""

import time
from collections.abc import Callable, Mapping
from statistics import median


def take_turns(ways: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """The median seconds of each way; in turn, so that a busy moment meets all of them."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - began)
    return {name: median(seconds) for name, seconds in taken.items()}


def show(title: str, seconds: Mapping[str, float], *, known: str) -> None:
    """A small table; the ratio is to the way that everybody knows."""
    width = max(len(name) for name in seconds)
    print(f"\n{title}\n")
    print(f"  {'':{width}}  seconds    ratio")
    for name, taken in seconds.items():
        print(f"  {name:{width}}  {taken:7.3f}  {taken / seconds[known]:7.2f}")
