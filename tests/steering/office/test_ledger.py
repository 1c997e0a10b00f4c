"""The proof of delivery: complete, printable, and without a single address."""

import hashlib
from dataclasses import replace

import pikepdf
import pytest

from models import DeliveryOutcome, Message
from steering.delivery import Delivery
from steering.office.dispatch import dispatch
from steering.office.ledger import lay_down_ledger, ledger
from steering.office.opening import Office
from templates.ledgers import write_ledger
from tests.steering.office.an_office import asked, later, the_cycle, the_gate
from tests.templates.pages import faults


class Answering:
    """A server that takes everything and says so."""

    def hand_over(self, _message: Message) -> Delivery:
        return Delivery(
            outcome=DeliveryOutcome.ACCEPTED, code=250, answer="2.0.0 Queued as 4711", channel="smtp"
        )


@pytest.fixture
def told(office: Office) -> Office:
    """An office that has asked a committee and told it."""
    asked(office, "collect_data")
    tomorrow = replace(later(office, 1), post=Answering())  # type: ignore[arg-type]
    dispatch(tomorrow)
    return tomorrow


def test_every_letter_stands_in_it_with_time_code_answer_and_hash(told: Office) -> None:
    letters = told.archive.messages()

    rows = ledger(told, the_cycle(told)).rows

    assert [row.number for row in rows] == list(range(1, len(letters) + 1))
    assert {row.mail_id for row in rows} == {each.mail_id for each in letters}
    assert {(row.code, row.answer, row.handed_over_at) for row in rows} == {
        (250, "2.0.0 Queued as 4711", told.now)
    }
    texts = {each.mail_id: each.text for each in letters}
    assert all(row.text_sha256 == hashlib.sha256(texts[row.mail_id].encode()).hexdigest() for row in rows)


def test_it_can_be_asked_for_one_question(told: Office) -> None:
    about = the_gate(told, "quality_release")
    asked_in = {each.mail_id for each in told.archive.messages() if each.occasion == "gate_opened"}

    rows = ledger(told, the_cycle(told), about=about.id, title=about.question).rows

    assert {row.mail_id for row in rows} == asked_in
    assert len(rows) < len(told.archive.messages())


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_is_accessible_and_names_functions_only(told: Office, language: str) -> None:
    facts = ledger(told, the_cycle(told))

    page = write_ledger(facts, language=language)

    assert faults(page) == []
    assert all(row.recipient in page for row in facts.rows)
    assert not any(each.address in page for each in told.archive.messages())


def test_it_is_laid_down_as_page_and_pdf(told: Office, tmp_path) -> None:
    written = lay_down_ledger(ledger(told, the_cycle(told)), tmp_path, with_pdf=True)

    assert [place.suffix for place in written] == [".html", ".pdf"]
    with pikepdf.open(written[1]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("de")
