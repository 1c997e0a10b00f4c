"""A county that delivers its own figures of school leavers, small ones among them."""

from collections.abc import Mapping, Sequence

import pandas as pd
from sqlmodel import SQLModel

from models import DataSnapshot, Release, SnapshotRelease, Source, StageRun, ValueStatus
from steering.disclosure.counts import Count
from steering.indicators.answering.peer_groups import usual_groups
from steering.indicators.defining.catalogue import load_catalogue
from steering.records import CELL_COLUMNS, Records
from steering.stage import Desk
from steering.stages.analyse_indicators import analyse
from tests.steering.documented.names import CYCLE, NOW, TODAY, sha
from tests.steering.documented.plan import plan

CATALOGUE = load_catalogue()
CHOSEN = ("D15", "D17", "D18", "D19", "D20")
TABLE = "21111-02-06-4"
OWN, LAND = "03358", "03"
PEERS = tuple(f"033{number}" for number in range(51, 62) if number != 56)
PARTS = ("lv_no", "lv_hsa", "lv_mid", "lv_ahr")
TITLES = {OWN: "Heidekreis", LAND: "Niedersachsen"}

Leavers = Mapping[str, float]
"""Leavers by certificate; `lv_no[f]` are the women among those without one, `lv[f]` all women."""

World = Mapping[tuple[str, str], Leavers]
"""The leavers of regions and years."""


def leavers(no: float, hsa: float, mid: float, ahr: float, *, women: float = 0.45) -> dict[str, float]:
    """The leavers of a county and year."""
    whole = no + hsa + mid + ahr
    female = round(no * women)
    return {
        "lv": whole,
        "lv_no": no,
        "lv_hsa": hsa,
        "lv_mid": mid,
        "lv_ahr": ahr,
        "lv[f]": round(whole / 2),
        "lv_no[f]": female,
    }


def a_land(
    own: Mapping[str, Leavers], others: Mapping[tuple[str, str], Leavers]
) -> dict[tuple[str, str], Leavers]:
    """Figures by region and year: our own county, the others as usual unless given, and their sum."""
    made: dict[tuple[str, str], Leavers] = {}
    for year, counted in own.items():
        for place, region in enumerate(PEERS):
            usual = leavers(40 + place, 90 + 2 * place, 210 + 5 * place, 120 + 3 * place)
            made[region, year] = counted if region == OWN else others.get((region, year), usual)
    return with_land(made)


def with_land(figures: Mapping[tuple[str, str], Leavers]) -> dict[tuple[str, str], Leavers]:
    """The figures of the counties, and of the Land as their sum."""
    made = {place: dict(counted) for place, counted in figures.items() if place[0] != LAND}
    for year in dict.fromkeys(year for _, year in made):
        names = made[OWN, year]
        made[LAND, year] = {name: sum(made[region, year][name] for region in PEERS) for name in names}
    return dict(made)


def numbers_of(world: World) -> dict[Count, float]:
    """The counts of the world, of all and of women and men, as only we know them."""
    numbers: dict[Count, float] = {}
    for (region, year), counted in world.items():
        for name, number in counted.items():
            inside = "sex=female" if name.endswith("[f]") else ""
            numbers[Count(name.removesuffix("[f]"), inside, region, year)] = float(number)
    women = [count for count in numbers if count.breakdown]
    men = {
        each._replace(breakdown="sex=male"): numbers[each._replace(breakdown="")] - numbers[each]
        for each in women
    }
    return numbers | men


def cells_of(figures: Mapping[tuple[str, str], Leavers], *, release: str = "own") -> pd.DataFrame:
    """The figures as cells of one delivery."""
    rows = [
        (
            release,
            name.split("[")[0],
            region,
            year,
            "leaving_year",
            "sex=female" if name.endswith("[f]") else "",
            float(number),
            "Anzahl",
            ValueStatus.REPORTED.value,
            "",
            place + 2,
            column + 2,
        )
        for place, ((region, year), counted) in enumerate(figures.items())
        for column, (name, number) in enumerate(counted.items())
    ]
    table = pd.DataFrame(rows, columns=[name for name in CELL_COLUMNS if name != "id"]).assign(
        id=range(1, len(rows) + 1)
    )
    return table[list(CELL_COLUMNS)]


def a_delivery(*, licence: str = "", release: str = "own", number: int = 1) -> list[SQLModel]:
    """The source, its file and the snapshot in which it is frozen; without a licence it is our own."""
    return [
        Source(
            id=f"heidekreis/{TABLE}",
            region_key="heidekreis",
            key="own",
            title="Abgänge nach Abschluss",
            table_code=TABLE,
            publisher="Landkreis Heidekreis",
            licence=licence,
            owner_id="heidekreis/office",
            expected_lag_days=400,
        ),
        Release(
            id=release,
            source_id=f"heidekreis/{TABLE}",
            table_code=TABLE,
            title="Abgänge nach Abschluss",
            file_name=f"{release}.csv",
            sha256=sha(release),
            size_bytes=1000,
            encoding="utf-8",
            layout="long_table",
            retrieved_at=NOW,
        ),
        DataSnapshot(
            id=f"snapshot-{number}", cycle_id=CYCLE, round=number, sha256=sha(release), taken_at=NOW
        ),
        SnapshotRelease(snapshot_id=f"snapshot-{number}", release_id=release),
    ]


def a_desk(
    records: Sequence[SQLModel],
    cells: pd.DataFrame,
    *,
    number: int = 1,
    chosen: Sequence[str] = CHOSEN,
) -> Desk:
    """The desk of the analysis."""
    kept = [*plan(), *records]
    return Desk(
        cycle=next(each for each in kept if type(each).__name__ == "Cycle"),  # type: ignore[arg-type]
        run=StageRun(
            id=f"{CYCLE}/analyse_indicators/{number}",
            cycle_id=CYCLE,
            stage_key="analyse_indicators",
            round=number,
            opened_at=NOW,
            due_on=TODAY,
        ),
        records=Records(kept, cells=cells),
        now=NOW,
        today=TODAY,
        catalogue=tuple(CATALOGUE[key] for key in chosen),
        region_code=OWN,
        land_code=LAND,
        region_title=TITLES[OWN],
        land_title=TITLES[LAND],
        peers=PEERS,
        groups=usual_groups(OWN),
    )


def analysed(
    figures: Mapping[tuple[str, str], Leavers], *, licence: str = "", chosen: Sequence[str] = CHOSEN
) -> Desk:
    """The desk after the analysis of a delivery."""
    records, cells = a_delivery(licence=licence), cells_of(figures)
    desk = a_desk(records, cells, chosen=chosen)
    return a_desk([*records, *analyse(desk)], cells, chosen=chosen)
