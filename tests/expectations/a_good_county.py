"""A county whose records hold no fault at any stage; tests break one thing at a time."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pandas as pd
from sqlmodel import SQLModel

import models as m
from expectations.check import Fault, Report, Suite, run
from expectations.stages import (
    agree_topics,
    analyse_indicators,
    approve_plan,
    collect_data,
    draft_plan,
    review_measures,
)
from steering.frames import Required, frames_for
from steering.records import CELL_COLUMNS, Records

Kind = TypeVar("Kind", bound=SQLModel)

TODAY = date(2028, 9, 1)
NOW = datetime(2028, 9, 1, 8, tzinfo=UTC)
SHA = "a" * 64
CYCLE = "heidekreis-2028"
BASE, TARGET = "heidekreis/2.0", "heidekreis/3.0"
OWNER = "heidekreis/school_office"
DUE = date(2028, 6, 1)

SUITES: dict[str, Suite] = {
    suite.key: suite
    for suite in (
        collect_data.SUITE,
        analyse_indicators.SUITE,
        review_measures.SUITE,
        agree_topics.SUITE,
        draft_plan.SUITE,
        approve_plan.SUITE,
        approve_plan.CLOSING,
    )
}
REQUIRED: tuple[Required, ...] = (("D15", "lv_no", ""), ("D15", "lv", ""), ("D15", "lv_no", "sex=female"))


@dataclass
class County:
    """The desk, in a form that a test can break."""

    records: list[SQLModel] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    required: tuple[Required, ...] = REQUIRED
    today: date = TODAY

    def all(self, kind: type[Kind]) -> list[Kind]:
        return [record for record in self.records if isinstance(record, kind)]

    def one(self, kind: type[Kind], **values: object) -> Kind:
        found = [
            record
            for record in self.all(kind)
            if all(getattr(record, name) == value for name, value in values.items())
        ]
        assert len(found) == 1, f"{len(found)} of {kind.__name__} with {values}"
        return found[0]

    def without(self, *kinds: type[SQLModel]) -> None:
        self.records = [record for record in self.records if not isinstance(record, kinds)]

    def cell(self, **values: object) -> dict[str, Any]:
        found = [cell for cell in self.cells if all(cell[name] == value for name, value in values.items())]
        assert len(found) == 1, f"{len(found)} cells with {values}"
        return found[0]

    def frames(self, part: str) -> dict[str, pd.DataFrame]:
        numbered = [{**cell, "id": number} for number, cell in enumerate(self.cells, start=1)]
        cells = pd.DataFrame(numbered, columns=list(CELL_COLUMNS))
        records = Records(self.records, cells=cells)
        return frames_for(part, records, today=self.today, required=self.required)

    def report(self, part: str) -> Report:
        return run(SUITES[part], self.frames(part))

    def faults(self, part: str) -> dict[str, Fault]:
        return {fault.rule_key: fault for fault in self.report(part).faults}


Break = Callable[[County], object]


def a_good_county() -> County:
    """A fresh copy, so that no test sees another's breakage."""
    return County(
        records=[*_statistics(), *_plan(), *_reviews(), *_topics(), *_sheets(), *_approval()],
        cells=copy.deepcopy(_cells("r/lv-2027.csv", "2027")),
    )


def a_release(name: str, **values: Any) -> m.Release:
    given: dict[str, Any] = {
        "id": f"r/{name}",
        "source_id": "heidekreis/leavers",
        "table_code": "21111-02-06-4",
        "title": "Absolvierende",
        "file_name": name,
        "sha256": SHA,
        "size_bytes": 1000,
        "encoding": "cp1252",
        "layout": "genesis_table",
        "stand": "13.03.2028 / 16:39:14",
        "attribution": "© Statistische Ämter des Bundes und der Länder, 2028",
        "retrieved_at": NOW,
    }
    return m.Release(**{**given, **values})


def cells_of(release_id: str, period: str) -> list[dict[str, Any]]:
    """The leavers of one year, as four regions report them."""
    return _cells(release_id, period)


def a_committee(key: str, kind: m.CommitteeKind, *, seats: int, decides: bool = False) -> m.Committee:
    return m.Committee(
        id=f"heidekreis/{key}",
        region_key="heidekreis",
        key=key,
        title=key,
        kind=kind,
        seats_count=seats,
        decides=decides,
    )


