"""The one function that turns rules, presence and votes into an outcome, with its reasons in order."""

from dataclasses import dataclass, replace

from models import ItemResult
from steering.decision.lots import Lot
from steering.decision.majorities import weigh
from steering.decision.quorums import Attendance, Quorum, quorum_of
from steering.decision.votes import Count, ItemOutcome, Reason
from steering.rules_of_procedure import Rules


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a body has decided on one item; without a quorum there is no result."""

    quorum: Quorum
    outcome: ItemOutcome | None
    reasons: tuple[Reason, ...]

    @property
    def result(self) -> ItemResult | None:
        """The result, or None where too few were there."""
        return None if self.outcome is None else self.outcome.result

    @property
    def needs_approval(self) -> bool:
        """Whether the decision waits for the supervisory authority (Kommunalaufsicht)."""
        return self.outcome is not None and self.quorum.needs_approval


def decide(
    rules: Rules,
    count: Count,
    there: Attendance,
    *,
    silent_count: int = 0,
    lot: Lot | None = None,
    subject: str = "",
) -> Decision:
    """The decision on one item.

    `silent_count` are seats that were asked in time and said nothing; their silence is consent only
    where the rules say so, somebody answered at all, and nobody said no.
    """
    count, there, said = _with_silence(rules, count, there, silent_count)
    enough = quorum_of(rules, there)
    if not enough.is_met:
        return Decision(quorum=enough, outcome=None, reasons=(enough.reason, *said))
    outcome = weigh(rules, count, present_count=there.present_count, lot=lot, subject=subject)
    outcome = replace(outcome, needs_approval=enough.needs_approval)
    return Decision(quorum=enough, outcome=outcome, reasons=(enough.reason, *said, *outcome.reasons))


def _with_silence(
    rules: Rules, count: Count, there: Attendance, silent_count: int
) -> tuple[Count, Attendance, tuple[Reason, ...]]:
    """The count with the consent of those who were silent, if silence is consent here."""
    if not rules.silence_is_consent or silent_count == 0:
        return count, there, ()
    facts = {"silent": silent_count, "no": count.no, "law": rules.law("silence_is_consent")}
    if count.no > 0:
        return count, there, (Reason(code="silence_broken", facts=facts),)
    if count.cast < rules.silence_answers_count:
        needed = {**facts, "answers": count.cast, "needed": rules.silence_answers_count}
        return count, there, (Reason(code="silence_without_answers", facts=needed),)
    consented = replace(count, yes=count.yes + silent_count)
    present = replace(there, present_count=there.present_count + silent_count)
    return consented, present, (Reason(code="silence_consents", facts=facts),)
