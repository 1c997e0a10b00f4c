"""Erasing: the addresses of ended mandates go after a time; what was decided, and its proof, stay."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models import (
    Absence,
    Committee,
    DeliveryAttempt,
    DeliveryReport,
    Mandate,
    Message,
    MessageState,
    Organisation,
    Preference,
    Seat,
    UnreachableAddress,
)
from steering.errors import NotAllowedNow
from steering.office.mail_folder import laid_down
from steering.office.opening import Office
from steering.server_words import without_addresses

_OVER = (
    MessageState.SENT,
    MessageState.FAILED,
    MessageState.UNCLEAR,
    MessageState.CANCELLED,
    MessageState.MERGED,
    MessageState.BOUNCED,
)


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How much was erased, or would be.

    Mandates, letters, their files, absences, marks about addresses, answers of servers that name one.
    """

    mandates: tuple[str, ...]
    letters: int
    files: int
    absences: int
    marks: int
    answers: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to erase."""
        return not self.mandates and not any(
            (self.letters, self.files, self.absences, self.marks, self.answers)
        )


def erase(office: Office, *, ended_before: date, is_only_shown: bool = True) -> Erased:
    """Take out the addresses of mandates that ended before a day, of their letters, and their absences.

    The files of these letters in the outbox folder go as well: address and text stand in them. Function,
    span and votes stay: they explain what was decided. The audit trail holds no address, so its chain
    stays whole. Codes and words of mail servers stay too, without the address that some of them repeat.
    """
    if ended_before > office.today:
        raise NotAllowedNow(f"{ended_before} is still to come.", code="erased_too_early", until=ended_before)
    with office.writing() as tx:
        ended = _ended(tx.session, office.region_key, ended_before)
        mandates = [each for each in ended if each.address]
        gone = _gone(tx.session, office, mandates)
        theirs = _letters(tx.session, ended, gone)
        letters = [each for each in theirs if each.address or each.calendar]
        files = laid_down(office.settings.outbox, theirs)
        absences = _absences(tx.session, ended)
        marks = _marks(tx.session, gone)
        named = {each.address for each in mandates} | {each.address for each in letters if each.address}
        answers: list[DeliveryAttempt | DeliveryReport] = [
            *_attempts(tx.session, theirs, named),
            *_reports(tx.session, theirs, named, gone),
        ]
        found = Erased(
            mandates=tuple(each.title for each in mandates),
            letters=len(letters),
            files=len(files),
            absences=len(absences),
            marks=len(marks),
            answers=len(answers),
        )
        if is_only_shown or found.is_nothing:
            return found
        for mandate in mandates:
            mandate.address = ""
            tx.session.add(mandate)
        for letter in letters:
            # The appointment names whom it invites.
            letter.address = letter.calendar = ""
            tx.session.add(letter)
        for answer in answers:
            answer.answer = without_addresses(answer.answer, *named)
            if isinstance(answer, DeliveryReport):
                answer.address = ""
            tx.session.add(answer)
        for record in (*absences, *marks):
            tx.session.delete(record)
        tx.session.flush()
        details = {
            "before": ended_before,
            "mandates": len(mandates),
            "letters": len(letters),
            "files": len(files),
            "absences": len(absences),
            "marks": len(marks),
            "answers": len(answers),
        }
        tx.enter("seats.erase", office.region_key, details)
        # Last, and before the commit: whoever is interrupted here finds all of it again with the next call.
        for file in files:
            file.unlink(missing_ok=True)
        return found


def _ended(session: Session, region_key: str, before: date) -> list[Mandate]:
    committees = select(col(Committee.id)).where(Committee.region_key == region_key)
    seats = select(col(Seat.id)).where(col(Seat.committee_id).in_(committees))
    query = select(Mandate).where(
        col(Mandate.seat_id).in_(seats), col(Mandate.to_on).is_not(None), col(Mandate.to_on) < before
    )
    return list(session.exec(query.order_by(col(Mandate.id))).all())


def _gone(session: Session, office: Office, mandates: Sequence[Mandate]) -> set[str]:
    """The addresses that nobody here is written to any more; a function address may live on."""
    ended = {each.id for each in mandates}
    held = [each.address for each in session.exec(select(Mandate)).all() if each.id not in ended]
    owned = session.exec(select(Organisation.address)).all()
    offices = session.exec(select(Committee.office_address)).all()
    alive = {address.casefold() for address in (*held, *owned, *offices, office.sender.address)}
    return {each.address.casefold() for each in mandates} - alive


def _letters(session: Session, ended: Sequence[Mandate], gone: Collection[str]) -> list[Message]:
    """Letters that have found their end: to these mandates, and those that told several things at once."""
    if not ended:
        return []
    names = tuple(f"/{each.id}" for each in ended)
    query = select(Message).where(col(Message.state).in_(_OVER))
    return [
        each
        for each in session.exec(query.order_by(col(Message.id))).all()
        if each.id.endswith(names) or each.address.casefold() in gone
    ]


def _absences(session: Session, ended: Sequence[Mandate]) -> list[Absence]:
    names = [each.id for each in ended]
    return list(session.exec(select(Absence).where(col(Absence.mandate_id).in_(names))).all())


def _marks(session: Session, gone: Collection[str]) -> list[Preference | UnreachableAddress]:
    """What is noted about an address itself: wishes, and that letters came back."""
    kept: list[Preference | UnreachableAddress] = [
        *session.exec(select(Preference)).all(),
        *session.exec(select(UnreachableAddress)).all(),
    ]
    return [each for each in kept if each.address.casefold() in gone]


def _attempts(session: Session, letters: Sequence[Message], named: Collection[str]) -> list[DeliveryAttempt]:
    """What servers answered to these letters and still names one of these addresses."""
    mine = [each.id for each in letters]
    query = select(DeliveryAttempt).where(
        col(DeliveryAttempt.message_id).in_(mine), DeliveryAttempt.answer != ""
    )
    return [
        each
        for each in session.exec(query.order_by(col(DeliveryAttempt.message_id))).all()
        if without_addresses(each.answer, *named) != each.answer
    ]


def _reports(
    session: Session, letters: Sequence[Message], named: Collection[str], gone: Collection[str]
) -> list[DeliveryReport]:
    """What came back after these letters, or about these mailboxes, and still names an address."""
    mine = {each.id for each in letters}
    return [
        each
        for each in session.exec(select(DeliveryReport).order_by(col(DeliveryReport.id))).all()
        if (each.message_id in mine or each.address.casefold() in gone)
        and (each.address or without_addresses(each.answer, *named) != each.answer)
    ]
