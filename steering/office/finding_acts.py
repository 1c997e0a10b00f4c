"""What people do about a quality finding: each act is kept with its event and its audit entry."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlmodel import col, func, select

from models import Organisation, QualityAct, QualityCare, QualityEvent, QualityFinding
from models.columns import key
from steering.errors import NotThere
from steering.finding_care import acknowledge as acknowledged
from steering.finding_care import assign as assigned
from steering.finding_care import release as released
from steering.finding_care import snooze as snoozed
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.quality import waive as waived

WAIVED_FOR_DAYS = 365

Rule = Callable[[QualityFinding, QualityCare], QualityCare]


def waive(office: Office, finding_id: str, *, reason: str, until: date | None = None) -> QualityFinding:
    """The coordinator accepts a quality finding, with a reason that everyone sees."""
    with office.writing() as tx:
        finding = _finding(office, tx, finding_id)
        last_day = until or office.due(WAIVED_FOR_DAYS)
        record = waived(finding, office.actor, reason, last_day)
        tx.keep([record])
        _note(tx, finding, QualityAct.WAIVED, note=reason, until=last_day)
        tx.enter("quality.waive", finding_id, {"reason": reason, "until": last_day})
        return record


def acknowledge(office: Office, finding_id: str) -> QualityCare:
    """Somebody has seen the finding."""

    def rule(finding: QualityFinding, care: QualityCare) -> QualityCare:
        return acknowledged(finding, care, by=office.actor, now=office.now)

    return _act(office, finding_id, QualityAct.ACKNOWLEDGED, rule)


def assign(office: Office, finding_id: str, organisation_key: str) -> QualityCare:
    """An organisation of the region mends the fault from now on."""
    organisation = _organisation(office, organisation_key)

    def rule(finding: QualityFinding, care: QualityCare) -> QualityCare:
        return assigned(finding, care, organisation)

    return _act(office, finding_id, QualityAct.ASSIGNED, rule, note=organisation.title)


def snooze(office: Office, finding_id: str, *, reason: str, until: date) -> QualityCare:
    """Nobody is written to about the finding until a day."""

    def rule(finding: QualityFinding, care: QualityCare) -> QualityCare:
        return snoozed(finding, care, reason=reason, until=until, today=office.today)

    return _act(office, finding_id, QualityAct.SNOOZED, rule, note=reason, until=until)


def release(office: Office, finding_id: str, *, reason: str) -> QualityCare:
    """The rows of a critical finding may be used again."""

    def rule(finding: QualityFinding, care: QualityCare) -> QualityCare:
        return released(finding, care, by=office.actor, reason=reason, now=office.now)

    return _act(office, finding_id, QualityAct.RELEASED, rule, note=reason)


def _act(
    office: Office,
    finding_id: str,
    act: QualityAct,
    rule: Rule,
    *,
    note: str = "",
    until: date | None = None,
) -> QualityCare:
    """Do what a rule allows; what is so already stays so, and is no second event."""
    with office.writing() as tx:
        finding = _finding(office, tx, finding_id)
        before = tx.session.get(QualityCare, finding_id) or QualityCare(finding_id=finding_id)
        after = rule(finding, before)
        if after.model_dump() == before.model_dump():
            return after
        tx.keep([after])
        _note(tx, finding, act, note=note, until=until)
        details: Mapping[str, object] = {"note": note, "until": until}
        tx.enter(f"quality.{_VERBS[act]}", finding_id, details)
        return after


_VERBS = {
    QualityAct.ACKNOWLEDGED: "acknowledge",
    QualityAct.ASSIGNED: "assign",
    QualityAct.SNOOZED: "snooze",
    QualityAct.RELEASED: "release",
}


def _finding(office: Office, tx: Transaction, finding_id: str) -> QualityFinding:
    """The finding, if it is one of this region."""
    found = tx.session.get(QualityFinding, finding_id)
    if found is None or found.region_key != office.region_key:
        raise NotThere(f"No finding {finding_id!r}.", code="no_such_finding", finding=finding_id)
    return found


def _organisation(office: Office, organisation_key: str) -> Organisation:
    known = office.archive.read([Organisation], region_key=office.region_key).all(Organisation)
    for organisation in known:
        if organisation_key in (organisation.key, organisation.id):
            return organisation
    raise NotThere(
        f"No organisation {organisation_key!r}.",
        code="no_such_organisation",
        organisation=organisation_key,
        known=", ".join(sorted(organisation.key for organisation in known)),
    )


def _note(
    tx: Transaction, finding: QualityFinding, act: QualityAct, *, note: str = "", until: date | None = None
) -> None:
    query = select(func.count(col(QualityEvent.id))).where(
        QualityEvent.finding_id == finding.id, QualityEvent.act == act
    )
    number = tx.session.exec(query).one() + 1
    tx.session.add(
        QualityEvent(
            id=key(finding.id, act.value, number),
            finding_id=finding.id,
            act=act,
            at=tx.now,
            by=tx.actor,
            note=note.strip(),
            until_on=until,
            rows_count=finding.rows_count,
        )
    )
    tx.session.flush()
