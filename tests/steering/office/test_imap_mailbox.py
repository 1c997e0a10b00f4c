"""Returned mail on an IMAP server: over TLS only, marked only after it was kept, and safe to interrupt."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from models import DeliveryReport, Message, MessageState
from steering.errors import BadUsage, OutsideFailed, SteeringError
from steering.office.imap_mailbox import AT_ONCE, Mailbox, folder_name, mailbox_of
from steering.office.opening import Office
from steering.office.previewing import tried
from steering.office.returns import ReadBack, read_mailbox
from steering.office.settings import Settings
from tests.steering import returned_mails as mails
from tests.steering.office.an_office import whole
from tests.steering.office.desk_letters import owe
from tests.steering.office.imap_servers import FOLDER, PASSWORD, USER, Folder, an_imap_server
from tests.steering.office.mail_servers import a_certificate, a_free_port


@pytest.fixture
def letter(office: Office) -> Message:
    """A letter that has gone, and to which reports refer."""
    (sent,) = owe(office, "gate_opened", address=mails.TO, mail_id=mails.OUR_ID)
    with office.writing() as tx:
        record = tx.get(Message, sent.id)
        record.state, record.ended_at = MessageState.SENT, office.now
    return record


def a_folder(**more: object) -> Folder:
    """A bounce, a person's answer, an automatic reply, and one that was read before."""
    kept = {3: mails.POSTFIX, 4: mails.A_PERSON, 7: mails.VACATION, 9: mails.DELAYED}
    return Folder(mails=kept, seen={9}, **more)  # type: ignore[arg-type]


class Post:
    """A running server, and how it is reached."""

    def __init__(self, port: int, trusted: ssl.SSLContext) -> None:
        self.port, self.trusted = port, trusted

    def at(self, *, scheme: str = "imaps", folder: str = FOLDER, password: str = PASSWORD) -> Mailbox:
        return mailbox_of(
            Settings(
                mailbox_url=f"{scheme}://{USER}@127.0.0.1:{self.port}/{quote(folder)}",
                mailbox_password=SecretStr(password),
            )
        )

    def read(self, office: Office, **more: object) -> ReadBack:
        return read_mailbox(office, self.at(), context=self.trusted, **more)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Folder, tmp_path: Path, *, is_safe: bool = True) -> Iterator[Post]:
    context, certificate = a_certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(certificate))
    with an_imap_server(folder, context, is_safe=is_safe) as port:
        yield Post(port, trusted)


def reports(office: Office) -> list[DeliveryReport]:
    return office.archive.read([DeliveryReport], region_key=office.region_key).all(DeliveryReport)


def refused(act: object, *args: object, **more: object) -> SteeringError:
    with pytest.raises(SteeringError) as refusal:
        act(*args, **more)  # type: ignore[operator]
    return refusal.value


