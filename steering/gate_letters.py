"""Letters about a question that is open or closed: changed wording, secrecy, statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from models import Committee, Gate, GateItem, Mandate, Message, MinorityStatement, Seat, Voting
from steering.addressees import Addressee, coordinator, council_office, holders, once_each
from steering.decision import Reason
from steering.letters import Frame, common, message
from steering.records import Records
from templates import occasions as say
from templates.differences import difference
from templates.reasons import reason_text


@dataclass(frozen=True, kw_only=True)
class Change:
    """An item as it was and as it is; the same twice where only asked anew, empty before it came."""

    before: GateItem
    after: GateItem

    @property
    def told(self) -> say.ChangedItem:
        """What the reader of a letter needs: only the difference."""
        old, new = (_wording(self, each) for each in (self.before, self.after))
        was, now = difference(old, new) if old != new else ("", "")
        title = self.before.title or self.after.title
        return say.ChangedItem(number=self.after.number, title=title, before=was, after=now)


def _wording(change: Change, item: GateItem) -> str:
    is_retitled = bool(change.before.title) and change.before.title != change.after.title
    return f"{item.title}: {item.text}" if is_retitled else item.text


def tell_change(
    frame: Frame,
    records: Records,
    gate: Gate,
    changes: Sequence[Change],
    *,
    reason: str,
    answered: Collection[str],
    version: int,
) -> list[Message]:
    """Whoever was asked sees what changed, and learns whether the own answer still counts."""
    committee = records.by_id(Committee)[gate.committee_id]
    seats = {mandate.id: mandate.seat_id for mandate in records.all(Mandate)}
    count = sum(item.gate_id == gate.id for item in records.all(GateItem))
    is_paper = committee.voting is Voting.TALLY
    asked = [council_office(committee)] if is_paper else holders(records, committee, frame.today)
    return [
        message(
            frame,
            to,
            say.ContentChanged(
                committee=committee.title,
                question=gate.question,
                reason=reason,
                changes=tuple(change.told for change in changes),
                items_count=count,
                version=version,
                due_on=gate.due_on,
                has_vote=to.has_vote,
                has_answered=seats.get(to.id) in answered,
                is_secret=gate.is_secret,
                is_paper=is_paper,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=f"{gate.id}/{version}",
        )
        for to in once_each(asked)
    ]


def tell_secrecy(
    frame: Frame, records: Records, gate: Gate, committee: Committee, *, reason: str
) -> list[Message]:
    """Whoever was asked openly learns that the answers will be secret."""
    return [
        message(
            frame,
            to,
            say.SecretRound(
                committee=committee.title,
                question=gate.question,
                reason=reason,
                due_on=gate.due_on,
                has_vote=to.has_vote,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=gate.id,
        )
        for to in once_each(holders(records, committee, frame.today))
    ]


def tell_meeting_needed(
    frame: Frame,
    records: Records,
    gate: Gate,
    committee: Committee,
    reason: Reason,
    *,
    is_ended: bool = False,
    may_consent_until: date | None = None,
) -> list[Message]:
    """The coordinator learns that a meeting is needed; where members were asked already, they do too."""
    asked = holders(records, committee, frame.today) if is_ended else []
    return [
        message(
            frame,
            to,
            say.MeetingNeeded(
                committee=committee.title,
                question=gate.question,
                reason=reason_text(reason.code, reason.facts, to.language),
                is_ended=is_ended,
                may_consent_until=may_consent_until,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=gate.id,
        )
        for to in once_each([*asked, coordinator(frame.sender)])
    ]


def confirm_secret_receipt(frame: Frame, to: Addressee, gate: Gate, code: str, revision: int) -> Message:
    """The letter that says that a ballot lies in the box, and nothing of what is in it."""
    facts = say.SecretReceipt(
        question=gate.question,
        code=code,
        on=frame.today,
        due_on=gate.due_on,
        **common(frame, to),  # type: ignore[arg-type]
    )
    return message(frame, to, facts, about=f"{gate.id}/{revision}")


def tell_statement(
    frame: Frame, records: Records, gate: Gate, item: GateItem, statement: MinorityStatement
) -> list[Message]:
    """The chair, the coordinator and whoever filed it are told of a minority statement, in full."""
    committee = records.by_id(Committee)[gate.committee_id]
    seats = records.by_id(Seat)
    mandates = {mandate.id: mandate.seat_id for mandate in records.all(Mandate)}
    who = seats[statement.seat_id].title
    told = [
        to
        for to in holders(records, committee, frame.today)
        if mandates[to.id] == statement.seat_id or seats[mandates[to.id]].is_chair
    ]
    return [
        message(
            frame,
            to,
            say.StatementFiled(
                committee=committee.title,
                question=gate.question,
                item=item.title,
                who=who,
                text=statement.text,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=statement.id,
        )
        for to in once_each([*told, coordinator(frame.sender)])
    ]
