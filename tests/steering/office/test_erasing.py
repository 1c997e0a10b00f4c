"""Erasing reaches what lies in folders too: after it no file and no row leads to the address."""

from pathlib import Path

from models import (
    DeliveryAttempt,
    DeliveryOutcome,
    DeliveryReport,
    Digest,
    Mandate,
    Message,
    MessageState,
    Preference,
    ReportKind,
)
from steering.office import constituting, erasing
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.preferring import prefer
from tests.steering.office.a_group import the_new
from tests.steering.office.an_office import asked, later, the_cycle, voters


def sent_and_replaced(office: Office) -> tuple[Office, list[Mandate]]:
    """Every member got a letter as a file; then others followed, long ago."""
    gate = asked(office, "collect_data")
    old = voters(office, gate)
    dispatch(later(office, 1))
    day = later(office, 2)
    constituting.reconstitute(day, "internal_steering_group", the_new(day, *range(1, 8)), on=day.today)
    return later(office, 400), old


def files_that_name(office: Office, address: str) -> list[Path]:
    return [file for file in office.settings.outbox.iterdir() if address in file.read_text("utf-8")]


def test_the_files_of_letters_go_with_their_addresses_and_no_others(office: Office) -> None:
    last, old = sent_and_replaced(office)
    others = [each for each in office.settings.outbox.iterdir() if not any(named(each, m) for m in old)]
    half = next(file for file in office.settings.outbox.iterdir() if named(file, old[0]))
    part = half.with_name(f".{half.name}.4711.part")
    part.write_bytes(half.read_bytes())
    before = sorted(office.settings.outbox.iterdir())

    seen = erasing.erase(last, ended_before=last.today)
    untouched = sorted(office.settings.outbox.iterdir())
    done = erasing.erase(last, ended_before=last.today, is_only_shown=False)

    assert untouched == before
    assert done == seen
    assert done.files >= len(old) + 1
    assert [files_that_name(office, each.address) for each in old] == [[]] * len(old)
    assert sorted(office.settings.outbox.iterdir()) == sorted(others)
    assert erasing.erase(last, ended_before=last.today, is_only_shown=False).is_nothing


def named(file: Path, mandate: Mandate) -> bool:
    return mandate.address in file.read_text("utf-8")


def test_files_that_an_interruption_left_are_found_by_the_next_call(office: Office) -> None:
    last, _ = sent_and_replaced(office)
    kept = {file: file.read_bytes() for file in office.settings.outbox.iterdir()}
    erasing.erase(last, ended_before=last.today, is_only_shown=False)
    for file, content in kept.items():
        file.write_bytes(content)

    again = erasing.erase(last, ended_before=last.today, is_only_shown=False)

    assert (again.mandates, again.letters) == ((), 0)
    assert again.files > 0


def test_appointments_and_wishes_about_an_address_go_and_a_shared_address_lives_on(office: Office) -> None:
    last, old = sent_and_replaced(office)
    kept = next(each for each in office.archive.messages() if each.address == old[1].address)
    for mandate in old[:2]:
        prefer(office, mandate.address, digest=Digest.DAILY)
    with office.writing() as tx:
        letter = tx.get(Message, kept.id)
        letter.calendar = f"ATTENDEE:mailto:{old[1].address}"
        successor = next(m for m in office.read(the_cycle(office)).all(Mandate) if m.to_on is None)
        shared = tx.get(Mandate, successor.id)
        shared.address = old[0].address
        tx.session.add_all([letter, shared])

    done = erasing.erase(last, ended_before=last.today, is_only_shown=False)

    assert done.marks == 1
    wishes = office.look(the_cycle(office), Preference).all(Preference)
    assert [each.address for each in wishes] == [old[0].address]
    assert all(not each.calendar for each in office.archive.messages() if each.id == kept.id)


def test_what_still_has_to_go_out_keeps_its_address(office: Office) -> None:
    last, old = sent_and_replaced(office)
    with office.writing() as tx:
        letter = tx.get(Message, next(m.id for m in office.archive.messages() if m.address == old[0].address))
        letter.state, letter.ended_at = MessageState.OWED, None
        tx.session.add(letter)

    erasing.erase(last, ended_before=last.today, is_only_shown=False)

    assert old[0].address in {each.address for each in office.archive.messages()}


def test_what_servers_answered_before_loses_the_address_and_keeps_its_codes_and_words(office: Office) -> None:
    last, old = sent_and_replaced(office)
    gone, other = (
        next(each for each in office.archive.messages() if each.address == address)
        for address in (old[0].address, office.sender.address)
    )
    said = f"5.1.1 <{gone.address}>: unknown"
    with office.writing() as tx:
        for letter in (gone, other):
            tx.session.add(an_attempt(letter, f"5.1.1 <{letter.address}>: unknown"))
            tx.session.add(a_report(office, letter, f"5.1.1 <{letter.address}>: unknown"))

    seen = erasing.erase(last, ended_before=last.today)
    done = erasing.erase(last, ended_before=last.today, is_only_shown=False)

    assert seen.answers == done.answers == 2
    attempt, untouched = (
        office.archive.find(DeliveryAttempt, (letter.id, NINTH)) for letter in (gone, other)
    )
    report, unread = (office.archive.find(DeliveryReport, letter.id) for letter in (gone, other))
    assert (attempt.code, attempt.answer) == (550, "5.1.1 <[address]>: unknown")
    assert (report.code, report.address, report.answer) == ("5.1.1", "", "5.1.1 <[address]>: unknown")
    assert (untouched.answer, unread.address) == (said.replace(gone.address, other.address), other.address)
    assert erasing.erase(last, ended_before=last.today, is_only_shown=False).is_nothing


NINTH = 9


def an_attempt(letter: Message, answer: str) -> DeliveryAttempt:
    return DeliveryAttempt(
        message_id=letter.id,
        number=NINTH,
        at=letter.owed_at,
        channel="smtp",
        outcome=DeliveryOutcome.PERMANENT,
        code=550,
        answer=answer,
    )


def a_report(office: Office, letter: Message, answer: str) -> DeliveryReport:
    return DeliveryReport(
        id=letter.id,
        region_key=office.region_key,
        message_id=letter.id,
        kind=ReportKind.BOUNCED,
        at=letter.owed_at,
        address=letter.address,
        code="5.1.1",
        answer=answer,
    )
