"""The audit of a cycle's papers: what stays back, what an attacker learns, what was printed all the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models import Document, Finding, IndicatorValue, Pattern
from steering.disclosure.counts import FigureKey, key_of
from steering.disclosure.deciding import Attacked, Decision, attack
from steering.disclosure.groups import GroupFigure
from steering.documents.releasing import decision_on, given_of, groups_in, inputs_of, told_before, values_in
from steering.errors import NotThere
from steering.indicators.defining.indicator import Indicator
from steering.stage import Desk
from templates.paper import amount
from templates.published import passages_about, stands_in


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A withheld figure that stands in a paper."""

    document_id: str
    document_kind: str
    figure: FigureKey
    text: str


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What came of looking at every paper of a cycle."""

    round_number: int
    figures_count: int
    documents_count: int
    decision: Decision
    attacked: Attacked
    printed: tuple[Printed, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing can be worked out, and nothing withheld is printed."""
        return not self.attacked.given_away and not self.printed


def audit(desk: Desk) -> Audit:
    """The attack on everything that the papers of a cycle tell. Raises NotThere before the first analysis."""
    values = values_in(desk)
    if not values:
        raise NotThere("No indicator has been computed in this cycle.", code="nothing_to_disclose")
    number = values[0].round
    catalogue = {each.key: each for each in desk.catalogue}
    decision = decision_on(desk, values)
    given = given_of(desk, inputs_of(desk, values), before=told_before(desk, number))
    documents = [each for each in desk.records.all(Document) if each.cycle_id == desk.cycle.id]
    groups = groups_in(desk, values)
    # A finding tells of its groups whatever was decided, so the attacker has read them.
    read = {key_of(group) for group in groups}
    unread = {key: verdict for key, verdict in decision.figures.items() if key not in read}
    return Audit(
        round_number=number,
        figures_count=sum(value.value is not None for value in values) + len(groups),
        documents_count=len(documents),
        decision=decision,
        attacked=attack([*values, *groups], catalogue, replace(decision, figures=unread), given),
        printed=(
            *_printed(documents, values, decision, catalogue),
            *_told(desk, documents, groups, decision),
        ),
    )


def _told(
    desk: Desk, documents: Iterable[Document], groups: Iterable[GroupFigure], decision: Decision
) -> Iterator[Printed]:
    """Papers with the sentence of a finding that tells of a withheld group."""
    withheld = [key_of(group) for group in groups if key_of(group) in decision.figures]
    findings = desk.records.all(Finding)
    for document in documents:
        for key in withheld:
            for sentence in _sentences_about(findings, key, desk.cycle.id):
                if stands_in(document.html, sentence):
                    yield Printed(
                        document_id=document.id, document_kind=document.kind, figure=key, text=sentence
                    )


def _sentences_about(findings: Iterable[Finding], key: FigureKey, cycle_id: str) -> Iterator[str]:
    for each in findings:
        if each.pattern is Pattern.GAP and (each.cycle_id, each.indicator_key) == (
            cycle_id,
            key.indicator_key,
        ):
            yield from (sentence for sentence in (each.sentence, each.sentence_en) if sentence)


def _printed(
    documents: Iterable[Document],
    values: Collection[IndicatorValue],
    decision: Decision,
    catalogue: Mapping[str, Indicator],
) -> Iterator[Printed]:
    withheld = [value for value in values if value.value is not None and key_of(value) in decision.figures]
    for document in documents:
        for key, listed in _by_indicator(withheld).items():
            texts = passages_about(document.html, key)
            shown = [each for each in values if each.indicator_key == key and each not in listed]
            yield from _found_in(document, catalogue[key], texts, listed, shown)


def _found_in(
    document: Document,
    indicator: Indicator,
    texts: Sequence[str],
    withheld: Iterable[IndicatorValue],
    shown: Iterable[IndicatorValue],
) -> Iterator[Printed]:
    """Withheld values among the texts about an indicator; one that another shows as well tells nothing."""

    def told(value: IndicatorValue) -> str:
        return amount(value.value, indicator.unit, indicator.digits, language=document.language)

    open_ones = {told(value) for value in shown if value.value is not None}
    for value in withheld:
        text = told(value)
        if text not in open_ones and any(text in each for each in texts):
            yield Printed(
                document_id=document.id, document_kind=document.kind, figure=key_of(value), text=text
            )


def _by_indicator(values: Iterable[IndicatorValue]) -> dict[str, list[IndicatorValue]]:
    found: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in values:
        found[value.indicator_key].append(value)
    return found
