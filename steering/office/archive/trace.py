"""From a figure back to the line of a file: reference, value, formula, cells, release, text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    DraftVersion,
    Evidence,
    IndicatorInput,
    IndicatorValue,
    Observation,
    Release,
)

_REFERENCE = re.compile(r"\[?[Ee]\s?(\d+)\]?")
_FIGURE = re.compile(r"[−-]?\d+(?:[.\u202f\u00a0]\d{3})*(?:,\d+)?|[−-]?\d+(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class TracedCell:
    """A cell that went into a value, and where it stands."""

    name: str
    observation: Observation
    release: Release


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A value with everything that it rests on; the reference is empty where no draft cites it."""

    value: IndicatorValue
    reference: str
    shown: str
    cells: tuple[TracedCell, ...]


def trace(session: Session, cycle_id: str, asked: str) -> list[Traced]:
    """The values that a reference of the newest draft, an id or a printed figure leads to."""
    cited = _cited(session, cycle_id)
    values = _values(session, cycle_id, asked, cited)
    return [_traced(session, value, cited) for value in values]


def _cited(session: Session, cycle_id: str) -> list[Evidence]:
    newest = session.exec(
        select(DraftVersion).where(DraftVersion.cycle_id == cycle_id).order_by(col(DraftVersion.round).desc())
    ).first()
    if newest is None:
        return []
    found = session.exec(select(Evidence).where(Evidence.draft_id == newest.id)).all()
    return sorted(found, key=lambda each: int(each.reference.removeprefix("E")))


def _values(
    session: Session, cycle_id: str, asked: str, cited: Sequence[Evidence]
) -> Sequence[IndicatorValue]:
    by_id = session.get(IndicatorValue, asked.strip())
    if by_id is not None:
        return [by_id] if by_id.cycle_id == cycle_id else []
    reference = _REFERENCE.fullmatch(asked.strip())
    if reference is not None:
        wanted = [each.value_id for each in cited if each.reference == f"E{reference[1]}"]
    else:
        wanted = [each.value_id for each in cited if _figure(asked) in _figures(each.shown)]
    if wanted:
        query = select(IndicatorValue).where(col(IndicatorValue.id).in_(wanted))
        return sorted(session.exec(query).all(), key=lambda value: wanted.index(value.id))
    return [] if reference is not None else _rounding_to(session, cycle_id, asked)


def _figure(text: str) -> str:
    found = _FIGURE.search(text)
    return found.group() if found else ""


def _figures(shown: str) -> set[str]:
    return set(_FIGURE.findall(shown))


def _rounding_to(session: Session, cycle_id: str, asked: str) -> list[IndicatorValue]:
    """Values of the newest round that are printed like this, though no draft cites them."""
    figure = _figure(asked)
    if not figure:
        return []
    plain = re.sub(r"\.(?=\d{3}(\D|$))|[\u202f\u00a0]", "", figure) if "," in figure else figure
    digits = len(plain.replace(",", ".").partition(".")[2])
    number = float(plain.replace(",", ".").replace("−", "-"))
    query = select(IndicatorValue).where(
        IndicatorValue.cycle_id == cycle_id, col(IndicatorValue.value).is_not(None)
    )
    values = session.exec(query.order_by(col(IndicatorValue.id))).all()
    newest = max((value.round for value in values), default=0)
    return [
        value
        for value in values
        if value.round == newest and value.value is not None and round(value.value, digits) == number
    ]


def _traced(session: Session, value: IndicatorValue, cited: Sequence[Evidence]) -> Traced:
    query = (
        select(IndicatorInput, Observation, Release)
        .join(Observation, col(Observation.id) == col(IndicatorInput.observation_id))
        .join(Release, col(Release.id) == col(Observation.release_id))
        .where(IndicatorInput.value_id == value.id)
        .order_by(col(IndicatorInput.name), col(Observation.row_number), col(Observation.column_number))
    )
    cells = tuple(
        TracedCell(name=used.name, observation=cell, release=release)
        for used, cell, release in session.exec(query).all()
    )
    proof = next((each for each in cited if each.value_id == value.id), None)
    return Traced(
        value=value,
        reference=proof.reference if proof else "",
        shown=proof.shown if proof else "",
        cells=cells,
    )
