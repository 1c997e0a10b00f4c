"""Digests of what the checks found: one letter per owner and one to the office, written when due."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models import (
    Message,
    Organisation,
    QualityAct,
    QualityCare,
    QualityEvent,
    QualityFinding,
    QualityTold,
    RequestKind,
    Severity,
    Source,
)
from models.columns import key
from steering.addressees import Addressee, coordinator, owner
from steering.office.archive import Transaction
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.quality_keeping import keep_told
from steering.office.seat_letters import own_frame
from steering.office.warnings import DAYS_TO_MEND
from steering.quality_digest import Digest, Group, Known, digest_for, responsible
from steering.records import Records
from steering.written_letters import Sheet, written
from templates.occasions import Occasion
from templates.occasions_quality import DataDigest, FindingsTold
from templates.phrases import phrase
from templates.rules import shows_only_places

BETWEEN_CHECKS = "data"
REPORT = "data/index.html"
_PARTS = ("collect_data",)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What was owed in letters."""

    letters: tuple[Message, ...] = ()

    @property
    def count(self) -> int:
        """How many letters are new."""
        return len(self.letters)


def due_digests(office: Office) -> list[tuple[Digest, Message]]:
    """The digests that are due today with their letters; nothing is kept."""
    records = office.archive.read(
        [QualityFinding, QualityCare, QualityEvent, QualityTold, Organisation, Source],
        region_key=office.region_key,
    )
    known = known_of(records)
    findings = [each for each in records.all(QualityFinding) if each.suite_key in _PARTS]
    made = []
    for to, mine in _recipients(office, records, findings, known):
        digest = digest_for(to.id, mine, known, office.today)
        if digest is not None:
            made.append((digest, _letter(office, records, to, digest)))
    return made


def owe_digests(office: Office) -> Owed:
    """Owe the letters that are due, each with what it tells noted: nothing is told twice."""
    due = due_digests(office)
    if not due:
        return Owed()
    owed = []
    with office.writing() as tx:
        for digest, letter in due:
            if _is_told(tx, digest):
                continue
            if tx.owe([letter]):
                owed.append(letter)
                for event_id in digest.event_ids:
                    keep_told(tx, event_id, digest.recipient_id, letter.id)
        if owed:
            facts = {"letters": len(owed), "recipients": sorted(each.recipient for each in owed)}
            tx.enter("quality.digest", office.region_key, facts)
    return Owed(letters=tuple(owed))


def _is_told(tx: Transaction, digest: Digest) -> bool:
    """Whether somebody else told it meanwhile."""
    told = (tx.session.get(QualityTold, (each, digest.recipient_id)) for each in digest.event_ids)
    return any(each is not None for each in told)


def known_of(records: Records) -> Known:
    """What the archive knows of findings, laid out for the rules."""
    events: dict[str, list[QualityEvent]] = {}
    for event in records.all(QualityEvent):
        events.setdefault(event.finding_id, []).append(event)
    told: dict[str, set[str]] = {}
    last: dict[str, date] = {}
    for each in records.all(QualityTold):
        told.setdefault(each.recipient_id, set()).add(each.event_id)
        if f"/{Occasion.DATA_DIGEST}/" in each.message_id:
            day = day_of(each.told_at)
            last[each.recipient_id] = max(day, last.get(each.recipient_id, day))
    return Known(
        cares={care.finding_id: care for care in records.all(QualityCare)},
        events=events,
        told=told,
        last_told_on=last,
    )


def _recipients(
    office: Office, records: Records, findings: list[QualityFinding], known: Known
) -> Iterable[tuple[Addressee, list[QualityFinding]]]:
    """The office with all findings, and every other owner with those that are its own."""
    yield coordinator(office.sender), findings
    organisations = records.by_id(Organisation)
    own = office.sender.address.casefold()
    mine: dict[str, list[QualityFinding]] = {}
    for finding in findings:
        mine.setdefault(responsible(finding, known.cares.get(finding.id)), []).append(finding)
    for identity, found in sorted(mine.items()):
        organisation = organisations.get(identity)
        # Whoever reads the letters of the office need not read them twice.
        if organisation is not None and organisation.address and organisation.address.casefold() != own:
            yield owner(organisation, RequestKind.DELIVERY), found


def _letter(office: Office, records: Records, to: Addressee, digest: Digest) -> Message:
    titles = {source.key: source.title for source in records.all(Source)}
    facts = DataDigest(
        recipient=to.as_what,
        groups=tuple(_told(group, titles, to.language) for group in digest.groups),
        resolved=tuple(_told(group, titles, to.language) for group in digest.resolved),
        due_on=office.due(DAYS_TO_MEND),
        **{**own_frame(office), "link": f"{office.sender.base_url.rstrip('/')}/{REPORT}"},  # type: ignore[arg-type]
    )
    # The letter is about these events: a repeat after a crash is the same letter.
    about = hashlib.sha256("+".join(sorted(digest.event_ids)).encode()).hexdigest()[:16]
    sheet = Sheet(
        identity=key(office.region_key, BETWEEN_CHECKS, facts.occasion, about, to.id),
        stage_key=BETWEEN_CHECKS,
        now=office.now,
        mail_domain=office.sender.mail_domain,
        title=phrase("title.data_digest", to.language),
    )
    return written(sheet, to, facts)


def _told(group: Group, titles: Mapping[str, str], language: str) -> FindingsTold:
    first = group.items[0].finding
    table = titles.get(group.source_key) or phrase("data.all_sources", language)
    # A wording that shows figures could give away what a table keeps secret.
    is_safe = shows_only_places(group.rule_key)
    what = first.what if is_safe else phrase("data.places_differ", language, count=group.rows_count)
    return FindingsTold(
        table=table,
        what=what,
        mend=first.mend,
        findings_count=len(group.items),
        rows_count=group.rows_count,
        is_critical=group.severity is Severity.CRITICAL,
        is_back=any(item.act is QualityAct.RETURNED for item in group.items),
    )
