"""Needs of one round for tests: each with findings, as the analysis would propose them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlmodel import SQLModel

from models import (
    Assessment,
    Finding,
    IndicatorStatus,
    IndicatorValue,
    Need,
    NeedAct,
    NeedFinding,
    NeedVersion,
    Pattern,
)
from models.columns import key
from steering.needs.acts import Entered, version_of
from steering.needs.folder import Folder, folder_of
from steering.records import Records

CYCLE, ROUND = "heidekreis/3.0", 1
AT = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
# Two findings for the first need, one for the second and the third.
USUAL: Mapping[int, Sequence[str]] = {1: ("D15", "D18"), 2: ("E09",), 3: ("A12",)}


def entered(reason: str = "So ist es klarer.", actor: str = "coordinator") -> Entered:
    return Entered(actor=actor, at=AT, reason=reason)


def needs(
    grounds: Mapping[int, Sequence[str]] = USUAL, *, cycle_id: str = CYCLE, round_number: int = ROUND
) -> list[SQLModel]:
    """Values, findings, needs, links and first versions, parents before children."""
    stem = key(cycle_id, "analyse_indicators", round_number)
    made: list[SQLModel] = []
    for number, indicators in grounds.items():
        need = Need(
            id=key(stem, f"need-{number:02d}"),
            cycle_id=cycle_id,
            round=round_number,
            number=number,
            title=f"Bedarf {number}",
            life_stage="framework",
            focus_area_key="framework",
        )
        made += [need, version_of(need, 1, NeedAct.PROPOSED, entered("", "analyse_indicators"))]
        for indicator in indicators:
            value, finding = _found(stem, cycle_id, round_number, indicator)
            made += [value, finding, NeedFinding(need_id=need.id, finding_id=finding.id)]
    return made


def _found(stem: str, cycle_id: str, round_number: int, indicator: str) -> tuple[IndicatorValue, Finding]:
    value = IndicatorValue(
        id=key(stem, indicator, "03358", "2023"),
        cycle_id=cycle_id,
        round=round_number,
        indicator_key=indicator,
        indicator_version=1,
        region_code="03358",
        period="2023",
        value=11.0,
        status=IndicatorStatus.COMPUTED,
        assessment=Assessment.WORSE,
    )
    finding = Finding(
        id=key(stem, "finding", indicator, "2023", "level"),
        cycle_id=cycle_id,
        round=round_number,
        indicator_key=indicator,
        value_id=value.id,
        pattern=Pattern.LEVEL,
        sentence=f"Der Wert von {indicator} ist auffällig hoch.",
        sentence_en=f"The value of {indicator} is conspicuously high.",
    )
    return value, finding


def a_folder(grounds: Mapping[int, Sequence[str]] = USUAL, *, round_number: int = ROUND) -> Folder:
    """The folder of these needs."""
    return folder_of(
        Records(needs(grounds, round_number=round_number)), cycle_id=CYCLE, round_number=round_number
    )


def after(folder: Folder, made: Sequence[SQLModel]) -> Folder:
    """The folder once an act is kept: newer needs take the place of older ones, all else is added."""
    changed = {need.id: need for need in made if isinstance(need, Need)}
    kept: list[SQLModel] = [changed.pop(need.id, need) for need in folder.needs]
    kept += [*changed.values(), *folder.findings, *folder.grounds, *folder.evidence, *folder.lineage]
    kept += [*folder.versions, *(each for each in made if not isinstance(each, Need))]
    return folder_of(Records(kept), cycle_id=folder.cycle_id, round_number=folder.round)


def versions(made: Sequence[SQLModel]) -> list[NeedVersion]:
    return [each for each in made if isinstance(each, NeedVersion)]
