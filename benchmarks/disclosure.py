"""Which figures stay back in a round with many small cells, beside laying every program out anew.

12 years of 45 counties and their Land, five indicators, 27 counts of one or two leavers. "Laid out anew" is
what everybody would write first: for each question about a protected count one program of all statements, by
scipy. It is taken of one attack on everything and scaled up to the questions that our decision asks; both
must find the same counts given away. What is measured is the time of the processor.
"""

import sys
import time
from collections.abc import Callable
from unittest.mock import patch

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from benchmarks.history import keep
from benchmarks.measuring import show, take_turns
from models.source import ValueStatus
from steering.disclosure.counts import Count
from steering.disclosure.deciding import Decision, attack, decide
from steering.disclosure.parting import parts_of
from steering.disclosure.preparing import Given, Prepared, prepare
from steering.disclosure.puzzle import Puzzle
from steering.disclosure.solving import Least, Numbers, Program
from steering.disclosure.suppressing import leaks
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.measuring.computing import compute
from steering.indicators.measuring.values import ComputedValue
from steering.records import CELL_COLUMNS

YEARS, COUNTIES, SMALL = 12, 45, 27
ROUNDS, SEED = 3, 2026
OWN, LAND = "03358", "03"
CODES = [OWN, *(f"{LAND}{number}" for number in range(101, 100 + COUNTIES))]
CHOSEN = ("D15", "D17", "D18", "D19", "D20")
PARTS = ("lv_no", "lv_hsa", "lv_mid", "lv_ahr")
SHARES = (0.06, 0.17, 0.45, 0.32)
INDICATORS = {key: load_catalogue()[key] for key in CHOSEN}
WHOLE = "ours: decided, with the cheapest choice"
ANEW = "its questions, each laid out anew, scaled from a sample"
AT_MOST_SECONDS = 5.0


def the_leavers() -> dict[tuple[str, str, str], float]:
    """Leavers by part, region and year; some counts of one or two among them."""
    dice = np.random.default_rng(SEED)
    size = np.exp(dice.normal(6.8, 0.5, size=(COUNTIES, 1))) * dice.uniform(
        0.95, 1.05, size=(COUNTIES, YEARS)
    )
    counted = np.stack(
        [np.maximum(np.round(size * each * dice.uniform(0.8, 1.2, size=size.shape)), 8) for each in SHARES]
    )
    ends = [(part, county, year) for part in (0, 3) for county in range(COUNTIES) for year in range(YEARS)]
    for chosen in dice.choice(len(ends), size=SMALL, replace=False):
        counted[ends[chosen]] = dice.integers(1, 3)
    made: dict[tuple[str, str, str], float] = {}
    for year in range(YEARS):
        for place, region in enumerate([*CODES, LAND]):
            told = counted[:, :, year].sum(axis=1) if region == LAND else counted[:, place, year]
            made |= {(name, region, str(2012 + year)): float(n) for name, n in zip(PARTS, told, strict=True)}
            made["lv", region, str(2012 + year)] = float(told.sum())
    return made


def the_round() -> tuple[list[ComputedValue], Given]:
    told = the_leavers()
    names, regions, years = zip(*told, strict=True)
    cells = pd.DataFrame(
        {
            "id": range(1, len(told) + 1),
            "release_id": "own",
            "variable": names,
            "region_code": regions,
            "period": years,
            "reference_time": "leaving_year",
            "breakdown": "",
            "value": list(told.values()),
            "unit": "Anzahl",
            "status": ValueStatus.REPORTED.value,
            "symbol": "",
            "row_number": 1,
            "column_number": 1,
        }
    )
    values = compute(list(INDICATORS.values()), cells[list(CELL_COLUMNS)], land_code=LAND, peers=CODES)
    numbers = {Count(name, "", region, year): number for (name, region, year), number in told.items()}
    return values, Given(numbers=numbers, shown=frozenset(numbers), region_code=OWN)


def laid_out_anew(ready: Prepared) -> list[object]:
    """The protected counts that everything gives away, a program of all statements for each question."""
    found: list[object] = []
    for views, offer in parts_of(ready.views, ready.offer):
        for view in views:
            for each in view.protected:
                puzzle = Puzzle([*view.known, *offer.told])
                wanted = puzzle.objective(each.form)
                same = puzzle.high - puzzle.low <= 1e-9
                matrix = puzzle.matrix.toarray()
                ends = [
                    linprog(
                        sign * wanted,
                        A_ub=np.vstack([matrix[~same], -matrix[~same]]),
                        b_ub=np.concatenate([puzzle.high[~same], -puzzle.low[~same]]),
                        A_eq=matrix[same],
                        b_eq=puzzle.low[same],
                        method="highs",
                    ).fun
                    for sign in (1.0, -1.0)
                ]
                if None in ends or -ends[1] - ends[0] < each.width - 1e-6:
                    found.append(each.key)
    return found


def ours(ready: Prepared) -> list[object]:
    """The same by our attack, part by part."""
    parts = parts_of(ready.views, ready.offer)
    return [key for views, offer in parts for key in leaks(views, offer.told)]


def measure_all() -> tuple[dict[str, float], Decision]:
    values, given = the_round()
    ready, decision = prepare(values, INDICATORS, given), decide(values, INDICATORS, given)
    assert attack(values, INDICATORS, decision, given).given_away == ()
    assert set(ours(ready)) == set(laid_out_anew(ready)) != set()
    ways: dict[str, Callable[[], object]] = {
        WHOLE: lambda: decide(values, INDICATORS, given),
        ANEW: lambda: laid_out_anew(ready),
    }
    taken = take_turns(ways, rounds=ROUNDS, clock=time.process_time)
    questions = 2 * sum(len(view.protected) for view in ready.views)
    taken[ANEW] *= questions_of(ways[WHOLE]) / questions
    return taken, decision


def questions_of(way: Callable[[], object]) -> int:
    """How often a way asks the solver."""
    counted, least = [0], Program.least

    def noted(program: Program, wanted: Numbers) -> Least:
        counted[0] += 1
        return least(program, wanted)

    with patch.object(Program, "least", noted):
        way()
    return counted[0]


def judge(taken: dict[str, float], decision: Decision) -> bool:
    """Say what was promised, and whether it is kept."""
    print(f"\n  {len(decision.figures)} figures stay back; proven the cheapest: {decision.is_optimal}.")
    print(f"  Decided in {taken[WHOLE]:.1f} s; at most {AT_MOST_SECONDS:.0f} s is promised.")
    return decision.is_optimal and taken[WHOLE] <= AT_MOST_SECONDS


if __name__ == "__main__":
    seconds, made = measure_all()
    title = f"{YEARS} years, {COUNTIES} counties, {SMALL} small counts, median of {ROUNDS}, processor"
    show(title, seconds, known=ANEW)
    keep("disclosure", seconds, known=ANEW)
    sys.exit(0 if judge(seconds, made) else 1)
