"""Looking ahead once a day: an adopted plan comes into force, and the next revision is proposed.

Five years are too long for any scheduler, so each day asks our own record what is due.
"""

from dataclasses import dataclass
from datetime import date

from models import Cycle, CycleState, Masterplan, MasterplanVersion, Message, VersionState
from models.columns import key
from steering.addressees import coordinator
from steering.cycle_calendar import is_due, next_revision_due
from steering.errors import NotThere
from steering.letters import INDEX
from steering.office.opening import Office
from steering.stages.approve_plan import put_in_force
from steering.written_letters import Sheet, written
from templates import occasions as say

# A letter belongs to a stage or, outside of any revision, to this look at the calendar.
BETWEEN_REVISIONS = "look_ahead"
NOT_TO_BE = frozenset({VersionState.REJECTED, VersionState.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a look brought about: labels of the versions."""

    came_into_force: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()


def look(office: Office) -> Seen:
    """Do what is due today; doing it again the same day does nothing more."""
    came = tuple(version.label for version in _versions(office) if _begins(office, version))
    proposed = tuple(
        version.label for version in to_propose(_versions(office), office.today) if _propose(office, version)
    )
    return Seen(came_into_force=came, proposed=proposed)


def to_propose(versions: list[MasterplanVersion], today: date) -> list[MasterplanVersion]:
    """Versions in force whose revision is due, and that nobody revises yet."""
    revised = {version.base_version_id for version in versions if version.state not in NOT_TO_BE}
    return [
        version
        for version in versions
        if version.state is VersionState.IN_FORCE and version.id not in revised and is_due(version, today)
    ]


def _versions(office: Office) -> list[MasterplanVersion]:
    kept = office.archive.read([Masterplan, MasterplanVersion], region_key=office.region_key)
    return sorted(kept.all(MasterplanVersion), key=lambda version: version.id)


def _begins(office: Office, version: MasterplanVersion) -> bool:
    """Put an adopted version in force, if its period has begun."""
    if version.state is not VersionState.ADOPTED or office.today.year < version.period_from_year:
        return False
    versions = _versions(office)
    with office.writing() as tx:
        now = tx.get(MasterplanVersion, version.id)
        if now.state is not VersionState.ADOPTED:
            return False
        moved = put_in_force(version, versions, office.today)
        tx.keep(moved)
        ended = [each.id for each in moved if each.state is VersionState.SUPERSEDED]
        tx.enter("plan.in_force", version.id, {"ended": ended})
    return True


def _propose(office: Office, version: MasterplanVersion) -> bool:
    """Owe the coordinator one letter about the revision of a version."""
    letter = _letter(office, version)
    with office.writing() as tx:
        is_new = tx.owe([letter]) == 1
        if is_new:
            tx.enter("cycle.propose", version.id, {"due_on": next_revision_due(version)})
    return is_new


def _letter(office: Office, version: MasterplanVersion) -> Message:
    sender = office.sender
    to = coordinator(sender)
    facts = say.RevisionDue(
        asker=sender.function,
        plan=f"Masterplan Bildung {version.label}",
        recipient=to.as_what,
        contact=say.Contact(function=sender.function, mail=sender.address, phone=sender.phone),
        link=f"{sender.base_url.rstrip('/')}/{INDEX}",
        is_simulated=_is_simulated(office, version),
        in_force_until=date(version.period_to_year, 12, 31),
        begins_on=next_revision_due(version),
    )
    sheet = Sheet(
        identity=key(version.id, BETWEEN_REVISIONS, facts.occasion, to.id),
        stage_key=BETWEEN_REVISIONS,
        now=office.now,
        mail_domain=sender.mail_domain,
    )
    return written(sheet, to, facts)


def _is_simulated(office: Office, version: MasterplanVersion) -> bool:
    """Whether the version came out of a simulation."""
    try:
        cycle: Cycle = office.archive.latest_cycle(office.region_key)
    except NotThere:
        return False
    return cycle.is_simulated and cycle.target_version_id == version.id and cycle.state is not CycleState.OPEN
