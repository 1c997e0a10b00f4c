"""The daily look at the seats: mandates that end, questions in other hands, possible conflicts."""

from dataclasses import dataclass

from models import Committee, Message, Role
from steering.addressees import coordinator, holders, once_each
from steering.office.bodies import bodies_of, read_bodies
from steering.office.handing_over import hand_over
from steering.office.opening import Office
from steering.office.recusing import tell_hints
from steering.office.seat_letters import letter, own_frame
from steering.records import Records
from steering.seating.vacancies import Ending, endings
from templates.occasions_seats import MandatesEnding


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a look at the seats brought about, in letters."""

    endings: int = 0
    handed_over: int = 0
    hints: int = 0

    @property
    def letters(self) -> int:
        """How many letters are new."""
        return self.endings + self.handed_over + self.hints


def watch(office: Office) -> Watched:
    """Do what is due today; doing it again the same day does nothing more."""
    told = tell_endings(office)
    cycle = office.archive.open_cycle(office.region_key)
    if cycle is None:
        return Watched(endings=told)
    moved = hand_over(office, cycle)
    return Watched(endings=told, handed_over=moved.asked + moved.readdressed, hints=tell_hints(office))


def tell_endings(office: Office) -> int:
    """Tell chair and coordinator of mandates that end without a successor; gives how many letters are new."""
    records = read_bodies(office)
    found = endings(bodies_of(records), office.today)
    if not found:
        return 0
    committees = records.by_id(Committee)
    letters = [
        each
        for ending in found
        for each in _letters(office, records, committees[ending.committee_id], ending)
    ]
    with office.writing() as tx:
        owed = tx.owe(letters)
        if owed:
            names = sorted({f"{each.committee_id}/{each.ends_on}/{each.lead}" for each in found})
            tx.enter("seats.endings", office.region_key, {"letters": owed, "endings": names})
        return owed


def _letters(office: Office, records: Records, committee: Committee, ending: Ending) -> list[Message]:
    chairs = holders(records, committee, office.today, roles=[Role.CHAIR])
    return [
        letter(
            office,
            to,
            MandatesEnding(
                recipient=to.as_what,
                committee=committee.title,
                seats=ending.seats,
                ends_on=ending.ends_on,
                **own_frame(office),  # type: ignore[arg-type]
            ),
            about=(committee.key, ending.ends_on, ending.lead),
        )
        for to in once_each([*chairs, coordinator(office.sender)])
    ]
