from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.errors import SteeringError
from steering.office.compose import NotPostable, address, compose, mailbox
from tests.steering.office.letters import OWED_AT, REPLY_TO, SENDER, a_message

INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nSUMMARY:Sitzung für alle\r\nEND:VCALENDAR\r\n"
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def received(**changed: object) -> EmailMessage:
    """The letter as the other side reads it."""
    letter = compose(a_message(**changed), sender=SENDER, reply_to=REPLY_TO)
    return message_from_bytes(letter.as_bytes(), policy=default)  # type: ignore[return-value]


def part(letter: EmailMessage, kind: str) -> str:
    found = letter.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_a_letter_arrives_with_its_umlauts() -> None:
    letter = received()

    assert letter["Subject"] == a_message().subject
    assert letter["To"].addresses[0].display_name == "Mitglied für den Kreiselternrat, Süd"
    assert letter["To"].addresses[0].addr_spec == "parents@example.org"
    assert letter["From"].addresses[0].display_name == "Bildungsbüro"
    assert part(letter, "plain") == a_message().text
    assert part(letter, "html").strip() == a_message().html


def test_a_letter_says_what_it_is() -> None:
    letter = received()

    assert letter["Message-ID"] == a_message().mail_id
    assert letter["Date"].datetime == OWED_AT
    assert letter["Reply-To"] == REPLY_TO
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "de"
    assert letter.get_content_type() == "multipart/alternative"
    assert len(letter["To"].addresses) == 1


def test_a_repeat_is_the_same_letter_to_the_last_byte() -> None:
    first = compose(a_message(calendar=INVITATION), sender=SENDER, reply_to=REPLY_TO)
    second = compose(a_message(calendar=INVITATION), sender=SENDER, reply_to=REPLY_TO)

    assert first.as_bytes() == second.as_bytes()


def test_every_line_is_short_and_ascii() -> None:
    lines = compose(a_message(), sender=SENDER, reply_to=REPLY_TO).as_bytes().split(b"\r\n")

    assert all(line.isascii() for line in lines)
    assert max(len(line) for line in lines) <= 78
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_an_appointment_is_enclosed_as_alternative_and_as_file() -> None:
    letter = received(calendar=INVITATION)

    enclosed = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]

    assert [part["Content-Type"].params["method"] for part in enclosed] == ["REQUEST", "REQUEST"]
    assert [part.get_filename() for part in enclosed] == [None, "termin.ics"]
    assert all("Sitzung für alle" in part.get_payload(decode=True).decode() for part in enclosed)


def test_an_appointment_without_a_method_is_refused() -> None:
    with pytest.raises(NotPostable, match="METHOD"):
        received(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


@pytest.mark.parametrize("field", ["subject", "recipient", "language", "mail_id", "address"])
@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00"]
)
def test_nothing_that_ends_a_line_gets_into_a_header(field: str, end: str) -> None:
    attack = f"{getattr(a_message(), field)}{end}Bcc: everyone@example.org"

    with pytest.raises(NotPostable):
        compose(a_message(**{field: attack}), sender=SENDER, reply_to=REPLY_TO)


@pytest.mark.parametrize(
    "sender", ["A <a@example.org>\nBcc: b@example.org", "a@example.org, b@example.org", "", "A"]
)
def test_a_sender_is_one_person(sender: str) -> None:
    with pytest.raises(NotPostable):
        compose(a_message(), sender=sender, reply_to=REPLY_TO)
    with pytest.raises(NotPostable):
        compose(a_message(), sender=SENDER, reply_to=sender)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "office",
        "@example.org",
        "office@",
        "office@localhost",
        "a@example.org,b@example.org",
        "a@example.org;b@example.org",
        "a@example.org b@example.org",
        "a@b@example.org",
        '"a b"@example.org',
        "Office <office@example.org>",
        "-oX@example.org",
        "-oX",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        "bücher@example.org",
        "a@straße.example.org",
        "a@-example.org",
        "a@example..org",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 64}.org",
        f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.org",
        "a" * 320,
        " a@example.org",
        "a@example.org\n",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(wrong: str) -> None:
    with pytest.raises(NotPostable, match="Not one e-mail address") as refusal:
        address(wrong)

    assert isinstance(refusal.value, SteeringError)
    assert refusal.value.code == "bad_address"


@pytest.mark.parametrize(
    ("given_as", "sent_to"),
    [
        ("office@example.org", "office@example.org"),
        ("Eltern.Rat+thema@Example.ORG", "Eltern.Rat+thema@Example.ORG"),
        ("rat@münster.example.org", "rat@xn--mnster-3ya.example.org"),
        ("o'neil_x-1@a-b.example.org", "o'neil_x-1@a-b.example.org"),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
    ],
)
def test_a_good_address_is_kept(given_as: str, sent_to: str) -> None:
    assert address(given_as) == sent_to


def test_a_name_may_have_a_comma_when_it_is_quoted() -> None:
    assert mailbox('"Büro, Bildung" <office@example.org>').display_name == "Büro, Bildung"


def test_a_text_that_no_mail_can_hold_is_refused() -> None:
    with pytest.raises(NotPostable) as refusal:
        compose(a_message(text="half a sign: \ud83d"), sender=SENDER, reply_to=REPLY_TO)

    assert refusal.value.code == "bad_text"


@given(words=st.lists(WORDS, min_size=1, max_size=12))
def test_any_words_arrive_in_subject_and_name_and_make_no_second_recipient(words: list[str]) -> None:
    letter = received(subject=" ".join(words), recipient=" ".join(words))

    assert letter["Subject"] == " ".join(words)
    assert [found.addr_spec for found in letter["To"].addresses] == ["parents@example.org"]
    assert set(letter.keys()) == set(received().keys())


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=300))
def test_any_text_arrives(text: str) -> None:
    letter = received(text=text + "\n")

    assert part(letter, "plain") == text + "\n"
