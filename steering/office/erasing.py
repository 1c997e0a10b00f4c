"""Erasing: the addresses of ended mandates go after a time; what was decided, and its proof, stay."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models import Absence, Committee, Mandate, Message, MessageState, Seat
from steering.errors import NotAllowedNow
from steering.office.opening import Office

_OVER = (MessageState.SENT, MessageState.FAILED, MessageState.UNCLEAR, MessageState.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How much was erased, or would be: mandates, letters, absences."""

    mandates: tuple[str, ...]
    letters: int
    absences: int

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to erase."""
        return not self.mandates and self.letters == 0 and self.absences == 0


def erase(office: Office, *, ended_before: date, is_only_shown: bool = True) -> Erased:
    """Take out the addresses of mandates that ended before a day, of their letters, and their absences.

    Function, span and votes stay: they explain what was decided. The audit trail holds no address,
    so its chain stays whole.
    """
    if ended_before > office.today:
        raise NotAllowedNow(f"{ended_before} is still to come.", code="erased_too_early", until=ended_before)
    with office.writing() as tx:
        ended = _ended(tx.session, office.region_key, ended_before)
        mandates = [each for each in ended if each.address]
        letters = _letters(tx.session, ended)
        absences = _absences(tx.session, ended)
        found = Erased(
            mandates=tuple(each.title for each in mandates), letters=len(letters), absences=len(absences)
        )
        if is_only_shown or found.is_nothing:
            return found
        for mandate in mandates:
            mandate.address = ""
            tx.session.add(mandate)
        for letter in letters:
            letter.address = ""
            tx.session.add(letter)
        for absence in absences:
            tx.session.delete(absence)
        tx.session.flush()
        details = {
            "before": ended_before,
            "mandates": len(mandates),
            "letters": len(letters),
            "absences": len(absences),
        }
        tx.enter("seats.erase", office.region_key, details)
        return found


def _ended(session: Session, region_key: str, before: date) -> list[Mandate]:
    committees = select(col(Committee.id)).where(Committee.region_key == region_key)
    seats = select(col(Seat.id)).where(col(Seat.committee_id).in_(committees))
    query = select(Mandate).where(
        col(Mandate.seat_id).in_(seats), col(Mandate.to_on).is_not(None), col(Mandate.to_on) < before
    )
    return list(session.exec(query.order_by(col(Mandate.id))).all())


def _letters(session: Session, ended: list[Mandate]) -> list[Message]:
    """Letters to these mandates that have found their end."""
    if not ended:
        return []
    names = tuple(f"/{each.id}" for each in ended)
    query = select(Message).where(col(Message.state).in_(_OVER), Message.address != "")
    return [each for each in session.exec(query).all() if each.id.endswith(names)]


def _absences(session: Session, ended: list[Mandate]) -> list[Absence]:
    names = [each.id for each in ended]
    return list(session.exec(select(Absence).where(col(Absence.mandate_id).in_(names))).all())
