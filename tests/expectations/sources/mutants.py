"""Good data spoilt in hundreds of ways, one at a time: what happens to files on their way to us."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

import models as m
from tests.expectations.sources.a_good_desk import OWN, Break, Desk
from tests.expectations.sources.breaks import CARE, LEAVERS, POP, PUPILS, RATES, TOTALS, UNEMPLOYED

# One figure of our own region in each table, for the newest period.
TARGETS: dict[str, dict[str, object]] = {
    "population": {"release_id": POP, "variable": "pop", "breakdown": ""},
    "population of an age": {"release_id": POP, "variable": "pop", "breakdown": "age=06-10"},
    "women of an age": {"release_id": POP, "variable": "pop", "breakdown": "age=06-10;sex=female"},
    "population over years": {"release_id": TOTALS, "variable": "pop_total", "breakdown": ""},
    "women over years": {"release_id": TOTALS, "variable": "pop_total", "breakdown": "sex=female"},
    "leavers": {"release_id": LEAVERS, "variable": "lv", "breakdown": ""},
    "leavers without certificate": {"release_id": LEAVERS, "variable": "lv_no", "breakdown": ""},
    "leavers, darunter": {"release_id": LEAVERS, "variable": "lv_fhr_school", "breakdown": ""},
    "pupils": {"release_id": PUPILS, "variable": "pup", "breakdown": ""},
    "pupils of a type": {"release_id": PUPILS, "variable": "pup", "breakdown": "school_type=primary"},
    "schools of a type": {"release_id": PUPILS, "variable": "schools", "breakdown": "school_type=primary"},
    "unemployed": {"release_id": UNEMPLOYED, "variable": "unemp", "breakdown": ""},
    "unemployed, young": {"release_id": UNEMPLOYED, "variable": "unemp_15_25", "breakdown": ""},
    "unemployment rate": {"release_id": UNEMPLOYED, "variable": "alq", "breakdown": ""},
    "children in care": {"release_id": CARE, "variable": "kita_u3", "breakdown": ""},
    "rate of care": {"release_id": CARE, "variable": "kita_rate_u3", "breakdown": ""},
    "share of leavers": {"release_id": RATES, "variable": "AI0305", "breakdown": ""},
    "share of an age": {"release_id": RATES, "variable": "AI0204", "breakdown": ""},
}


def _place(desk: Desk, target: dict[str, object], region: str = OWN) -> "pd.Series[bool]":
    newest = desk.cells.loc[desk.cells["release_id"] == target["release_id"], "period"].max()
    return desk.where(**target, region_code=region, period=newest)


def _valued(change: Callable[[float], float]) -> Callable[[dict[str, object]], Break]:
    def mutant(target: dict[str, object]) -> Break:
        def broken(desk: Desk) -> None:
            chosen = _place(desk, target)
            desk.cells.loc[chosen, "value"] = change(float(desk.cells.loc[chosen, "value"].iloc[0]))

        return broken

    return mutant


def _celled(**values: object) -> Callable[[dict[str, object]], Break]:
    def mutant(target: dict[str, object]) -> Break:
        def broken(desk: Desk) -> None:
            chosen = _place(desk, target)
            for name, value in values.items():
                desk.cells.loc[chosen, name] = value

        return broken

    return mutant


def _dropped(target: dict[str, object]) -> Break:
    def broken(desk: Desk) -> None:
        desk.cells = desk.cells[~_place(desk, target)].reset_index(drop=True)

    return broken


def _doubled(target: dict[str, object]) -> Break:
    def broken(desk: Desk) -> None:
        desk.cells = pd.concat([desk.cells, desk.cells[_place(desk, target)]], ignore_index=True)

    return broken


def _shifted(target: dict[str, object]) -> Break:
    """The cells of our row slip one column to the right."""

    def broken(desk: Desk) -> None:
        row = desk.cells.loc[_place(desk, target), "row_number"].iloc[0]
        chosen = desk.where(release_id=target["release_id"], row_number=row)
        desk.cells.loc[chosen, "value"] = np.roll(desk.cells.loc[chosen, "value"].to_numpy(), 1)

    return broken


def _swapped(target: dict[str, object]) -> Break:
    """Our row and the one of another county change places."""

    def broken(desk: Desk) -> None:
        mine, other = (_place(desk, target, region) for region in (OWN, "03401"))
        rows = [desk.cells.loc[each, "row_number"].iloc[0] for each in (mine, other)]
        chosen = [desk.where(release_id=target["release_id"], row_number=row) for row in rows]
        values = [desk.cells.loc[each, "value"].to_numpy() for each in chosen]
        for each, new in zip(chosen, reversed(values), strict=True):
            desk.cells.loc[each, "value"] = new

    return broken


SECRET = m.ValueStatus.UNKNOWN_OR_CONFIDENTIAL.value
MUTATIONS: dict[str, Callable[[dict[str, object]], Break]] = {
    "one more": _valued(lambda value: value + 1),
    "two digits swapped": _valued(lambda value: value + 9),
    "ten times": _valued(lambda value: value * 10),
    "a tenth": _valued(lambda value: value / 10),
    "a thousandth": _valued(lambda value: value / 1000),
    "negative": _valued(lambda value: -value),
    "a fraction": _valued(lambda value: value + 0.5),
    "infinite": _valued(lambda _value: float("inf")),
    "zero for a secret": _celled(value=0.0, status="true_zero", symbol="."),
    "no number, but reported": _celled(value=None),
    "a number, but secret": _celled(status=SECRET, symbol="."),
    "a status that nobody knows": _celled(status="guessed", value=None),
    "leading zero lost": _celled(region_code="3358"),
    "key of a dissolved county": _celled(region_code="03152"),
    "a year ahead": _celled(period="2031"),
    "a year of five digits": _celled(period="20213"),
    "letters destroyed": _celled(variable="SchÃ¼ler"),
    "a footnote for a figure": _celled(variable="© Statistische Ämter"),
    "cell dropped": _dropped,
    "cell doubled": _doubled,
    "row shifted": _shifted,
    "rows swapped": _swapped,
}


def mutants() -> Iterator[tuple[str, Break]]:
    """Every mutation of every target, by name."""
    for mutation, make in MUTATIONS.items():
        for target, where in TARGETS.items():
            yield f"{target}: {mutation}", make(where)


# What passes unseen, each with the reason why nobody could see it.
_ALONE = "The table has one year and no parts of this figure: it looks like any other."
_PLAUSIBLE = "A rate without numerator and earlier years, still between 0 and 100."
_ALIKE = "The two counties have nearly the same shares, and each adds to 100."
ACCEPTED: dict[str, str] = {
    "unemployed: one more": _ALONE,
    "unemployed, young: one more": _ALONE,
    **{
        f"{target}: {mutation}": _PLAUSIBLE
        for target in ("unemployment rate", "rate of care")
        for mutation in ("one more", "two digits swapped", "a tenth", "a thousandth", "a fraction")
    },
    "share of leavers: rows swapped": _ALIKE,
    "share of an age: rows swapped": _ALIKE,
}
