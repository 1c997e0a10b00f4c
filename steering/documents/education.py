"""The facts of the education report (Bildungsbericht): whole, on a theme, or as a yearly data sheet."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from models import DataSnapshot, IndicatorStatus
from steering.documents.education_changes import Reported, report_changes, reported
from steering.documents.education_counties import county_tables
from steering.documents.education_indicator import headline, indicator_facts
from steering.documents.education_peers import group_members
from steering.documents.education_scope import EVERYTHING, Scope
from steering.documents.education_sources import releases_by_value
from steering.documents.evidence import Ledger, evidence_facts, used_sources
from steering.documents.front import front
from steering.documents.values import (
    Shown,
    Values,
    number_of,
    reference_time,
    shown_indicators,
    status_of,
    values_of,
)
from steering.drafting_chapters import focus_area_titled
from steering.indicators.defining.indicator import LIFE_STAGES, Indicator
from steering.stage import Desk
from templates.document_facts import (
    ChapterFacts,
    DataSheetFacts,
    EducationReportFacts,
    LeftOut,
    ReportChanges,
)
from templates.environment import day
from templates.paper import period, term, term_or_itself
from templates.periods import in_column
from templates.places import place

ANALYSIS = "analyse_indicators"


def education_report(desk: Desk, language: str = "de", scope: Scope = EVERYTHING) -> EducationReportFacts:
    """All indicators of the scope that have a value, by station, with the evidence of every figure."""
    values = round_values(desk)
    ledger, used = Ledger(), releases_by_value(desk)
    shown = [each for each in shown_indicators(desk, language, values=values) if scope.holds(each.indicator)]
    ordered = sorted(shown, key=lambda each: _station(each.indicator))
    written = [
        (each.indicator.life_stage, indicator_facts(each, ledger, used, scope.boundaries)) for each in ordered
    ]
    evidence = evidence_facts(desk, ledger.written(""), language)
    return EducationReportFacts(
        front=front(desk),
        chapters=tuple(
            ChapterFacts(life_stage=stage, indicators=tuple(facts for _, facts in group))
            for stage, group in groupby(written, key=lambda pair: pair[0])
        ),
        left_out=tuple(_left_out(desk, scope, values, shown, language)),
        evidence=evidence,
        sources=used_sources(desk, evidence),
        theme=_theme(desk, scope, language),
        theme_keys=scope.keys,
        data_as_of=_as_of(desk),
        changes=_changes(desk, scope, values, language),
        summary=_summary(desk, scope, values) if language == "de" else (),
        has_map=scope.boundaries is not None,
        map_source=scope.boundaries.source if scope.boundaries else "",
        counties_count=max((len(each.counties) for _, each in written), default=0),
        land_title=ordered[0].named(desk.land_code) if ordered else desk.land_title,
        indicator_count=len(written),
        county_tables=tuple(county_tables([facts for _, facts in written])),
        group_members=tuple(group_members(desk, language)),
        where=place(desk.region_title, language),
    )


def data_sheet(desk: Desk, language: str = "de", scope: Scope = EVERYTHING) -> DataSheetFacts:
    """The yearly data sheet (Datenblatt): the same facts, to be laid out on one page for each station."""
    return DataSheetFacts(**vars(education_report(desk, language, scope)))


def round_values(desk: Desk) -> Values:
    """The values of the round on whose desk the report is written; elsewhere those of the newest."""
    is_own = desk.run.stage_key == ANALYSIS
    return values_of(desk, round_number=desk.run.round if is_own else None)


def reported_now(desk: Desk, scope: Scope, language: str = "de") -> Reported:
    """What the report of this round shows, for programs and for the next report."""
    values = round_values(desk)
    label = report_label(desk, language)
    keys = tuple(indicator.key for indicator in desk.catalogue if scope.holds(indicator))
    return reported(desk, values, keys, label=label, language=language)


def report_label(desk: Desk, language: str = "de") -> str:
    """How a report is named in the next one: plan, round and day."""
    told = front(desk)
    return term("report_label", language).format(
        plan=f"{told.plan_title} {told.plan_label}".strip(),
        round=told.round_number,
        day=day(told.on_date, language=language),
    )


def _station(indicator: Indicator) -> int:
    """The place of an indicator's station in the course of life; framework conditions come last."""
    is_known = indicator.life_stage in LIFE_STAGES
    return LIFE_STAGES.index(indicator.life_stage) if is_known else len(LIFE_STAGES)


def _theme(desk: Desk, scope: Scope, language: str) -> str:
    """What a thematic report is called; the comprehensive one has no theme."""
    if scope.focus:
        titled = focus_area_titled(desk, scope.focus)
        return term_or_itself(f"focus_{scope.focus}", language) if titled == scope.focus else titled
    return term("theme_chosen", language) if scope.keys else ""


def _as_of(desk: Desk) -> datetime | None:
    """When the figures were frozen."""
    taken = [each.taken_at for each in desk.records.all(DataSnapshot) if each.cycle_id == desk.cycle.id]
    return max(taken, default=None)


def _changes(desk: Desk, scope: Scope, values: Values, language: str) -> ReportChanges | None:
    """What is different since the last report; without an earlier one there is nothing to say."""
    last = scope.last or _round_before(desk, scope, language)
    if last is None:
        return None
    keys = tuple(indicator.key for indicator in desk.catalogue if scope.holds(indicator))
    now = reported(desk, values, keys, label=report_label(desk, language), language=language)
    wanted = {key: each for key, each in last.indicators.items() if key in keys or not scope.is_limited}
    return report_changes(last.only(wanted), now, language)


def _round_before(desk: Desk, scope: Scope, language: str) -> Reported | None:
    """What the report of the round before showed, where the stage was sent back."""
    if desk.run.stage_key != ANALYSIS or desk.run.round == 1:
        return None
    keys = tuple(indicator.key for indicator in desk.catalogue if scope.holds(indicator))
    before = values_of(desk, round_number=desk.run.round - 1)
    label = term("report_round", language).format(round=desk.run.round - 1)
    return reported(desk, before, keys, label=label, language=language)


def _summary(desk: Desk, scope: Scope, values: Values) -> tuple[str, ...]:
    """The key messages in English, for readers of the German report."""
    shown = [each for each in shown_indicators(desk, "en", values=values) if scope.holds(each.indicator)]
    return tuple(headline(each) for each in sorted(shown, key=lambda each: _station(each.indicator)))


def _left_out(
    desk: Desk, scope: Scope, values: Values, shown: Sequence[Shown], language: str
) -> Iterator[LeftOut]:
    """Indicators whose newest period has no figure to show, and those without any value."""
    shown_at = {each.indicator.key: each.value.period for each in shown}
    for indicator in (each for each in desk.catalogue if scope.holds(each)):
        title = indicator.title if language == "de" else indicator.title_en
        periods = values.periods(indicator.key, desk.region_code)
        value = values.of(indicator.key, desk.region_code, periods[-1]) if periods else None
        if value is None:
            who = term(f"supplied_{indicator.computability}", language)
            yield LeftOut(title=title, period="", status=IndicatorStatus.INPUT_MISSING, who=who)
        elif number_of(value) is None:
            told = period(value.period, reference_time(indicator), language=language)
            older = shown_at.get(indicator.key)
            who = (
                ""
                if older is None
                else term("shown_older", language).format(period=in_column(older, language))
            )
            yield LeftOut(title=title, period=told, status=status_of(value), who=who)
