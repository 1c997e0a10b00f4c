"""The chapters of a draft, each a pure function of the desk."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from models import (
    Assessment,
    Committee,
    Disposition,
    ExpertForum,
    Fate,
    FocusArea,
    IndicatorValue,
    MasterplanVersion,
    Measure,
    Need,
    Organisation,
    PlannedMeasure,
    Topic,
    TopicFate,
    TopicNeed,
    TopicState,
)
from steering.documents.evidence import Ledger
from steering.documents.values import Shown, indicator_titled, number_of, reference_time, shown_indicators
from steering.indicators.defining.catalogue import Indicator
from steering.measures import confirmed, route_of
from steering.stage import Desk
from templates.paper import term
from templates.passages import region_named, write_passage
from templates.periods import when
from templates.places import place
from templates.sentences import EDGE_UNTIL
from templates.statements import amount, filled


@dataclass(frozen=True, kw_only=True)
class Written:
    """A passage before it is numbered; `closing` stays its last sentence, whatever is worked in."""

    anchor: str
    heading: str
    text: str
    closing: str = ""

    @property
    def whole(self) -> str:
        """The passage as people read it."""
        return f"{self.text} {self.closing}".strip()


def introduction(desk: Desk) -> Iterator[Written]:
    """The motto, and what a revision is."""
    base, target = _version(desk, desk.cycle.base_version_id), _version(desk, desk.cycle.target_version_id)
    facts = {
        "motto": target.motto or base.motto,
        "region_named": region_named(desk.region_title),
        "base_label": base.label,
        "base_to": base.period_to_year,
        "target_label": target.label,
        "period_from": target.period_from_year,
        "period_to": target.period_to_year,
        "gap": target.period_from_year > base.period_to_year + 1,
    }
    for name in ("motto", "revision"):
        yield Written(anchor=name, heading=term("heading_introduction"), text=write_passage(name, facts))


def figures(desk: Desk, ledger: Ledger) -> Iterator[Written]:
    """One passage per indicator that has a value; every figure is cited."""
    written = [
        Written(
            anchor=f"figure-{shown.indicator.key}",
            heading=term("heading_figures"),
            text=_figure(shown, ledger),
        )
        for shown in shown_indicators(desk)
    ]
    if written:
        yield Written(anchor="figures", heading=term("heading_figures"), text=write_passage("figures", {}))
    yield from written


def _figure(shown: Shown, ledger: Ledger) -> str:
    value = shown.value
    sentence = _stated(shown, ledger)
    others = [
        f"{shown.named(other.region_code)} {_cited(shown.indicator, other, number, ledger)}"
        for other in shown.rows
        if other.region_code != value.region_code and (number := number_of(other)) is not None
    ]
    return write_passage(
        "figure",
        {
            "sentence": sentence,
            "references": others,
            "low": "" if value.ci_low is None else _cited(shown.indicator, value, value.ci_low, ledger),
            "high": "" if value.ci_high is None else _cited(shown.indicator, value, value.ci_high, ledger),
            "assessment": _scatter_told(value),
            "caveat": shown.indicator.caveat,
        },
    )


def _scatter_told(value: IndicatorValue) -> str:
    """Where the value lies in the usual scatter of the counties, as the headline of the report has it."""
    if value.assessment is Assessment.USUAL:
        return term("scatter_usual")
    if value.assessment is Assessment.NO_STATEMENT or value.z_adjusted is None:
        return ""
    where = "edge" if abs(value.z_adjusted) <= EDGE_UNTIL else "outside"
    return term(f"scatter_{where}_{'high' if value.z_adjusted > 0 else 'low'}")


def _stated(shown: Shown, ledger: Ledger) -> str:
    """The catalogue's statement about the region, its figure cited."""
    indicator, number = shown.indicator, number_of(shown.value) or 0.0
    is_below = bool(indicator.statement_below) and round(number, indicator.digits) < 0
    return filled(
        indicator.statement_below if is_below else indicator.statement,
        value=_cited(indicator, shown.value, -number if is_below else number, ledger),
        place=place(shown.desk.region_title),
        period=when(shown.value.period, reference_time(indicator), "de"),
    )


def _cited(indicator: Indicator, value: IndicatorValue, figure: float, ledger: Ledger) -> str:
    """A figure with its reference: 11,04 % [E3]."""
    shown = amount(figure, indicator.unit, indicator.digits, "de")
    return f"{shown} [{ledger.cite(value.id, shown)}]"


def fates(desk: Desk) -> Iterator[Written]:
    """How many measures have which fate, and which they are."""
    base = _version(desk, desk.cycle.base_version_id)
    heading = term("heading_fates").format(label=base.label)
    decided = confirmed(fate for fate in desk.records.all(Fate) if fate.cycle_id == desk.cycle.id)
    listed = desk.records.by_id(Measure)
    planned = [each for each in desk.records.all(PlannedMeasure) if each.version_id == base.id]
    waiting = sum(each.measure_id not in {fate.measure_id for fate in decided} for each in planned)
    facts = {"base_label": base.label, "total": len(planned), "waiting": waiting}
    yield Written(anchor="fates", heading=heading, text=write_passage("fates", facts))
    counts = Counter(fate.disposition for fate in decided)
    for disposition in (each for each in Disposition if counts[each]):
        names = [_name(listed[fate.measure_id]) for fate in decided if fate.disposition is disposition]
        text = write_passage("fate", {"disposition": disposition, "count": len(names), "names": names})
        yield Written(anchor=f"fate-{disposition}", heading=heading, text=text)


