import logging
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from time import perf_counter

import pytest

from models import DeliveryOutcome, Message
from steering.delivery import CHATS, Delivery
from steering.office import mail_server
from steering.office.compose import NotPostable
from steering.office.post import Post
from tests.steering.office.letters import REPLY_TO, SENDER, a_message
from tests.steering.office.mail_servers import (
    DROP,
    Desk,
    a_certificate,
    a_free_port,
    a_mail_server,
    a_scripted_server,
    knows,
)

ACCEPTED, TEMPORARY = DeliveryOutcome.ACCEPTED, DeliveryOutcome.TEMPORARY
PERMANENT, UNCLEAR = DeliveryOutcome.PERMANENT, DeliveryOutcome.UNCLEAR
PASSWORD = "open/sesame%41:?#@1"
QUOTED = "open%2Fsesame%2541%3A%3F%23%401"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real servers are waited for up to ten minutes."""
    defaults = mail_server.MailServer.__init__.__kwdefaults__
    monkeypatch.setitem(defaults, "timeout_seconds", 2)
    monkeypatch.setitem(defaults, "answer_seconds", 1)


def a_post(url: str) -> Post:
    return Post(url, SENDER, REPLY_TO)


def openly(port: int) -> Post:
    return a_post(f"steer://127.0.0.1:{port}/?tls=none")


def sent_to(desk: Desk, message: Message | None = None) -> Delivery:
    with a_mail_server(desk) as port:
        return openly(port).hand_over(message or a_message())


# A mail server


def test_a_letter_that_the_server_takes_is_accepted() -> None:
    desk = Desk()

    delivery = sent_to(desk)

    assert delivery.outcome is ACCEPTED
    assert delivery.code == 250
    assert delivery.answer == "2.0.0 Queued as 4711"
    assert desk.recipients == ["parents@example.org"]
    assert len(desk.taken) == 1


def test_a_letter_arrives_whole() -> None:
    desk = Desk()

    sent_to(desk)

    letter = message_from_bytes(desk.taken[0], policy=default)
    plain = letter.get_body(("plain",))
    assert letter["Subject"] == a_message().subject
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == a_message().text


def test_an_appointment_travels_with_its_letter() -> None:
    desk = Desk()
    appointment = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Sitzung\r\nEND:VCALENDAR\r\n"

    sent_to(desk, a_message(calendar=appointment))

    letter = message_from_bytes(desk.taken[0], policy=default)
    enclosed = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert [part["Content-Type"].params["method"] for part in enclosed] == ["CANCEL", "CANCEL"]
    assert [part.get_filename() for part in enclosed] == [None, "termin.ics"]


def test_a_second_copy_is_known_by_its_message_id() -> None:
    desk = Desk()

    sent_to(desk)
    sent_to(desk)

    first, second = (message_from_bytes(taken, policy=default) for taken in desk.taken)
    assert first["Message-ID"] == second["Message-ID"] == a_message().mail_id
    assert desk.taken[0] == desk.taken[1]


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (421, TEMPORARY),
        (450, TEMPORARY),
        (451, TEMPORARY),
        (452, TEMPORARY),
        (550, PERMANENT),
        (552, PERMANENT),
        (553, PERMANENT),
        (554, PERMANENT),
        (571, PERMANENT),
    ],
)
def test_a_refusal_is_kept_with_its_code_and_the_words_of_the_server(
    step: str, code: int, outcome: DeliveryOutcome
) -> None:
    desk = Desk(**{step: f"{code} 5.1.1 Postfach unbekannt"})

    delivery = sent_to(desk)

    assert (delivery.outcome, delivery.code) == (outcome, code)
    assert delivery.answer == "5.1.1 Postfach unbekannt"
    assert desk.taken == []


def test_a_line_that_breaks_after_the_letter_is_unclear() -> None:
    desk = Desk(data=DROP)

    delivery = sent_to(desk)

    assert (delivery.outcome, delivery.code) == (UNCLEAR, None)
    assert "No answer after the letter was handed over" in delivery.answer
    assert len(desk.taken) == 1


def test_a_line_that_breaks_before_the_letter_is_tried_again() -> None:
    delivery = sent_to(Desk(rcpt=DROP))

    assert (delivery.outcome, delivery.code) == (TEMPORARY, None)


GREETED = ("220 mail.example.org", "250 mail.example.org", "250 OK", "250 OK")


@pytest.mark.parametrize(
    ("script", "outcome", "code"),
    [
        (("554 no service for you",), PERMANENT, 554),
        (("421 too busy",), TEMPORARY, 421),
        ((None,), TEMPORARY, None),
        (("",), TEMPORARY, None),
        (("220 hello", "550 not you", "550 not you"), PERMANENT, 550),
        (("220 hello", "421 too busy", "421 too busy"), TEMPORARY, 421),
        (("220 hello", None), TEMPORARY, None),
        ((*GREETED, "451 not now"), TEMPORARY, 451),
        ((*GREETED, "554 no"), PERMANENT, 554),
        ((*GREETED, None), TEMPORARY, None),
        ((*GREETED, "354 go on", ""), UNCLEAR, None),
        ((*GREETED, "354 go on", "gibberish"), UNCLEAR, None),
        ((*GREETED, "354 go on", "250 OK", None), ACCEPTED, 250),
    ],
    ids=str,
)
def test_whatever_a_server_does_is_classified(
    script: tuple[str | None, ...], outcome: DeliveryOutcome, code: int | None
) -> None:
    with a_scripted_server(*script) as port:
        delivery = openly(port).hand_over(a_message())

    assert (delivery.outcome, delivery.code) == (outcome, code)


def test_a_server_that_is_away_is_tried_again() -> None:
    delivery = openly(a_free_port()).hand_over(a_message())

    assert (delivery.outcome, delivery.code) == (TEMPORARY, None)
    assert "ConnectionRefused" in delivery.answer


def test_one_wrong_address_does_not_hold_up_the_others() -> None:
    desk = Desk()
    addresses = [f"seat-{number}@example.org" for number in range(23)]
    addresses[7] = "seat-7@example.org,everyone@example.org"
    began = perf_counter()

    with a_mail_server(desk) as port:
        post = openly(port)
        outcomes = [post.hand_over(a_message(address=address)).outcome for address in addresses]

    assert outcomes.count(ACCEPTED) == 22
    assert outcomes[7] is PERMANENT
    assert desk.recipients == [address for address in addresses if "," not in address]
    # Apprise would wait 5.5 seconds between two letters.
    assert perf_counter() - began < 5


# Who is told of what came back, and who may decline


def head_of(desk: Desk, message: Message, **more: str) -> EmailMessage:
    with a_mail_server(desk) as port:
        Post(f"steer://127.0.0.1:{port}/?tls=none", SENDER, REPLY_TO, **more).hand_over(message)
    return message_from_bytes(desk.taken[-1], policy=default)  # type: ignore[return-value]


def test_only_news_may_be_declined() -> None:
    news = head_of(Desk(), a_message(occasion="plan_adopted"))
    summons = head_of(Desk(), a_message(occasion="second_summons"), unsubscribe_page="https://example.org/u")

    assert news["List-Unsubscribe"] == f"<mailto:{REPLY_TO}?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in news
    assert not any(name.startswith("List-") for name in summons.keys())  # noqa: SIM118 - a mail is no dict


def test_one_click_is_promised_only_where_a_page_takes_it() -> None:
    news = head_of(Desk(), a_message(occasion="plan_adopted"), unsubscribe_page="https://example.org/u")

    ways = news["List-Unsubscribe"].split(", ")
    assert ways == ["<https://example.org/u>", f"<mailto:{REPLY_TO}?subject=unsubscribe>"]
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_comes_back_goes_to_the_bounce_address() -> None:
    desk, ours = Desk(), Desk()

    head_of(desk, a_message(), bounces_to="bounces@example.org")
    head_of(ours, a_message())

    assert desk.senders == ["bounces@example.org"]
    assert ours.senders == ["office@example.org"]


# A line that is protected


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple:
    return a_certificate(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("way", ["steer", "steers"])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certified: tuple, way: str) -> None:
    context, _ = certified
    desk = Desk()
    options = {"tls_context": context} if way == "steer" else {"ssl_context": context}

    with a_mail_server(desk, **options) as port:
        delivery = a_post(f"{way}://127.0.0.1:{port}").hand_over(a_message())

    assert (delivery.outcome, delivery.code) == (TEMPORARY, None)
    assert "certificate of 127.0.0.1 is not trusted: self-signed certificate" in delivery.answer
    assert desk.taken == []


@pytest.mark.parametrize("way", ["steer", "steers"])
def test_a_county_may_vouch_for_its_own_server(certified: tuple, way: str) -> None:
    context, written = certified
    desk = Desk()
    options = {"tls_context": context} if way == "steer" else {"ssl_context": context}

    with a_mail_server(desk, **options) as port:
        delivery = a_post(f"{way}://127.0.0.1:{port}/?ca={written}").hand_over(a_message())

    assert delivery.outcome is ACCEPTED
    assert len(desk.taken) == 1


def test_nothing_is_sent_openly_when_the_protection_is_taken_away() -> None:
    desk = Desk()

    with a_mail_server(desk) as port:
        delivery = a_post(f"steer://127.0.0.1:{port}").hand_over(a_message())

    assert delivery.outcome is TEMPORARY
    assert "no STARTTLS" in delivery.answer
    assert desk.recipients == []


def test_the_office_signs_in(certified: tuple) -> None:
    context, written = certified
    desk = Desk()

    with a_mail_server(
        desk, tls_context=context, authenticator=knows("büro".encode().hex(), PASSWORD)
    ) as port:
        user = "büro".encode().hex()
        delivery = a_post(f"steer://{user}:{QUOTED}@127.0.0.1:{port}/?ca={written}").hand_over(a_message())

    assert delivery.outcome is ACCEPTED


def test_a_wrong_password_is_our_fault_and_not_the_letters(certified: tuple) -> None:
    context, written = certified

    with a_mail_server(Desk(), tls_context=context, authenticator=knows("office", "another")) as port:
        delivery = a_post(f"steer://office:{QUOTED}@127.0.0.1:{port}/?ca={written}").hand_over(a_message())

    assert (delivery.outcome, delivery.code) == (TEMPORARY, 535)


@pytest.mark.parametrize(
    "url",
    [
        f"steer://office:{QUOTED}@mail.example.org/?tls=none",
        f"steer://office:{QUOTED}%C3%BC@mail.example.org",
        f"steer://office:{QUOTED}@mail.example.org:99999",
        f"steer://office:{QUOTED}@mail.example.org/?tls=perhaps",
        f"steers://office:{QUOTED}@",
        f"mailto://office:{QUOTED}@example.org",
        f"json://office:{QUOTED}@example.org",
        f"{QUOTED}",
        f"folder://{QUOTED}",
        f"matrix://{QUOTED}@",
        "",
    ],
)
def test_a_channel_that_cannot_work_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(NotPostable) as refusal:
        a_post(url)

    told = f"{refusal.value} {refusal.value.facts} {refusal.value.__cause__}"
    assert refusal.value.code == "channel_refused"
    assert "sesame" not in told


def test_the_password_is_told_to_nobody(
    certified: tuple, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    logging.getLogger("apprise").setLevel(1)
    context, written = certified

    desk = Desk(rcpt=f"550 you are {PASSWORD}")
    with a_mail_server(desk, tls_context=context, authenticator=knows("office", PASSWORD)) as port:
        post = a_post(f"steer://office:{QUOTED}@127.0.0.1:{port}/?ca={written}")
        delivery = post.hand_over(a_message())
    with a_scripted_server(f"554 {PASSWORD}") as port:
        echoed = a_post(f"steer://office:{QUOTED}@127.0.0.1:{port}/").hand_over(a_message())

    captured = capfd.readouterr()
    # The server on the other side logs what it has said itself.
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    told = f"{post!r} {delivery!r} {echoed!r} {ours} {captured.out} {captured.err}"
    assert "sesame" not in told
    assert (delivery.code, delivery.answer) == (550, "you are ***")
    assert (echoed.code, echoed.answer) == (554, "***")


@pytest.mark.parametrize(
    "sender", ["office", "a@example.org, b@example.org", "A <a@example.org>\nBcc: b@example.org"]
)
def test_a_post_without_a_sender_is_refused_at_the_start(tmp_path: Path, sender: str) -> None:
    with pytest.raises(NotPostable):
        Post(f"folder://{tmp_path}", sender, REPLY_TO)
    with pytest.raises(NotPostable):
        Post(f"folder://{tmp_path}", SENDER, sender)


# A folder of letters


def test_a_letter_lies_in_the_folder_under_a_name_that_people_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "Briefe im März"

    delivery = a_post(f"folder://{folder}").hand_over(a_message())

    assert delivery.outcome is ACCEPTED
    (file,) = folder.iterdir()
    assert file.name == delivery.answer
    # Half past midnight in Soltau, though still the day before in London.
    assert file.name.startswith("2027-03-02_Mitglied-fuer-den-Kreiselternrat-Sued_invitation_")
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o777 == 0o600
    letter = message_from_bytes(file.read_bytes(), policy=default)
    assert letter["Subject"] == a_message().subject
    assert letter.get_body(("html",)) is not None


def test_a_repeat_doubles_nothing_in_the_folder(tmp_path: Path) -> None:
    post = a_post(f"folder://{tmp_path}")

    post.hand_over(a_message())
    (before,) = (file.read_bytes() for file in tmp_path.iterdir())
    post.hand_over(a_message())
    (after,) = (file.read_bytes() for file in tmp_path.iterdir())

    assert before == after


def test_letters_to_like_named_recipients_lie_side_by_side(tmp_path: Path) -> None:
    post = a_post(f"folder://{tmp_path}")

    post.hand_over(a_message(id="one"))
    post.hand_over(a_message(id="two"))

    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a" * 400, "…", 'x"; rm -rf /', "\u202etxt.exe"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "letters"

    delivery = a_post(f"folder://{folder}").hand_over(a_message(recipient=name, occasion="../.."))

    assert delivery.outcome is ACCEPTED
    assert [file.parent for file in tmp_path.rglob("*.eml")] == [folder]


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("not a folder")

    delivery = a_post(f"folder://{tmp_path / 'letters'}").hand_over(a_message())

    assert delivery.outcome is TEMPORARY
    assert "letters" in delivery.answer


def test_a_wrong_address_is_refused_in_a_folder_too(tmp_path: Path) -> None:
    delivery = a_post(f"folder://{tmp_path}").hand_over(a_message(address="a@example.org,b@example.org"))

    assert delivery.outcome is PERMANENT
    assert "Not one e-mail address" in delivery.answer
    assert list(tmp_path.iterdir()) == []


def test_a_letter_without_text_is_not_carried(tmp_path: Path) -> None:
    delivery = a_post(f"folder://{tmp_path}").hand_over(a_message(text="", subject=""))

    assert delivery == Delivery(
        outcome=PERMANENT, answer="The letter has no text.", channel=f"folder {tmp_path}"
    )


def test_a_simulated_letter_never_leaves_the_house(tmp_path: Path) -> None:
    desk = Desk()

    by_mail = sent_to(desk, a_message(is_simulated=True))
    by_folder = a_post(f"folder://{tmp_path}").hand_over(a_message(is_simulated=True))

    assert by_mail.outcome is PERMANENT
    assert "simulated" in by_mail.answer
    assert (desk.recipients, desk.taken) == ([], [])
    assert by_folder.outcome is ACCEPTED


# A chat


def test_every_chat_that_we_allow_is_one_that_apprise_knows() -> None:
    from apprise.manager_plugins import NotificationManager

    assert [chat for chat in CHATS if chat not in NotificationManager()] == []


def test_a_chat_that_is_away_is_tried_again_and_keeps_the_token() -> None:
    token = "sesame0123456789"

    delivery = a_post(f"ntfy://{token}@127.0.0.1:{a_free_port()}/topic?optional=yes&retry=3").hand_over(
        a_message()
    )

    assert (delivery.outcome, delivery.code) == (TEMPORARY, None)
    assert delivery.channel == "chat ntfy"
    assert token not in delivery.answer