def test_what_came_back_is_kept_and_marked_and_what_a_person_wrote_stays_unread(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    folder = a_folder()

    with serving(folder, tmp_path) as post:
        first = post.read(office)
        before = whole(office)
        second = post.read(office)

    assert [each.id for each in first.bounced] == [letter.id]
    assert (sum(first.kinds.values()), first.for_people) == (2, 1)
    assert folder.seen == {3, 7, 9}
    assert (sum(second.kinds.values()), second.known, second.for_people) == (0, 0, 1)
    assert whole(office) == before
    assert not any(PASSWORD in entry.details for entry in office.archive.audit_trail())


def test_a_dry_run_looks_only(office: Office, letter: Message, tmp_path: Path) -> None:
    folder, before = a_folder(), whole(office)

    with serving(folder, tmp_path) as post:
        found = tried(office, lambda inside: post.read(inside, is_only_looked=True))

    assert [each.id for each in found.bounced] == [letter.id]
    assert whole(office) == before
    assert folder.seen == {9}
    assert folder.readonly


def test_whoever_dies_before_the_mark_reads_it_again_and_changes_nothing(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    folder = a_folder(hangs_up_at="UID STORE")

    with serving(folder, tmp_path) as post:
        broken = refused(post.read, office)
        kept, before = reports(office), whole(office)
        folder.hangs_up_at = ""
        again = post.read(office)

    assert broken.code == "mailbox_not_reached"
    assert len(kept) == 2
    assert (again.known, sum(again.kinds.values())) == (2, 0)
    assert whole(office) == before
    assert folder.seen == {3, 7, 9}


def test_what_could_not_be_kept_is_not_marked(office: Office, letter: Message, tmp_path: Path) -> None:
    folder = a_folder(hangs_up_at="UID FETCH 7")

    with serving(folder, tmp_path) as post:
        refused(post.read, office)

    assert reports(office) == []
    assert folder.seen == {9}


def test_many_mails_are_kept_a_few_at_a_time(office: Office, letter: Message, tmp_path: Path) -> None:
    many = {number: mails.VACATION + f"\n{number}".encode() for number in range(1, 2 * AT_ONCE + 8)}
    folder = Folder(mails=many)

    with serving(folder, tmp_path) as post:
        post.read(office)

    marks = [each for each in folder.heard if each.startswith("UID STORE")]
    assert [len(each.split()[2].split(",")) for each in marks] == [AT_ONCE, AT_ONCE, 7]
    assert folder.seen == set(many)
    assert len(reports(office)) == len(many)


def test_a_server_without_tls_never_hears_the_password(office: Office, tmp_path: Path) -> None:
    folder = a_folder(has_starttls=False)

    with serving(folder, tmp_path, is_safe=False) as post:
        broken = refused(read_mailbox, office, post.at(scheme="imap"), context=post.trusted)

    assert broken.code == "mailbox_not_reached"
    assert not any("LOGIN" in each for each in folder.heard)


def test_starttls_comes_before_the_sign_in(office: Office, letter: Message, tmp_path: Path) -> None:
    folder = a_folder()

    with serving(folder, tmp_path, is_safe=False) as post:
        found = read_mailbox(office, post.at(scheme="imap"), context=post.trusted)

    assert len(found.bounced) == 1
    names = [each.split()[0] for each in folder.heard]
    assert names.index("STARTTLS") < names.index("LOGIN")


def test_a_server_that_offers_it_gets_the_password_in_the_way_that_takes_every_sign(
    office: Office, letter: Message, tmp_path: Path
) -> None:
    folder = a_folder(more=" AUTH=PLAIN")

    with serving(folder, tmp_path) as post:
        found = post.read(office)
        broken = refused(read_mailbox, office, post.at(password="Ünsinn"), context=post.trusted)

    assert len(found.bounced) == 1
    assert broken.code == "mailbox_login"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("INBOX", "INBOX"),
        ("Zurück & da", "Zur&APw-ck &- da"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),  # the example of the RFC
    ],
)
def test_a_folder_is_called_as_the_protocol_writes_it(title: str, written: str) -> None:
    assert folder_name(title) == written


def test_a_certificate_that_nobody_vouches_for_is_refused(office: Office, tmp_path: Path) -> None:
    folder = a_folder()

    with serving(folder, tmp_path) as post:
        broken = refused(read_mailbox, office, post.at())

    assert isinstance(broken, OutsideFailed)
    assert broken.code == "mailbox_not_reached"
    assert folder.heard == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"password": "wrong"}, "mailbox_login"), ({"folder": "Nowhere"}, "mailbox_folder")],
)
def test_what_the_server_refuses_is_told_without_the_password(
    office: Office, tmp_path: Path, changes: dict[str, str], code: str
) -> None:
    with serving(a_folder(), tmp_path) as post:
        broken = refused(read_mailbox, office, post.at(**changes), context=post.trusted)  # type: ignore[arg-type]

    assert broken.code == code
    assert "wrong" not in str(broken.facts["mailbox"])
    assert PASSWORD not in repr(broken) + repr(broken.facts)


def test_nobody_at_the_other_end_is_an_outside_failure(office: Office) -> None:
    nowhere = Post(a_free_port(), ssl.create_default_context())

    assert refused(nowhere.read, office).code == "mailbox_not_reached"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (None, "mailbox_not_set"),
        ("imaps://u:secret@imap.example.org/INBOX", "mailbox_unreadable"),
        ("imaps://imap.example.org/INBOX", "mailbox_unreadable"),
        ("pop3://u@imap.example.org/INBOX", "mailbox_unreadable"),
        ("imaps://u@imap.example.org:port/INBOX", "mailbox_unreadable"),
        ("imaps://u@imap.example.org/INBOX", "mailbox_without_password"),
    ],
)
def test_a_mailbox_that_is_not_wholly_set_is_refused_by_name(url: str | None, code: str) -> None:
    with pytest.raises(BadUsage) as refusal:
        mailbox_of(Settings(mailbox_url=url))

    assert refusal.value.code == code
    assert "secret" not in str(refusal.value)


def test_the_password_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("pass word\n", "utf-8")
    url = "imaps://u%40example.org@imap.example.org"

    found = mailbox_of(Settings(mailbox_url=url, mailbox_password_file=file))
    missing = refused(mailbox_of, Settings(mailbox_url=url, mailbox_password_file=tmp_path / "nothing"))

    assert found.password.get_secret_value() == "pass word"
    assert (found.user, found.port, found.folder) == ("u@example.org", 993, "INBOX")
    assert "pass word" not in repr(found) + found.title
    assert missing.code == "mailbox_password_unreadable"
