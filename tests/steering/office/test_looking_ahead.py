"""Looking ahead: a plan comes into force when its period begins, and the next revision is proposed once."""

from datetime import date

from models import Cycle, CycleState, MasterplanVersion, VersionState
from steering.changes import changed
from steering.cycle_calendar import next_revision_due
from steering.office.dispatch import dispatch
from steering.office.looking_ahead import look, to_propose
from steering.office.opening import Office
from steering.office.settings import Settings
from tests.steering.office.an_office import later, office_on, the_cycle


def versions(office: Office) -> dict[str, MasterplanVersion]:
    kept = office.archive.read([MasterplanVersion], region_key=office.region_key)
    return {version.id: version for version in kept.all(MasterplanVersion)}


def adopted(office: Office) -> Cycle:
    """The revision, closed by a resolution; its plan waits for its period to begin."""
    cycle = the_cycle(office)
    target = versions(office)[cycle.target_version_id]
    with office.writing() as tx:
        tx.keep([changed(target, state=VersionState.ADOPTED, adopted_on=date(2028, 6, 23))])
        tx.keep([changed(cycle, state=CycleState.ADOPTED, closed_at=office.now)])
    return cycle


def acts(office: Office, act: str) -> int:
    return sum(entry.act == act for entry in office.archive.audit_trail())


def test_an_adopted_plan_waits_for_its_period(office: Office, settings: Settings) -> None:
    cycle = adopted(office)
    begins = versions(office)[cycle.target_version_id].period_from_year
    evening_before = office_on(settings, date(begins - 1, 12, 31))

    seen = look(evening_before)

    assert seen.came_into_force == ()
    assert versions(office)[cycle.target_version_id].state is VersionState.ADOPTED


def test_an_adopted_plan_comes_into_force_once_and_ends_the_old_one(
    office: Office, settings: Settings
) -> None:
    cycle = adopted(office)
    begins = versions(office)[cycle.target_version_id].period_from_year
    new_year = office_on(settings, date(begins, 1, 1))

    first, second = look(new_year), look(new_year)

    assert len(first.came_into_force) == 1
    assert second.came_into_force == ()
    after = versions(office)
    assert after[cycle.target_version_id].state is VersionState.IN_FORCE
    assert after[cycle.base_version_id].state is VersionState.SUPERSEDED
    assert acts(office, "plan.in_force") == 1
    assert office.archive.audit_break() is None


def test_a_due_revision_is_proposed_to_the_coordinator_once(office: Office, settings: Settings) -> None:
    cycle = adopted(office)
    target = versions(office)[cycle.target_version_id]
    look(office_on(settings, date(target.period_from_year, 1, 1)))
    due_on = next_revision_due(target)

    early = look(office_on(settings, date(due_on.year, due_on.month, 1)))
    in_time = look(office_on(settings, due_on))
    again = look(office_on(settings, date(due_on.year + 1, 1, 1)))

    assert (early.proposed, in_time.proposed, again.proposed) == ((), (target.label,), ())
    letters = [letter for letter in office.archive.messages() if letter.occasion == "revision_due"]
    assert [letter.address for letter in letters] == [office.sender.address]
    assert letters[0].cycle_id is None
    assert letters[0].mail_id.endswith(f"@{office.sender.mail_domain}>")
    assert acts(office, "cycle.propose") == 1


def test_the_proposal_is_sent_like_every_letter(office: Office, settings: Settings) -> None:
    cycle = adopted(office)
    target = versions(office)[cycle.target_version_id]
    due = office_on(settings, next_revision_due(target))
    look(due)

    dispatch(later(due, 1))

    mails = [file.read_text(encoding="utf-8") for file in settings.outbox.glob("*.eml")]
    assert sum("Fortschreibung_f=C3=A4llig" in mail or "Fortschreibung fällig" in mail for mail in mails) == 1


def test_nothing_is_proposed_while_somebody_revises(office: Office) -> None:
    known = list(versions(office).values())

    assert to_propose(known, date(2099, 1, 1)) == []


def test_a_rejected_plan_leaves_the_old_one_to_be_revised(office: Office) -> None:
    target = the_cycle(office).target_version_id
    known = [
        changed(version, state=VersionState.REJECTED) if version.id == target else version
        for version in versions(office).values()
    ]

    assert [version.state for version in to_propose(known, date(2099, 1, 1))] == [VersionState.IN_FORCE]
