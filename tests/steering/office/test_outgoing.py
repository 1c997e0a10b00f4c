"""Letters that share one: the originals stay readable, and nothing is told twice."""

from collections import Counter

from models import Digest, Message, MessageState, Preference
from steering.office.dispatch import dispatch
from steering.office.ledger import ledger
from steering.office.opening import Office
from steering.office.preferring import prefer
from tests.steering.office.an_office import later, the_cycle
from tests.steering.office.desk_letters import owe

ME = "member@example.org"


def mine(office: Office, *, state: MessageState | None = None) -> list[Message]:
    return [each for each in office.archive.messages() if each.address == ME and state in (None, each.state)]


def flowing(message: Message) -> str:
    return " ".join(message.text.split())


def test_five_requests_of_one_day_make_one_letter(office: Office) -> None:
    asked = [*owe(office, "review_requested", count=3), *owe(office, "delivery_requested", count=2)]

    dispatch(later(office, 1))

    (letter,) = mine(office, state=MessageState.SENT)
    originals = mine(office, state=MessageState.MERGED)
    assert letter.occasion == "requests"
    assert letter.subject.startswith("Bitte antworten: 5 Anliegen, Masterplan")
    assert all(each.title in flowing(letter) for each in asked)
    assert {each.id for each in originals} == {each.id for each in asked}
    assert {each.merged_into for each in originals} == {letter.id}
    assert all(each.text and each.ended_at for each in originals)
    merges = [entry for entry in office.archive.audit_trail() if entry.act == "message.merge"]
    assert len(merges) >= 1


def test_a_digest_tells_each_thing_once_and_never_again(office: Office) -> None:
    prefer(office, ME, digest=Digest.DAILY)
    owe(office, "sent_back", count=2)
    owe(office, "plan_adopted", address="Member@Example.org")

    today = dispatch(later(office, 0))
    tomorrow = dispatch(later(office, 1))
    after = dispatch(later(office, 2))

    letters = [each for each in office.archive.messages() if each.address.casefold() == ME]
    (digest,) = [each for each in letters if each.state is MessageState.SENT]
    told = flowing(digest)
    assert today.sent == 0
    assert tomorrow.sent > 0
    assert after.sent == 0
    assert digest.subject.startswith("3 Neuigkeiten: Masterplan")
    assert told.count("Das ist Nummer 0.") == 2
    assert told.count("Das ist Nummer 1.") == 1
    assert Counter(each.state for each in letters) == {MessageState.MERGED: 3, MessageState.SENT: 1}


def test_what_the_law_demands_is_not_part_of_any_digest(office: Office) -> None:
    prefer(office, ME, digest=Digest.WEEKLY)
    owe(office, "gate_opened", count=2)
    owe(office, "sent_back")

    dispatch(office)

    assert [each.occasion for each in mine(office, state=MessageState.SENT)] == ["gate_opened"] * 2


def test_a_digest_is_never_empty(office: Office) -> None:
    prefer(office, ME, digest=Digest.DAILY)

    for day in range(5):
        dispatch(later(office, day))

    assert mine(office) == []


def test_a_wish_is_kept_once_and_names_nobody_in_the_trail(office: Office) -> None:
    prefer(office, "Member@Example.org", digest=Digest.DAILY)
    prefer(office, ME, digest=Digest.DAILY)
    prefer(office, ME, digest=Digest.NONE)

    kept = office.archive.read([Preference], region_key=office.region_key).all(Preference)
    told = [entry for entry in office.archive.audit_trail() if entry.act == "preference.set"]
    assert [(each.address, each.digest) for each in kept] == [(ME, Digest.NONE)]
    assert len(told) == 2
    assert not any("member" in f"{entry.subject}{entry.details}" for entry in told)


def test_the_ledger_shows_where_a_merged_request_was_told(office: Office) -> None:
    owe(office, "review_requested", count=2)
    dispatch(later(office, 1))

    rows = ledger(office, the_cycle(office)).rows

    merged = [row for row in rows if row.state is MessageState.MERGED]
    (told_in,) = {row.told_in for row in merged}
    assert len(merged) == 2
    assert rows[(told_in or 0) - 1].subject.startswith("Bitte antworten: 2 Anliegen")
