"""Deciding without a meeting (Umlaufverfahren): whether this body may, now, on this matter."""

from models import CommitteeKind
from steering.decision.votes import Reason
from steering.rules_of_procedure import Rules


def may_circulate(rules: Rules, *, objections: int = 0, consents: int = 0) -> tuple[bool, Reason]:
    """Whether a matter may be decided by circulation: allowed, nobody objects, and enough consent.

    A council never may, unless its profile names a legal exception (NKomVG section 182: an epidemic,
    with four fifths of its members).
    """
    facts: dict[str, object] = {
        "objections": objections,
        "consents": consents,
        "seats": rules.seats_count,
        "days": rules.circulation_objection_days,
        "law": rules.law("circulation_allowed", "circulation_is_legal_exception"),
    }
    is_council = rules.kind is CommitteeKind.COUNTY_COUNCIL
    if not rules.circulation_allowed or (is_council and not rules.circulation_is_legal_exception):
        return False, Reason(code="circulation_not_allowed", facts=facts)
    if objections > 0 and rules.circulation_consent_share is None:
        return False, Reason(code="circulation_objected", facts=facts)
    needed = consents_needed(rules)
    if consents < needed:
        return False, Reason(code="circulation_without_consent", facts={**facts, "needed": needed})
    return True, Reason(code="circulation_allowed", facts=facts)


def consents_needed(rules: Rules) -> int:
    """How many members must consent to deciding by circulation: the share, rounded up; 0 without a rule."""
    share = rules.circulation_consent_share
    return 0 if share is None else -(-share.numerator * rules.seats_count // share.denominator)
