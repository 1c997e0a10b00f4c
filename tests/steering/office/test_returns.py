"""Mail that came back is bound to its letter; a dead mailbox is a task, and nobody is answered."""

import mailbox
from pathlib import Path

import pytest

from models import Ballot, DeliveryReport, Message, MessageState, ReportKind
from steering.errors import NotThere
from steering.office.opening import Office
from steering.office.returns import read_answers
from steering.office.stopping import retry
from steering.office.troubles import troubles
from tests.steering import returned_mails as mails
from tests.steering.office.an_office import the_cycle, whole
from tests.steering.office.desk_letters import owe


@pytest.fixture
def letter(office: Office) -> Message:
    """A letter that has gone, and to which reports refer."""
    (sent,) = owe(office, "gate_opened", address=mails.TO, mail_id=mails.OUR_ID)
    with office.writing() as tx:
        record = tx.get(Message, sent.id)
        record.state, record.ended_at = MessageState.SENT, office.now
    return record


def lay(folder: Path, *contents: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(contents):
        (folder / f"{number:02}.eml").write_bytes(content)
    return folder


def now(office: Office, letter: Message) -> Message:
    return office.archive.find(Message, letter.id)


def reports(office: Office) -> list[DeliveryReport]:
    return office.archive.read([DeliveryReport], region_key=office.region_key).all(DeliveryReport)


def test_a_dead_mailbox_becomes_a_task_for_the_coordinator(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    read = read_answers(office, lay(tmp_path / "back", mails.POSTFIX))

    (mark,) = troubles(office).unreachable
    assert [each.id for each in read.bounced] == [letter.id]
    assert now(office, letter).state is MessageState.BOUNCED
    assert (mark.address, mark.code, mark.message_id) == (mails.TO, "5.1.1", letter.id)
    assert [(each.kind, each.message_id) for each in reports(office)] == [(ReportKind.BOUNCED, letter.id)]


@pytest.mark.parametrize("mail", ["DELAYED", "DELIVERED", "VACATION", "READ", "COMPLAINT"])
def test_what_is_no_failure_is_kept_and_changes_nothing_else(
    office: Office, letter: Message, tmp_path: Path, mail: str
) -> None:
    read_answers(office, lay(tmp_path / "back", getattr(mails, mail)))

    assert now(office, letter).state is MessageState.SENT
    assert [each.message_id for each in reports(office)] == [letter.id]
    assert troubles(office).unreachable == ()


@pytest.mark.parametrize("mail", ["FORGED", "ELSEWHERE", "HUGE", "MALFORMED", "NO_FIELDS"])
def test_a_report_about_something_else_marks_nobody(
    office: Office, letter: Message, tmp_path: Path, mail: str
) -> None:
    read_answers(office, lay(tmp_path / "back", getattr(mails, mail)))

    assert now(office, letter).state is MessageState.SENT
    assert troubles(office).unreachable == ()


def test_nothing_that_comes_back_is_a_vote_or_is_answered(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    owed = len(office.archive.messages())
    everything = [value for name, value in vars(mails).items() if name.isupper() and isinstance(value, bytes)]

    read = read_answers(office, lay(tmp_path / "back", *everything))

    assert len(everything) >= 20
    assert len(office.archive.messages()) == owed
    assert office.read(the_cycle(office)).all(Ballot) == []
    assert read.for_people >= 1
    assert office.archive.audit_break() is None


def test_the_same_mail_again_changes_nothing(office: Office, letter: Message, tmp_path: Path) -> None:
    folder = lay(tmp_path / "back", mails.POSTFIX, mails.VACATION)
    read_answers(office, folder)
    before = whole(office)

    again = read_answers(office, folder)

    assert whole(office) == before
    assert again.known == 2


def test_a_mailbox_in_one_file_and_a_maildir_are_read_too(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    box = mailbox.mbox(tmp_path / "box")
    box.add(mails.DELAYED)
    box.close()
    lay(tmp_path / "maildir", b"")
    lay(tmp_path / "maildir" / "new", mails.POSTFIX)

    one = read_answers(office, tmp_path / "box")
    other = read_answers(office, tmp_path / "maildir")

    assert one.kinds[ReportKind.DELAYED] == 1
    assert other.kinds[ReportKind.BOUNCED] == 1


def test_sending_again_settles_the_mailbox(office: Office, letter: Message, tmp_path: Path) -> None:
    read_answers(office, lay(tmp_path / "back", mails.POSTFIX))

    again = retry(office, letter.id, reason="Neue Adresse.", address="new@example.org")

    assert troubles(office).unreachable == ()
    assert (again.state, again.address) == (MessageState.OWED, "new@example.org")
    assert now(office, letter).mail_id == mails.OUR_ID


def test_a_place_that_is_not_there_is_named(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotThere) as refusal:
        read_answers(office, tmp_path / "nowhere")

    assert refusal.value.code == "no_returned_mail"


def test_what_came_back_is_kept_with_its_code_and_without_the_address_in_its_words(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    read_answers(office, lay(tmp_path / "back", mails.POSTFIX))

    (report,) = reports(office)
    assert (report.code, report.address) == ("5.1.1", letter.address)
    assert report.answer.startswith("550 5.1.1 <[address]>")
    assert "@" not in report.answer
