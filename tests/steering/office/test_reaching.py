"""A member may have a chat of their own: it learns the subject and the link, and costs nobody a letter."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from models import DeliveryAttempt, DeliveryOutcome, Message, MessageState
from steering.errors import BadProfile
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.profile import read_members
from tests.steering.office.an_office import later, the_cycle
from tests.steering.office.desk_letters import owe
from tests.steering.office.mail_servers import a_free_port

TOKEN = "tk_sesame0123456789"
HEAD = "seat;role;title;address;language;from;to;channel;instead_of_mail\n"
SECRET_TEXT = "Guten Tag,\n\nder nicht öffentliche Inhalt.\n"


@contextmanager
def a_chat(status: int = 200) -> Iterator[tuple[int, list[str]]]:
    """A chat server on loopback; gives its port and what it was told."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_said: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def with_member(office: Office, folder: Path, port: int, *, instead: str) -> Office:
    """The office with a private list in which one member has a chat."""
    url = f"ntfy://{TOKEN}@127.0.0.1:{port}/topic"
    seat = "heidekreis/strategy_group/07"
    place = folder / "members.csv"
    place.write_text(
        f"{HEAD}{seat};member;Mitglied;member@example.org;de;2026-01-01;;{url};{instead}\n", "utf-8"
    )
    return later(replace(office, settings=office.settings.model_copy(update={"members": place})), 1)


def only_mine(office: Office, occasion: str) -> Message:
    """One letter is owed, and no other."""
    with office.writing() as tx:
        for each in office.archive.messages():
            record = tx.get(Message, each.id)
            record.state, record.ended_at = MessageState.CANCELLED, office.now
    return owe(office, occasion, text=SECRET_TEXT)[0]


def attempts(office: Office) -> list[tuple[str, DeliveryOutcome]]:
    found = sorted(office.read(the_cycle(office)).all(DeliveryAttempt), key=lambda each: each.number)
    assert TOKEN not in repr(found)
    return [(each.channel.split()[0], each.outcome) for each in found]


def mails(office: Office) -> int:
    return len(list(office.settings.outbox.glob("*.eml")))


ACCEPTED, TEMPORARY = DeliveryOutcome.ACCEPTED, DeliveryOutcome.TEMPORARY


def test_a_chat_besides_mail_learns_the_subject_and_the_link_only(office: Office, tmp_path: Path) -> None:
    letter = only_mine(office, "gate_opened")
    with a_chat() as (port, heard):
        mine = with_member(office, tmp_path, port, instead="")
        dispatch(mine)

    (told,) = map(json.loads, heard)
    assert (told["title"], told["message"]) == (letter.subject, letter.link)
    assert "nicht öffentliche" not in heard[0]
    assert mails(mine) == 1
    assert attempts(mine) == [("folder", ACCEPTED), ("chat", ACCEPTED)]


def test_a_chat_instead_of_mail_is_enough_for_what_the_law_does_not_demand(
    office: Office, tmp_path: Path
) -> None:
    only_mine(office, "review_requested")
    with a_chat() as (port, heard):
        mine = with_member(office, tmp_path, port, instead="yes")
        dispatch(mine)

    assert (len(heard), mails(mine)) == (1, 0)
    assert attempts(mine) == [("chat", ACCEPTED)]


def test_what_the_law_demands_goes_by_mail_all_the_same(office: Office, tmp_path: Path) -> None:
    only_mine(office, "second_summons")
    with a_chat() as (port, heard):
        mine = with_member(office, tmp_path, port, instead="yes")
        dispatch(mine)

    assert (len(heard), mails(mine)) == (1, 1)


@pytest.mark.parametrize("fault", ["away", "refuses"])
def test_what_a_chat_does_not_take_goes_by_mail(office: Office, tmp_path: Path, fault: str) -> None:
    letter = only_mine(office, "review_requested")
    with a_chat(500) as (port, _heard):
        at = port if fault == "refuses" else a_free_port()
        mine = with_member(office, tmp_path, at, instead="yes")
        dispatch(mine)

    assert mails(mine) == 1
    assert mine.archive.find(Message, letter.id).state is MessageState.SENT
    assert attempts(mine) == [("folder", ACCEPTED), ("chat", TEMPORARY)]


def test_a_chat_that_fails_besides_mail_changes_nothing(office: Office, tmp_path: Path) -> None:
    letter = only_mine(office, "gate_opened")

    mine = with_member(office, tmp_path, a_free_port(), instead="")
    dispatch(mine)

    assert mine.archive.find(Message, letter.id).state is MessageState.SENT
    assert attempts(mine) == [("folder", ACCEPTED), ("chat", TEMPORARY)]


@pytest.mark.parametrize("url", [f"mailto://{TOKEN}@example.org", f"json://{TOKEN}", TOKEN, f"ntfy{TOKEN}"])
def test_a_channel_that_is_not_allowed_is_refused_without_its_token(url: str) -> None:
    row = f"{HEAD}heidekreis/strategy_group/07;member;Mitglied;member@example.org;de;2026-01-01;;{url};\n"

    with pytest.raises(BadProfile) as refusal:
        read_members(row.encode())

    (fault,) = refusal.value.facts["faults"]
    assert (fault.field, fault.code) == ("channel", "channel_bad")
    assert "sesame" not in repr(fault)


def test_a_list_without_the_columns_is_read_as_before() -> None:
    row = "seat;role;title;address;language;from;to\nheidekreis/a/01;member;M;m@example.org;de;2026-01-01;\n"

    (member,) = read_members(row.encode())

    assert (member.channel, member.is_instead_of_mail) == ("", False)
    assert "ntfy" not in repr(member)
