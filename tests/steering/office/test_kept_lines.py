"""A line that stays open for several letters: faster, and still one answer per letter."""

# ruff: noqa: ARG002, N802 - the names and the arguments of the hooks are the server's.

import pytest

from models import DeliveryOutcome
from steering.delivery import Delivery
from steering.office import mail_lines, mail_server
from steering.office.mail_lines import keeping_lines
from steering.office.post import Post
from tests.steering.office.letters import REPLY_TO, SENDER, a_message
from tests.steering.office.mail_servers import DROP, Desk, a_mail_server

ACCEPTED, TEMPORARY = DeliveryOutcome.ACCEPTED, DeliveryOutcome.TEMPORARY
PERMANENT, UNCLEAR = DeliveryOutcome.PERMANENT, DeliveryOutcome.UNCLEAR


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = mail_server.MailServer.__init__.__kwdefaults__
    monkeypatch.setitem(defaults, "timeout_seconds", 2)
    monkeypatch.setitem(defaults, "answer_seconds", 1)


class Counting(Desk):
    """A desk that counts who calls."""

    calls = 0
    resets = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        type(self).calls += 1
        session.host_name = hostname
        return responses

    async def handle_RSET(self, server, session, envelope):
        type(self).resets += 1
        return "250 OK"


@pytest.fixture
def desk() -> Counting:
    Counting.calls = Counting.resets = 0
    return Counting()


def a_post(port: int) -> Post:
    return Post(f"steer://127.0.0.1:{port}/?tls=none", SENDER, REPLY_TO)


def sent_over(port: int, *addresses: str) -> list[Delivery]:
    post = a_post(port)
    with keeping_lines():
        return [post.hand_over(a_message(address=address)) for address in addresses]


def test_one_line_carries_several_letters_each_in_a_transaction_of_its_own(desk: Counting) -> None:
    addresses = [f"seat-{number}@example.org" for number in range(5)]

    with a_mail_server(desk) as port:
        deliveries = sent_over(port, *addresses)

    assert [each.outcome for each in deliveries] == [ACCEPTED] * 5
    assert desk.recipients == addresses
    assert (desk.calls, desk.resets) == (1, 4)


def test_without_being_asked_no_line_is_kept(desk: Counting) -> None:
    with a_mail_server(desk) as port:
        post = a_post(port)
        for _ in range(3):
            post.hand_over(a_message())

    assert desk.calls == 3


def test_a_refused_recipient_does_not_cost_the_line(desk: Counting) -> None:
    desk.rcpt = "550 5.1.1 nobody here"

    with a_mail_server(desk) as port:
        post = a_post(port)
        with keeping_lines():
            refused = post.hand_over(a_message())
            desk.rcpt = "250 OK"
            taken = post.hand_over(a_message())

    assert (refused.outcome, refused.code) == (PERMANENT, 550)
    assert taken.outcome is ACCEPTED
    assert desk.calls == 1


def test_a_line_that_breaks_after_a_letter_leaves_it_unclear_and_the_next_one_goes_anew(
    desk: Counting,
) -> None:
    with a_mail_server(desk) as port:
        post = a_post(port)
        with keeping_lines():
            post.hand_over(a_message())
            desk.data = DROP
            unclear = post.hand_over(a_message())
            desk.data = "250 OK"
            taken = post.hand_over(a_message())

    assert unclear.outcome is UNCLEAR
    assert taken.outcome is ACCEPTED
    # The unclear letter was not sent again on a new line: that is for the outbox to decide.
    assert len(desk.taken) == 3
    assert desk.calls == 2


def test_a_line_that_was_closed_in_the_meantime_costs_no_letter(desk: Counting) -> None:
    with a_mail_server(desk) as port:
        post = a_post(port)
        with keeping_lines():
            post.hand_over(a_message())
            desk.rcpt = DROP
            broken = post.hand_over(a_message())
            desk.rcpt = "250 OK"
            taken = post.hand_over(a_message())

    # Broken twice, on the kept line and on a new one: tried again later, nothing was sent.
    assert (broken.outcome, broken.code) == (TEMPORARY, None)
    assert taken.outcome is ACCEPTED
    assert len(desk.taken) == 2


class Parting(Counting):
    """A server that ends the conversation after each letter."""

    async def handle_RSET(self, server, session, envelope):
        return "421 4.7.0 too many letters"


def test_a_server_that_says_goodbye_between_two_letters_is_called_again() -> None:
    Counting.calls = 0
    desk = Parting()

    with a_mail_server(desk) as port:
        deliveries = sent_over(port, "one@example.org", "two@example.org", "three@example.org")

    assert [each.outcome for each in deliveries] == [ACCEPTED] * 3
    assert len(desk.taken) == 3
    assert Parting.calls == 3


def test_a_line_is_renewed_after_so_many_letters(desk: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_lines, "LETTERS_PER_LINE", 2)

    with a_mail_server(desk) as port:
        deliveries = sent_over(port, *[f"seat-{number}@example.org" for number in range(5)])

    assert [each.outcome for each in deliveries] == [ACCEPTED] * 5
    assert desk.calls == 3


def test_a_line_without_its_protection_is_never_kept(desk: Counting) -> None:
    with a_mail_server(desk) as port:
        post = Post(f"steer://127.0.0.1:{port}", SENDER, REPLY_TO)
        with keeping_lines():
            deliveries = [post.hand_over(a_message()) for _ in range(2)]

    assert [each.outcome for each in deliveries] == [TEMPORARY] * 2
    assert all("no STARTTLS" in each.answer for each in deliveries)
    assert desk.recipients == []


class Full(Counting):
    """A server that takes ten letters in one conversation."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if len(self.taken) >= 10:
            return "452 4.5.3 Too many messages"
        return await super().handle_RCPT(server, session, envelope, address, options)


def test_a_server_that_has_enough_keeps_what_it_took_and_gets_the_rest_later() -> None:
    desk = Full()

    with a_mail_server(desk) as port:
        deliveries = sent_over(port, *[f"seat-{number}@example.org" for number in range(23)])

    assert [each.outcome for each in deliveries] == [ACCEPTED] * 10 + [TEMPORARY] * 13
    assert {each.code for each in deliveries[10:]} == {452}
    assert len(desk.taken) == 10
