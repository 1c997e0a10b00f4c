"""The internal steering group works on the needs that lie before it; the coordinator enters it.

Each act changes the need, keeps a version of it, and shows the open question anew, in one transaction:
who had acknowledged the old wording is asked again, and sees what is different.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session, SQLModel, col, select

from models import (
    Cycle,
    Finding,
    Gate,
    Need,
    NeedEvidence,
    NeedFinding,
    NeedLineage,
    NeedVersion,
)
from steering.errors import NotAllowedNow, NotThere
from steering.indicators.defining.indicator import LIFE_STAGES
from steering.needs import acts
from steering.needs.acts import Entered, OwnNeed, Wording
from steering.needs.folder import Folder, folder_of
from steering.needs.items import need_item
from steering.needs.table import OnTheTable, on_the_table
from steering.office.amending import show_anew
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.records import Records


@dataclass(frozen=True, kw_only=True)
class Done:
    """How the needs read after an act, and whether it changed anything."""

    folder: Folder
    is_new: bool


Rule = Callable[[Folder, Entered], list[SQLModel]]


def edit(
    office: Office, cycle: Cycle, number: int, wording: Wording, *, reason: str, expected: int = 0
) -> Done:
    """Give a need another title or text."""
    return _act(
        office,
        cycle,
        "edit",
        lambda folder, entered: acts.edit(folder, number, wording, entered),
        reason=reason,
        expected={number: expected},
    )


def merge(
    office: Office,
    cycle: Cycle,
    into: int,
    others: Collection[int],
    *,
    wording: Wording,
    reason: str,
    expected: int = 0,
) -> Done:
    """Let other needs go into one."""
    return _act(
        office,
        cycle,
        "merge",
        lambda folder, entered: acts.merge(folder, into, others, wording, entered),
        reason=reason,
        expected={into: expected},
    )


def split(
    office: Office,
    cycle: Cycle,
    number: int,
    indicators: Collection[str],
    *,
    wording: Wording,
    reason: str,
    expected: int = 0,
) -> Done:
    """Take the findings of some indicators out of a need."""
    return _act(
        office,
        cycle,
        "split",
        lambda folder, entered: acts.split(folder, number, indicators, wording, entered),
        reason=reason,
        expected={number: expected},
    )


def reject(office: Office, cycle: Cycle, number: int, *, reason: str, expected: int = 0) -> Done:
    """Let a need not be followed up."""
    return _act(
        office,
        cycle,
        "reject",
        lambda folder, entered: acts.reject(folder, number, entered),
        reason=reason,
        expected={number: expected},
    )


def restore(office: Office, cycle: Cycle, number: int, *, reason: str, expected: int = 0) -> Done:
    """Take a rejection back."""
    return _act(
        office,
        cycle,
        "restore",
        lambda folder, entered: acts.restore(folder, number, entered),
        reason=reason,
        expected={number: expected},
    )


def add(office: Office, cycle: Cycle, own: OwnNeed, *, reason: str) -> Done:
    """Put a need of one's own beside the others."""
    known = {area.key for area in office.profile.plan.focus_area}
    _refuse_unknown(own.focus_area_key, known, "focus_area")
    _refuse_unknown(own.life_stage, LIFE_STAGES, "station")
    return _act(
        office,
        cycle,
        "add",
        lambda folder, entered: acts.add(folder, own, entered),
        reason=reason,
        expected={},
    )


def _act(
    office: Office, cycle: Cycle, name: str, rule: Rule, *, reason: str, expected: dict[int, int]
) -> Done:
    """Do what a rule allows; what is so already stays so, and nobody is asked anew."""
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    with office.writing() as tx:
        table = _on_the_table(tx, cycle)
        before = folder_in(tx.session, cycle, table.run.round)
        _refuse_changed_meanwhile(before, expected)
        made = rule(before, Entered(actor=tx.actor, at=tx.now, reason=" ".join(reason.split())))
        if not made:
            return Done(folder=before, is_new=False)
        tx.keep(made)
        after = folder_in(tx.session, cycle, table.run.round)
        for version in _versions(made):
            details = {
                "version": version.number,
                "state": version.state,
                "title": version.title,
                "reason": version.reason,
            }
            tx.enter(f"need.{name}", version.need_id, details, cycle_id=cycle.id)
        wanted = [need_item(after, need) for need in after.needs]
        show_anew(office.at(tx.now), tx, table.gate, wanted, reason=reason)
        return Done(folder=after, is_new=True)


def _refuse_unknown(value: str, known: Collection[str], what: str) -> None:
    if value not in known:
        raise NotThere(f"No {what} {value!r}.", code=f"no_such_{what}", value=value, known=", ".join(known))


def _on_the_table(tx: Transaction, cycle: Cycle) -> OnTheTable:
    living = list(tx.living(cycle.id).values())
    query = select(Gate).where(col(Gate.stage_run_id).in_([run.id for run in living]))
    return on_the_table(Records([*living, *tx.session.exec(query).all()]))


def folder_in(session: Session, cycle: Cycle, round_number: int) -> Folder:
    """The needs of a round as this transaction sees them."""
    mine = (Need.cycle_id == cycle.id, Need.round == round_number)
    needs = session.exec(select(Need).where(*mine)).all()
    ids = [need.id for need in needs]
    of_round = (Finding.cycle_id == cycle.id, Finding.round == round_number)
    found: list[SQLModel] = [*needs, *session.exec(select(Finding).where(*of_round)).all()]
    for kind, column in (
        (NeedFinding, NeedFinding.need_id),
        (NeedEvidence, NeedEvidence.need_id),
        (NeedVersion, NeedVersion.need_id),
        (NeedLineage, NeedLineage.from_need_id),
    ):
        found += session.exec(select(kind).where(col(column).in_(ids))).all()
    # Rules change copies, never what the transaction holds.
    copies = [type(each)(**each.model_dump()) for each in found]
    return folder_of(Records(copies), cycle_id=cycle.id, round_number=round_number)


def _refuse_changed_meanwhile(folder: Folder, expected: dict[int, int]) -> None:
    for number, version in expected.items():
        newest = folder.newest_version(folder.numbered(number))
        if version and version != newest:
            raise NotAllowedNow(
                f"Need {number} is in version {newest}.",
                code="need_changed_meanwhile",
                number=number,
                expected=version,
                newest=newest,
            )


def _versions(made: Iterable[SQLModel]) -> list[NeedVersion]:
    return [each for each in made if isinstance(each, NeedVersion)]