def _statistics() -> list[SQLModel]:
    return [
        m.Region(key="heidekreis", region_code="03358", title="Heidekreis", land_code="03"),
        m.Organisation(id=OWNER, region_key="heidekreis", key="school_office", title="Schulverwaltung"),
        m.Organisation(id="heidekreis/youth", region_key="heidekreis", key="youth", title="Jugendamt"),
        m.Source(
            id="heidekreis/leavers",
            region_key="heidekreis",
            key="leavers",
            title="Abgehende",
            table_code="21111-02-06-4",
            publisher="Statistische Ämter",
            licence="dl-de/by-2-0",
            owner_id=OWNER,
            expected_lag_days=450,
        ),
        a_release("lv-2027.csv"),
        m.DataSnapshot(id="snap", cycle_id=CYCLE, round=1, sha256=SHA, taken_at=NOW),
        m.SnapshotRelease(snapshot_id="snap", release_id="r/lv-2027.csv"),
    ]


# Heidekreis as published for 2023; the other regions are small and add up.
_FIGURES = {
    "03358": {"lv": 1477, "lv_no": 163, "lv_hsa": 191, "lv_mid": 699, "lv_ahr": 424, "lv_fhr_school": 20},
    "03351": {"lv": 100, "lv_no": 10, "lv_hsa": 20, "lv_mid": 40, "lv_ahr": 30, "lv_fhr_school": 4},
    "03": {"lv": 1577, "lv_no": 173, "lv_hsa": 211, "lv_mid": 739, "lv_ahr": 454, "lv_fhr_school": 24},
    "DG": {"lv": 5000, "lv_no": 500, "lv_hsa": 1000, "lv_mid": 2000, "lv_ahr": 1500, "lv_fhr_school": 90},
    # Schleswig-Holstein rounds to three.
    "01": {"lv": 300, "lv_no": 33, "lv_hsa": 60, "lv_mid": 120, "lv_ahr": 90, "lv_fhr_school": 3},
}


