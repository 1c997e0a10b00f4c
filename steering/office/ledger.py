"""The ledger of deliveries: who was owed what, when it was handed over, and what the other side said."""

import hashlib
from pathlib import Path

from sqlmodel import Session, col, select

from models import Cycle, DeliveryAttempt, DeliveryOutcome, Masterplan, MasterplanVersion, Message
from steering.office.clock import day_of
from steering.office.database import reading
from steering.office.listing import put
from steering.office.opening import Office
from templates.document_facts.front import Front
from templates.document_facts.ledger import LedgerFacts, LedgerRow
from templates.ledgers import write_ledger
from templates.pdf import to_pdf
from templates.phrases import phrase

_TAKEN = (DeliveryOutcome.ACCEPTED, DeliveryOutcome.UNCLEAR)


def ledger(office: Office, cycle: Cycle, *, about: str = "", title: str = "") -> LedgerFacts:
    """All letters of a revision, or those about one subject: a question, a meeting."""
    with reading(office.archive.database) as session:
        letters = _letters(session, cycle, about)
        attempts = _attempts(session, cycle)
        front = _front(office, session, cycle)
    numbers = {letter.id: number for number, letter in enumerate(letters, start=1)}
    rows = tuple(_row(letter, attempts.get(letter.id, []), numbers) for letter in letters)
    told = phrase("ledger.about", title=title) if title else phrase("ledger.everything")
    return LedgerFacts(front=front, about=told, made_at=office.now, rows=rows)


def lay_down_ledger(facts: LedgerFacts, folder: Path, *, with_pdf: bool) -> list[Path]:
    """The ledger as files; it names functions and never addresses."""
    html = write_ledger(facts)
    place = folder / f"{phrase('ledger.file')}-{day_of(facts.made_at).isoformat()}.html"
    put(place, html.encode())
    if not with_pdf:
        return [place]
    pdf = place.with_suffix(".pdf")
    title = phrase("ledger.title", region=facts.front.region_title)
    put(pdf, to_pdf(html, title=title, language="de", created_on=day_of(facts.made_at)))
    return [place, pdf]


def _letters(session: Session, cycle: Cycle, about: str) -> list[Message]:
    query = select(Message).where(Message.cycle_id == cycle.id)
    if about:
        # The name of a letter names what it is about.
        query = query.where(col(Message.id).contains(f"/{about}/", autoescape=True))
    found = list(session.exec(query.order_by(col(Message.owed_at), col(Message.id))))
    # A letter that tells others belongs to each of them.
    telling = {each.merged_into for each in found if each.merged_into} - {each.id for each in found}
    if telling:
        found += session.exec(select(Message).where(col(Message.id).in_(telling)))
    return found


def _attempts(session: Session, cycle: Cycle) -> dict[str, list[DeliveryAttempt]]:
    query = (
        select(DeliveryAttempt)
        .join(Message, col(Message.id) == col(DeliveryAttempt.message_id))
        .where(Message.cycle_id == cycle.id)
        .order_by(col(DeliveryAttempt.number))
    )
    found: dict[str, list[DeliveryAttempt]] = {}
    for attempt in session.exec(query):
        found.setdefault(attempt.message_id, []).append(attempt)
    return found


def _row(letter: Message, attempts: list[DeliveryAttempt], numbers: dict[str, int]) -> LedgerRow:
    taken = [each for each in attempts if each.outcome in _TAKEN]
    last = (taken or attempts)[-1] if attempts else None
    return LedgerRow(
        number=numbers[letter.id],
        recipient=letter.recipient,
        subject=letter.subject,
        owed_at=letter.owed_at,
        state=letter.state,
        handed_over_at=taken[-1].at if taken else None,
        attempts_count=len(attempts),
        code=last.code if last else None,
        answer=last.answer if last else "",
        mail_id=letter.mail_id,
        text_sha256=hashlib.sha256(letter.text.encode()).hexdigest(),
        told_in=numbers.get(letter.merged_into or ""),
    )


def _front(office: Office, session: Session, cycle: Cycle) -> Front:
    version = session.get_one(MasterplanVersion, cycle.target_version_id)
    return Front(
        region_title=office.profile.region.title,
        plan_title=session.get_one(Masterplan, version.masterplan_id).title,
        plan_label=version.label,
        round_number=1,
        on_date=office.today,
        is_simulated=cycle.is_simulated,
    )
