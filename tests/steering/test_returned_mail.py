"""What comes back after a letter is told in five facts, and never taken for an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import ReportKind
from steering.returned_mail import Returned, read_returned
from tests.steering import returned_mails as mails
from tests.steering.returned_mails import OUR_ID, TO

BOUNCED, DELAYED = ReportKind.BOUNCED, ReportKind.DELAYED
DELIVERED, AUTO_REPLY, UNKNOWN = ReportKind.DELIVERED, ReportKind.AUTO_REPLY, ReportKind.UNKNOWN


def read(content: bytes) -> Returned:
    found = read_returned(content)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("mail", "kind", "code"),
    [
        ("POSTFIX", BOUNCED, "5.1.1"),
        ("WHOLE_LETTER", BOUNCED, "5.2.2"),
        ("EXCHANGE", BOUNCED, "5.1.10"),
        ("DELAYED", DELAYED, "4.4.1"),
        ("EXPIRED", BOUNCED, "4.4.7"),
        ("DELIVERED", DELIVERED, "2.0.0"),
        ("RELAYED", DELIVERED, "2.1.9"),
        ("CAPITALS", BOUNCED, "5.7.1"),
        ("QMAIL", BOUNCED, "5.1.1"),
        ("EXIM", BOUNCED, ""),
        ("STILL_TRYING", DELAYED, "4.2.0"),
        ("VACATION", AUTO_REPLY, ""),
        ("OLD_VACATION", AUTO_REPLY, ""),
        ("READ", ReportKind.READ, ""),
        ("COMPLAINT", ReportKind.COMPLAINT, ""),
        ("LOOP", BOUNCED, "5.4.6"),
    ],
)
def test_a_report_names_its_kind_its_letter_its_mailbox_and_its_code(
    mail: str, kind: ReportKind, code: str
) -> None:
    found = read(getattr(mails, mail))

    assert (found.kind, found.code) == (kind, code)
    assert found.about == (OUR_ID,)
    assert found.address.lower() == TO


@pytest.mark.parametrize("mail", ["NO_FIELDS", "HUGE", "MALFORMED", "DEEP", "NO_BOUNDARY", "ODD_CHARSET"])
def test_what_cannot_be_understood_harms_nobody(mail: str) -> None:
    found = read_returned(getattr(mails, mail))

    assert found is None or found.kind in {UNKNOWN, BOUNCED}
    assert found is None or len(found.answer) <= 300


def test_what_the_other_side_said_is_kept_in_short() -> None:
    assert read(mails.POSTFIX).answer.startswith("550 5.1.1 <[address]>")
    assert read(mails.QMAIL).answer == "Sorry, no mailbox here by that name. (#5.1.1)"


@pytest.mark.parametrize("mail", ["VACATION", "OLD_VACATION"])
def test_what_somebody_writes_about_their_absence_is_not_kept(mail: str) -> None:
    assert read(getattr(mails, mail)).answer == ""


def test_what_a_person_wrote_is_left_for_a_person() -> None:
    assert read_returned(mails.A_PERSON) is None


@given(content=st.binary(max_size=2_000), at=st.integers(0, 600))
def test_no_bytes_stop_the_reading(content: bytes, at: int) -> None:
    read_returned(content)
    read_returned(mails.POSTFIX[:at] + content + mails.POSTFIX[at:])
    read_returned(mails.QMAIL[:at] + content)