def _cells(release_id: str, period: str) -> list[dict[str, Any]]:
    made = []
    for row, (code, figures) in enumerate(_FIGURES.items(), start=11):
        for column, (variable, value) in enumerate([*figures.items(), ("lv_fhr", None)], start=3):
            for offset, (breakdown, share) in enumerate((("", 1.0), ("sex=female", 0.5))):
                is_recorded = value is not None
                made.append(
                    {
                        "release_id": release_id,
                        "variable": variable,
                        "region_code": code,
                        "period": period,
                        "reference_time": "leaving_year",
                        "breakdown": breakdown,
                        "value": float(int(value * share)) if value is not None and not offset else None,
                        "unit": "Anzahl",
                        "status": m.ValueStatus.REPORTED
                        if is_recorded and not offset
                        else m.ValueStatus.NOT_RECORDED,
                        "symbol": "" if is_recorded and not offset else ".",
                        "row_number": row,
                        "column_number": column + 10 * offset,
                    }
                )
    for cell in made:
        if cell["breakdown"] and cell["variable"] == "lv_no":
            whole = _FIGURES[str(cell["region_code"])]["lv_no"]
            cell.update(value=float(whole // 3), status=m.ValueStatus.REPORTED, symbol="")
    return made


def _plan() -> list[SQLModel]:
    measures = [
        m.Measure(
            id=f"heidekreis/M{number}", region_key="heidekreis", code=f"M{number}", title=f"Vorhaben {number}"
        )
        for number in (1, 2, 3)
    ]
    base = [
        m.PlannedMeasure(
            id=f"{BASE}/M{number}",
            version_id=BASE,
            measure_id=f"heidekreis/M{number}",
            owner_id=OWNER,
            goal="Ziel",
        )
        for number in (1, 2)
    ]
    cycle = m.Cycle(
        id=CYCLE, region_key="heidekreis", base_version_id=BASE, target_version_id=TARGET, opened_at=NOW
    )
    return [cycle, *measures, *base]


def _reviews() -> list[SQLModel]:
    made: list[SQLModel] = []
    proposals = {1: m.Disposition.CONTINUED, 2: m.Disposition.COMPLETED}
    for number, proposal in proposals.items():
        measure_id = f"heidekreis/M{number}"
        made += [
            m.Request(
                id=f"req/{number}",
                stage_run_id=f"{CYCLE}/review_measures/1",
                kind=m.RequestKind.REVIEW,
                subject_id=measure_id,
                title="Überprüfung",
                organisation_id=OWNER,
                due_on=DUE,
                asked_at=NOW,
            ),
            m.MeasureReview(
                id=f"rev/{number}",
                cycle_id=CYCLE,
                round=1,
                measure_id=measure_id,
                owner_id=OWNER,
                status=m.ImplementationStatus.IN_PROGRESS,
                output="Zwölf Schulen beteiligt.",
                indicator_key="D15",
                proposal=proposal,
                reason="Der Anteil sinkt.",
                answered_at=NOW,
            ),
            m.Fate(
                id=f"fate/{number}",
                cycle_id=CYCLE,
                round=1,
                measure_id=measure_id,
                review_id=f"rev/{number}",
                disposition=proposal,
                reason="Der Anteil sinkt.",
                is_confirmed=True,
            ),
        ]
    value = m.IndicatorValue(
        id="value/D15",
        cycle_id=CYCLE,
        round=1,
        indicator_key="D15",
        indicator_version=1,
        region_code="03358",
        period="2027",
        value=11.04,
        status=m.IndicatorStatus.COMPUTED,
    )
    return [value, *made]


def _topics() -> list[SQLModel]:
    return [
        m.Need(
            id="need/1",
            cycle_id=CYCLE,
            round=1,
            number=1,
            title="Abschlüsse",
            life_stage="lower_secondary",
            focus_area_key="transitions",
            state=m.NeedState.ACKNOWLEDGED,
        ),
        m.NeedFinding(need_id="need/1", finding_id="finding/1"),
        m.Topic(
            id="topic/1",
            cycle_id=CYCLE,
            round=1,
            number=1,
            title="Abschlüsse",
            reason="",
            focus_area_key="transitions",
        ),
        m.TopicNeed(topic_id="topic/1", need_id="need/1"),
        m.Topic(
            id="topic/2",
            cycle_id=CYCLE,
            round=1,
            number=2,
            title="Beratung",
            reason="",
            focus_area_key="transitions",
        ),
        m.TopicFate(topic_id="topic/2", fate_id="fate/1"),
    ]


def _sheets() -> list[SQLModel]:
    return [
        m.PlannedMeasure(
            id=f"{TARGET}/M1",
            version_id=TARGET,
            measure_id="heidekreis/M1",
            disposition=m.Disposition.CONTINUED,
            owner_id=OWNER,
            goal="Weniger Abgehende ohne Abschluss",
            indicator_key="D15",
        ),
        m.PlannedMeasure(
            id=f"{TARGET}/M3",
            version_id=TARGET,
            measure_id="heidekreis/M3",
            disposition=m.Disposition.NEW,
            owner_id="heidekreis/youth",
            goal="Bis 2030 ist eine Anlaufstelle eröffnet.",
            is_budget_relevant=True,
            cost_eur=0,
            cost_yearly_eur=40_000,
            fiscal_year=2030,
            route="strategy_group > executive_committee > county_council",
        ),
        m.MeasureLineage(
            version_id=TARGET,
            from_measure_id="heidekreis/M1",
            to_measure_id="heidekreis/M1",
            relation=m.LineageRelation.CONTINUES,
        ),
        a_committee("strategy_group", m.CommitteeKind.ADVISORY_BOARD, seats=23),
        a_committee("executive_committee", m.CommitteeKind.EXECUTIVE_COMMITTEE, seats=11, decides=True),
        a_committee("county_council", m.CommitteeKind.COUNTY_COUNCIL, seats=51, decides=True),
    ]


def _approval() -> list[SQLModel]:
    votes: dict[str, Any] = {"yes_count": 15, "no_count": 3, "abstain_count": 2, "present_count": 20}
    draft = m.DraftVersion(
        id="draft/1", cycle_id=CYCLE, round=1, title="Entwurf 3.0", sha256=SHA, created_at=NOW
    )
    gate = m.Gate(
        id="gate/draft",
        stage_run_id=f"{CYCLE}/draft_plan/1",
        committee_id="heidekreis/strategy_group",
        key="draft",
        kind=m.GateKind.COMMENT,
        question="Anmerkungen?",
        state=m.GateState.PASSED,
        content_sha256=SHA,
        opened_at=NOW,
        due_on=DUE,
        closed_at=NOW,
        reason="Alle haben geantwortet.",
    )
    comment = m.Comment(
        id="comment/1",
        gate_id="gate/draft",
        draft_id="draft/1",
        author="Kreiselternrat",
        text="Bitte genauer.",
        made_at=NOW,
        state=m.CommentState.ACCEPTED,
        answer="Ergänzt.",
    )
    recommendation = m.Recommendation(
        gate_item_id="item/1",
        committee_id="heidekreis/strategy_group",
        subject_id=TARGET,
        result=m.ItemResult.ADOPTED,
        text="Der Plan wird empfohlen.",
        on_date=DUE,
        **votes,
    )
    resolutions = [
        m.Resolution(
            gate_item_id=f"item/{number}",
            committee_id="heidekreis/county_council",
            meeting_id="meeting/1",
            subject_id=subject,
            result=m.ItemResult.ADOPTED,
            text="Beschlossen.",
            fiscal_year=year,
            on_date=DUE,
            **votes,
        )
        for number, subject, year in ((2, TARGET, None), (3, f"{TARGET}/M3", 2030))
    ]
    return [draft, gate, comment, recommendation, *resolutions]
