"""The internal steering group in tests: its seats, its letters and answers, and new members for it."""

from datetime import date, timedelta

from models import Answer, Ballot, Mandate, Message, MessageState, Role
from steering.office import seats
from steering.office.acts import Given
from steering.office.opening import Office
from steering.profile import Member
from tests.steering.office.an_office import the_cycle

YES, NO = {1: Given(answer=Answer.YES)}, {1: Given(answer=Answer.NO)}
GROUP = "heidekreis/internal_steering_group"
WITH_DEPUTY, ALONE = f"{GROUP}/03", f"{GROUP}/02"


def letters(office: Office, occasion: str, *, state: MessageState | None = None) -> list[Message]:
    return [
        each
        for each in office.archive.messages()
        if each.occasion == occasion and state in (None, each.state)
    ]


def ballots(office: Office) -> list[Ballot]:
    return sorted(office.read(the_cycle(office)).all(Ballot), key=lambda ballot: ballot.id or 0)


def holder(office: Office, seat_id: str, role: Role | None = None) -> Mandate:
    found = [
        each
        for each in office.read(the_cycle(office)).all(Mandate)
        if each.seat_id == seat_id and (each.role is Role.DEPUTY) is (role is Role.DEPUTY)
    ]
    return max(found, key=lambda each: each.from_on)


def away(office: Office, seat_id: str, days: int = 14) -> None:
    seats.absent(office, seat_id, from_on=office.today, to_on=office.today + timedelta(days=days))


def the_new(office: Office, *numbers: int, on: date | None = None, language: str = "de") -> list[Member]:
    """A list of new members for seats of the group."""
    return [
        Member(
            row=number + 1,
            seat_id=f"{GROUP}/{number:02d}",
            role=Role.CHAIR if number == 1 else Role.MEMBER,
            title=f"Neue Funktion {number}",
            address=f"neu-{number}@example.org",
            language=language,
            from_on=on or office.today,
        )
        for number in numbers
    ]
