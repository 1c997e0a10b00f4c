"""What the chosen indicators need, and what of it is there: own region, references, peers, series."""

import pandas as pd

from models import DataSnapshot, ValueStatus
from steering.frames.cells import cells_of, snapshot_releases
from steering.frames.given import Given, newest, table

CHOSEN = ("indicator_key",)
SNAPSHOTS = ("round", "sha256")
INPUTS = ("indicator_key", "variable", "breakdown", "region_code", "cells_count", "numbers_count")
PEERS = ("indicator_key", "variable", "breakdown", "peers_count", "missing_count", "missing_codes")
SERIES = ("variable", "breakdown", "missing_years", "gaps_count")

_COUNTY_CODE_LENGTH = 5


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """The chosen indicators and their inputs in the snapshot."""
    cells = cells_of(given, snapshot_releases(given))
    known = cells[~cells["status"].isin([ValueStatus.MISSING_ROW.value])]
    needed = {(variable, breakdown) for _, variable, breakdown in given.required}
    inputs = _inputs(given, known, needed)
    return {
        "chosen": table(({"indicator_key": key} for key in _indicators(given)), CHOSEN),
        "snapshots": table(
            ({"round": one.round, "sha256": one.sha256} for one in newest(given.records.all(DataSnapshot))),
            SNAPSHOTS,
        ),
        "own_inputs": _presence(given, inputs, [given.own_code]),
        "reference_inputs": _presence(given, inputs, [given.land_code, "DG"]),
        "peer_inputs": _peers(given, inputs, known),
        "series": _series(given, inputs),
    }


def _indicators(given: Given) -> list[str]:
    return list(dict.fromkeys(key for key, _, _ in given.required))


def _inputs(given: Given, cells: pd.DataFrame, needed: set[tuple[str, str]]) -> pd.DataFrame:
    """The cells of required observations in our Land and Germany, as plain text."""
    names = {variable for variable, _ in needed}
    codes = cells["region_code"].astype(object)
    near = (codes == "DG") | codes.astype(str).str.startswith(given.land_code)
    mine = cells[cells["variable"].isin(names) & near]
    plain = mine.astype(dict.fromkeys(("variable", "breakdown", "region_code", "period"), object))
    wanted = [pair in needed for pair in zip(plain["variable"], plain["breakdown"], strict=True)]
    return plain[pd.Series(wanted, index=plain.index, dtype=bool)]


def _presence(given: Given, inputs: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Per requirement and region: how many cells are there, and how many have a number."""
    by = ["variable", "breakdown", "region_code"]
    counted = inputs.groupby(by)["value"].agg(["size", "count"]).to_dict("index")
    rows = []
    for indicator, variable, breakdown in given.required:
        for code in codes:
            found = counted.get((variable, breakdown, code), {"size": 0, "count": 0})
            rows.append(
                {
                    "indicator_key": indicator,
                    "variable": variable,
                    "breakdown": breakdown,
                    "region_code": code,
                    "cells_count": int(found["size"]),
                    "numbers_count": int(found["count"]),
                }
            )
    return table(rows, INPUTS)


def _peers(given: Given, inputs: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Per requirement: the counties of our Land that report anything, and those that lack this."""
    reporting = cells[cells["value"].notna()]["region_code"].astype(str).unique()
    peers = {code for code in reporting if _is_peer(code, given)}
    there = inputs.groupby(["variable", "breakdown"])["region_code"].agg(set).to_dict()
    rows = []
    for indicator, variable, breakdown in given.required:
        missing = sorted(peers - there.get((variable, breakdown), set()))
        rows.append(
            {
                "indicator_key": indicator,
                "variable": variable,
                "breakdown": breakdown,
                "peers_count": len(peers),
                "missing_count": len(missing),
                "missing_codes": ", ".join(missing),
            }
        )
    return table(rows, PEERS)


def _is_peer(code: str, given: Given) -> bool:
    return len(code) == _COUNTY_CODE_LENGTH and code.startswith(given.land_code) and code != given.own_code


def _series(given: Given, inputs: pd.DataFrame) -> pd.DataFrame:
    """Per requirement: the years missing between the first and the last of our own region."""
    own = inputs[inputs["region_code"] == given.own_code]
    rows = []
    for (variable, breakdown), periods in own.groupby(["variable", "breakdown"])["period"]:
        years = {int(str(period)[:4]) for period in periods}
        gaps = sorted(set(range(min(years), max(years) + 1)) - years)
        rows.append(
            {
                "variable": variable,
                "breakdown": breakdown,
                "missing_years": ", ".join(map(str, gaps)),
                "gaps_count": len(gaps),
            }
        )
    return table(rows, SERIES)