def _name(measure: Measure) -> str:
    return f"{measure.code} {measure.title}"


def agreed_topics(desk: Desk) -> list[Topic]:
    """The agreed topics of the newest round, most urgent first."""
    mine = [topic for topic in desk.records.all(Topic) if topic.cycle_id == desk.cycle.id]
    newest = max((topic.round for topic in mine), default=0)
    agreed = [topic for topic in mine if topic.round == newest and topic.state is TopicState.AGREED]
    return sorted(agreed, key=lambda topic: (topic.place is None, topic.place or 0, topic.number))


def topics(desk: Desk) -> Iterator[Written]:
    """The agreed topics with their grounds and forums."""
    agreed = agreed_topics(desk)
    if not agreed:
        return
    heading = term("heading_topics")
    committee = next((each.title for each in desk.records.all(Committee) if each.key == "strategy_group"), "")
    yield Written(anchor="topics", heading=heading, text=write_passage("topics", {"committee": committee}))
    for topic in agreed:
        yield Written(anchor=f"topic-{topic.number}", heading=heading, text=_topic(desk, topic))


def _topic(desk: Desk, topic: Topic) -> str:
    listed_fates = desk.records.by_id(Fate)
    listed = desk.records.by_id(Measure)
    forum = next((each for each in desk.records.all(ExpertForum) if each.topic_id == topic.id), None)
    return write_passage(
        "topic",
        {
            "title": topic.title,
            "reason": topic.reason,
            "focus_area": focus_area_titled(desk, topic.focus_area_key),
            "needs": _other_needs(desk, topic),
            "measures": [
                _name(listed[listed_fates[each.fate_id].measure_id])
                for each in desk.records.all(TopicFate)
                if each.topic_id == topic.id
            ],
            "forum": forum.title if forum else "",
            "planned_on": forum.planned_on if forum else None,
        },
    )


def _other_needs(desk: Desk, topic: Topic) -> list[str]:
    """The needs of a topic that its title does not name already."""
    needs = desk.records.by_id(Need)
    found = [needs[each.need_id].title for each in desk.records.all(TopicNeed) if each.topic_id == topic.id]
    return [title for title in found if title != topic.title]


def planned_measures(desk: Desk) -> list[tuple[PlannedMeasure, Measure]]:
    """The measure sheets of the new version, in the order in which they are voted on: new ones last."""
    listed = desk.records.by_id(Measure)
    mine = [
        each for each in desk.records.all(PlannedMeasure) if each.version_id == desk.cycle.target_version_id
    ]
    return [(each, listed[each.measure_id]) for each in sorted(mine, key=lambda each: each.id)]


def measures(desk: Desk) -> Iterator[Written]:
    """One passage per planned measure."""
    owners = desk.records.by_id(Organisation)
    for sheet, measure in planned_measures(desk):
        facts = {
            "code": measure.code,
            "title": measure.title,
            "title_is_in_sources": is_titled_in_sources(sheet, measure),
            "disposition": sheet.disposition,
            "goal": sheet.goal,
            "owner": owners[sheet.owner_id].title if sheet.owner_id else "",
            "indicator_title": indicator_titled(desk, sheet.indicator_key),
            "cost_eur": sheet.cost_eur,
            "cost_yearly_eur": sheet.cost_yearly_eur,
            "fiscal_year": sheet.fiscal_year,
            "route": route_titles(desk, sheet),
        }
        yield Written(
            anchor=f"measure-{measure.code}",
            heading=term("heading_measures"),
            text=write_passage("measure", facts),
            closing=write_passage("simulated", {}) if sheet.is_simulated else "",
        )


def is_titled_in_sources(sheet: PlannedMeasure, measure: Measure) -> bool:
    """Whether the title can be read in a source; a measure that this revision makes needs none."""
    return bool(measure.title_source) or sheet.disposition is Disposition.NEW


def route_titles(desk: Desk, sheet: PlannedMeasure) -> list[str]:
    """The committees on a measure's way, by title."""
    titles = {committee.key: committee.title for committee in desk.records.all(Committee)}
    return [titles.get(step, step) for step in route_of(sheet)]


def focus_area_titled(desk: Desk, key: str) -> str:
    """The title of a focus area; the newest version that has it names it."""
    titles = {area.key: area.title for area in desk.records.all(FocusArea)}
    return titles.get(key, key)


def implementation(desk: Desk) -> Iterator[Written]:
    """Who works on what when, what the council decides, how it is reviewed."""
    target = _version(desk, desk.cycle.target_version_id)
    owners = desk.records.by_id(Organisation)
    mine = {topic.id for topic in agreed_topics(desk)}
    forums = sorted(
        (each for each in desk.records.all(ExpertForum) if each.topic_id in mine),
        key=lambda each: (each.planned_on, each.id),
    )
    facts = {
        "forums": [
            {"title": each.title, "planned_on": each.planned_on, "lead": owners[each.lead_id].title}
            for each in forums
        ],
        "budget_count": sum(sheet.is_budget_relevant for sheet, _ in planned_measures(desk)),
        "period_to": target.period_to_year,
    }
    for name in ("implementation", "review"):
        yield Written(anchor=name, heading=term("heading_implementation"), text=write_passage(name, facts))


def _version(desk: Desk, version_id: str) -> MasterplanVersion:
    return desk.records.by_id(MasterplanVersion)[version_id]
