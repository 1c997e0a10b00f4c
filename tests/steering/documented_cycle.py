"""A cycle of the Heidekreis with records of every kind, as documents and drafts need them."""

import hashlib
from datetime import UTC, date, datetime

import pandas as pd
from sqlmodel import SQLModel

from models import (
    Assessment,
    Comment,
    CommentState,
    Committee,
    CommitteeKind,
    Cycle,
    DataSnapshot,
    DecisionStatus,
    Disposition,
    Document,
    ExpertForum,
    Fate,
    Finding,
    FocusArea,
    ForumState,
    Gate,
    GateItem,
    GateKind,
    ImplementationStatus,
    IndicatorInput,
    IndicatorStatus,
    IndicatorValue,
    ItemResult,
    Masterplan,
    MasterplanVersion,
    Measure,
    MeasureReview,
    Meeting,
    Need,
    NeedFinding,
    NeedState,
    Organisation,
    Paper,
    Pattern,
    PlannedMeasure,
    QualityFinding,
    QualityRun,
    QualityState,
    Recommendation,
    RejectedRow,
    Release,
    Severity,
    Source,
    StageRun,
    Topic,
    TopicFate,
    TopicNeed,
    TopicState,
    ValueStatus,
    VersionState,
)
from steering.indicators.catalogue import load_catalogue
from steering.records import CELL_COLUMNS, Records
from steering.stage import Desk

NOW = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)
TODAY = date(2027, 3, 12)
CYCLE = "heidekreis-2028"
BASE = "heidekreis/masterplan/2.0"
TARGET = "heidekreis/masterplan/3.0"
COUNTIES = [f"03{number}" for number in range(351, 362) if number != 356] + [
    f"034{n:02}" for n in range(51, 63)
]
CHOSEN = ("A11", "D15", "D19", "A12")

LONG_TITLE = (
    "Weiterentwicklung der Zusammenarbeit zwischen Kindertagesstätten, Grundschulen und weiterführenden Schulen "
    "einschließlich Donaudampfschifffahrtsgesellschaftskapitänsausbildungsberatung im ländlichen Raum"
)
SCRIPT = "<script>alert('x')</script> & #eval[\"böse\"] $x$ \\ 'Zitat'"


def a_desk(
    *, records: list[SQLModel] | None = None, cells: pd.DataFrame | None = None, **changes: object
) -> Desk:
    """A desk with all records, or with those given."""
    catalogue = load_catalogue()
    kept = everything() if records is None else records
    run = StageRun(
        id=f"{CYCLE}/draft_plan/1",
        cycle_id=CYCLE,
        stage_key="draft_plan",
        round=1,
        opened_at=NOW,
        due_on=TODAY,
    )
    facts: dict[str, object] = {
        "cycle": next(each for each in kept if isinstance(each, Cycle)),
        "run": run,
        "records": Records(kept, cells=_cells() if cells is None else cells),
        "now": NOW,
        "today": TODAY,
        "catalogue": tuple(catalogue[key] for key in CHOSEN),
        "region_code": "03358",
        "land_code": "03",
        "land_title": "Niedersachsen",
        "region_title": "Heidekreis",
    }
    return Desk(**{**facts, **changes})  # type: ignore[arg-type]


def everything() -> list[SQLModel]:
    """Records of every kind."""
    return [*plan(), *sources(), *values(), *reviews(), *agreed(), *quality(), *council()]


def plan(*, is_simulated: bool = False) -> list[SQLModel]:
    """The plan, its versions, the cycle, who acts."""
    organisations = [
        Organisation(id=f"heidekreis/{key}", region_key="heidekreis", key=key, title=title)
        for key, title in (
            ("office", "Stabsstelle Schulverwaltung, Bildung und ÖPNV"),
            ("vhs", "Volkshochschule Heidekreis gGmbH"),
            ("youth", "Fachbereich Kinder, Jugend und Familie"),
        )
    ]
    committees = [
        Committee(
            id=f"heidekreis/{key}",
            region_key="heidekreis",
            key=key,
            title=title,
            kind=kind,
            seats_count=seats,
            decides=decides,
            is_public=public,
        )
        for key, title, kind, seats, decides, public in (
            ("strategy_group", "Strategiegruppe Bildung", CommitteeKind.ADVISORY_BOARD, 23, False, False),
            (
                "school_committee",
                "Ausschuss für Schule und Bildung",
                CommitteeKind.STANDING_COMMITTEE,
                13,
                False,
                True,
            ),
            ("executive_committee", "Kreisausschuss", CommitteeKind.EXECUTIVE_COMMITTEE, 11, False, False),
            ("county_council", "Kreistag", CommitteeKind.COUNTY_COUNCIL, 50, True, True),
        )
    ]
    return [
        Masterplan(id="heidekreis/masterplan", region_key="heidekreis", title="Masterplan Bildung"),
        MasterplanVersion(
            id=BASE,
            masterplan_id="heidekreis/masterplan",
            label="2.0",
            period_from_year=2019,
            period_to_year=2023,
            motto="Strukturen verstetigen – das Bild vervollständigen – Entwicklungen aufnehmen",
            state=VersionState.IN_FORCE,
            adopted_on=date(2018, 12, 31),
        ),
        MasterplanVersion(
            id=TARGET,
            masterplan_id="heidekreis/masterplan",
            label="3.0",
            period_from_year=2028,
            period_to_year=2032,
            base_version_id=BASE,
        ),
        Cycle(
            id=CYCLE,
            region_key="heidekreis",
            base_version_id=BASE,
            target_version_id=TARGET,
            opened_at=NOW,
            is_simulated=is_simulated,
        ),
        *(
            FocusArea(id=f"{TARGET}/{key}", version_id=TARGET, key=key, title=title)
            for key, title in (("transitions", "Übergänge"), ("framework", "Rahmenbedingungen"))
        ),
        *organisations,
        *committees,
    ]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sources() -> list[SQLModel]:
    """Two tables and their files."""
    tables = (
        ("21111-02-06-4", "Absolvierende/Abgehende nach Abschlussarten"),
        ("13211-02-05-4", "Arbeitslose nach ausgewählten Personengruppen sowie Arbeitslosenquoten"),
    )
    made: list[SQLModel] = [
        Source(
            id="heidekreis/none",
            region_key="heidekreis",
            key="none",
            title="Schuleingangsuntersuchung",
            table_code="99999-01-01-4",
            publisher="Gesundheitsamt",
            licence="",
            owner_id="heidekreis/youth",
            expected_lag_days=100,
        )
    ]
    for code, title in tables:
        made += [
            Source(
                id=f"heidekreis/{code}",
                region_key="heidekreis",
                key=code,
                title=title,
                table_code=code,
                publisher="Statistische Ämter des Bundes und der Länder",
                licence="dl-de/by-2-0",
                owner_id="heidekreis/office",
                expected_lag_days=400,
            ),
            Release(
                id=f"release/{code}",
                source_id=f"heidekreis/{code}",
                table_code=code,
                title=title,
                file_name=f"{code}_2023.csv",
                sha256=_sha(code),
                size_bytes=120_000,
                encoding="cp1252",
                layout="genesis_table",
                stand="13.03.2025 / 10:21:04",
                retrieved_at=NOW,
            ),
        ]
    return made


def _cells() -> pd.DataFrame:
    rows = [
        (
            1,
            "release/21111-02-06-4",
            "lv_no",
            "03358",
            "2023",
            "leaving_year",
            "",
            163.0,
            "count",
            ValueStatus.REPORTED,
            "",
            301,
            5,
        ),
        (
            2,
            "release/21111-02-06-4",
            "lv",
            "03358",
            "2023",
            "leaving_year",
            "",
            1477.0,
            "count",
            ValueStatus.REPORTED,
            "",
            301,
            3,
        ),
        (
            3,
            "release/21111-02-06-4",
            "lv_fhr",
            "03358",
            "2023",
            "leaving_year",
            "",
            None,
            "count",
            ValueStatus.UNKNOWN_OR_CONFIDENTIAL,
            ".",
            301,
            11,
        ),
        (
            4,
            "release/13211-02-05-4",
            "alq",
            "03358",
            "2025",
            "annual_mean",
            "",
            6.5,
            "pct",
            ValueStatus.REPORTED,
            "",
            288,
            9,
        ),
        (
            5,
            "release/21111-02-06-4",
            "lv_ahr",
            "03358",
            "2023",
            "leaving_year",
            "",
            2.0,
            "count",
            ValueStatus.REPORTED,
            "",
            301,
            13,
        ),
    ]
    return pd.DataFrame(rows, columns=list(CELL_COLUMNS))


def value(key: str, code: str, period: str, number: float | None, **more: object) -> IndicatorValue:
    """One value of one indicator."""
    facts: dict[str, object] = {
        "id": f"{CYCLE}/1/{key}/{code}/{period}",
        "cycle_id": CYCLE,
        "round": 1,
        "indicator_key": key,
        "indicator_version": 1,
        "region_code": code,
        "period": period,
        "value": number,
        "status": IndicatorStatus.COMPUTED if number is not None else IndicatorStatus.INPUT_CONFIDENTIAL,
    }
    return IndicatorValue(**{**facts, **more})


def values() -> list[SQLModel]:
    """Leavers without certificate with all that belongs to it, the unemployment rate, a secret one."""
    made: list[SQLModel] = [
        value(
            "D15",
            "03358",
            "2023",
            11.0358835,
            numerator=163,
            denominator=1477,
            ci_low=9.54,
            ci_high=12.74,
            method="wilson95+funnel",
            assessment=Assessment.USUAL,
            z_adjusted=1.96,
        ),
        value(
            "D15",
            "03",
            "2023",
            7.67,
            numerator=6000,
            denominator=78227,
            ci_low=7.49,
            ci_high=7.86,
            method="wilson95",
        ),
        value("D15", "DG", "2023", 7.12, ci_low=7.05, ci_high=7.19, method="wilson95"),
        *(
            value("D15", "03358", year, number, method="wilson95")
            for year, number in (("2019", 8.2), ("2020", 7.9), ("2022", 9.6))
        ),
        value("D15", "03358", "2021", None),
        *(
            value("D15", "03", year, number)
            for year, number in (("2019", 6.1), ("2020", 6.3), ("2021", 6.2), ("2022", 7.1))
        ),
        *(
            value("D15", code, "2023", 4.0 + (number * 37 % 90) / 10)
            for number, code in enumerate(COUNTIES)
            if code != "03358"
        ),
        value("A11", "03358", "2025", 6.5, method="official"),
        value("A11", "03", "2025", 6.1, method="official"),
        value("D19", "03358", "2023", None),
        value("A12", "03358", "2025", 12.5, is_publishable=False, numerator=2, denominator=16),
    ]
    inputs = (("D15", "2023", 1, "lv_no"), ("D15", "2023", 2, "lv"), ("A11", "2025", 4, "alq"))
    return made + [
        IndicatorInput(value_id=f"{CYCLE}/1/{key}/03358/{period}", observation_id=cell, name=name)
        for key, period, cell, name in inputs
    ]


def reviews() -> list[SQLModel]:
    """Measures of the plan in force, three of them reviewed, one unanswered."""
    titles = (
        "Qualitätskriterien in den Übergängen bis zur Grundschule",
        "Kodex für gute Ausbildung",
        "Zentrale Anlaufstelle für Einrichtungen der non-formalen Bildung",
        LONG_TITLE,
    )
    made: list[SQLModel] = []
    for number, (title, disposition) in enumerate(
        zip(
            titles, (Disposition.REORIENTED, Disposition.CONTINUED, Disposition.COMPLETED, None), strict=True
        ),
        start=1,
    ):
        code = f"M{number:02}"
        made += [
            Measure(
                id=f"heidekreis/{code}",
                region_key="heidekreis",
                code=code,
                title=title,
                title_source="" if number == 4 else "Praxisbeispiel",
            ),
            PlannedMeasure(
                id=f"{BASE}/{code}",
                version_id=BASE,
                measure_id=f"heidekreis/{code}",
                owner_id="heidekreis/vhs",
            ),
        ]
        if disposition is None:
            continue
        made += [
            MeasureReview(
                id=f"{CYCLE}/review/{code}",
                cycle_id=CYCLE,
                round=1,
                measure_id=f"heidekreis/{code}",
                owner_id="heidekreis/vhs",
                status=ImplementationStatus.IN_PROGRESS,
                output="Zwei Fachtage fanden statt. Ein Leitfaden liegt vor.",
                obstacles="Personalwechsel",
                indicator_key="D15",
                proposal=disposition,
                reason="Der Bedarf besteht fort.",
                answered_at=NOW,
                is_simulated=number == 2,
            ),
            Fate(
                id=f"{CYCLE}/fate/{code}",
                cycle_id=CYCLE,
                round=1,
                measure_id=f"heidekreis/{code}",
                review_id=f"{CYCLE}/review/{code}",
                disposition=disposition,
                reason="Der Bedarf besteht fort.",
                is_confirmed=True,
            ),
        ]
    return made


def agreed() -> list[SQLModel]:
    """Needs, topics, forums and the measures of the new version."""
    return [
        Finding(
            id="finding/1",
            cycle_id=CYCLE,
            round=1,
            indicator_key="D15",
            value_id=f"{CYCLE}/1/D15/03358/2023",
            pattern=Pattern.LEVEL,
            sentence="11,04 % verließen die Schule ohne Abschluss.",
        ),
        Need(
            id="need/1",
            cycle_id=CYCLE,
            round=1,
            number=1,
            title="Sekundarstufe I: Abgehende ohne Hauptschulabschluss",
            life_stage="lower_secondary",
            focus_area_key="transitions",
            state=NeedState.ACKNOWLEDGED,
        ),
        NeedFinding(need_id="need/1", finding_id="finding/1"),
        Topic(
            id="topic/1",
            cycle_id=CYCLE,
            round=1,
            number=1,
            title="Abschlüsse sichern",
            reason="Grundlage ist der Anteil von 11,04 %.",
            focus_area_key="transitions",
            state=TopicState.AGREED,
            place=2,
        ),
        Topic(
            id="topic/2",
            cycle_id=CYCLE,
            round=1,
            number=2,
            title="Neuausrichtung: Qualitätskriterien",
            reason="Grundlage ist die Überprüfung der Maßnahme M01.",
            focus_area_key="transitions",
            state=TopicState.AGREED,
            place=1,
        ),
        Topic(
            id="topic/3",
            cycle_id=CYCLE,
            round=1,
            number=3,
            title="Ein Thema, das nicht vereinbart wurde",
            reason="Grund.",
            focus_area_key="framework",
            state=TopicState.REJECTED,
        ),
        TopicNeed(topic_id="topic/1", need_id="need/1"),
        TopicFate(topic_id="topic/2", fate_id=f"{CYCLE}/fate/M01"),
        ExpertForum(
            id="forum/1",
            topic_id="topic/1",
            title="Fachforum „Abschlüsse sichern“",
            lead_id="heidekreis/office",
            planned_on=date(2027, 6, 14),
            state=ForumState.FIXED,
        ),
        PlannedMeasure(
            id=f"{TARGET}/M01",
            version_id=TARGET,
            measure_id="heidekreis/M01",
            disposition=Disposition.REORIENTED,
            decision_status=DecisionStatus.AGREED_TOPIC,
            focus_area_key="transitions",
            life_stage="early_childhood",
            owner_id="heidekreis/youth",
            goal="Bis 2030 arbeiten alle Einrichtungen nach gemeinsamen Kriterien",
            indicator_key="D15",
            topic_id="topic/2",
            is_budget_relevant=True,
            cost_eur=12_000,
            cost_yearly_eur=45_000,
            fiscal_year=2028,
            route="strategy_group>school_committee>executive_committee>county_council",
        ),
        PlannedMeasure(
            id=f"{TARGET}/M02",
            version_id=TARGET,
            measure_id="heidekreis/M02",
            disposition=Disposition.CONTINUED,
            focus_area_key="transitions",
            life_stage="vocational_education",
            owner_id="heidekreis/vhs",
            goal="Der Kodex gilt weiter",
            route="strategy_group",
            is_simulated=True,
        ),
        PlannedMeasure(
            id=f"{TARGET}/M04",
            version_id=TARGET,
            measure_id="heidekreis/M04",
            disposition=Disposition.CONTINUED,
        ),
    ]


def quality() -> list[SQLModel]:
    """Quality findings of all severities, one waived, one gone, and a rejected row."""

    def found(number: int, severity: Severity, state: QualityState, **more: object) -> QualityFinding:
        return QualityFinding(
            id=f"quality/{number}",
            region_key="heidekreis",
            suite_key="collect_data",
            rule_key=f"rule_{number}",
            severity=severity,
            state=state,
            what=f"Befund {number}: Der Wert passt nicht zur Summe.",
            place="21111-02-06-4_2023.csv, Zeile 301, Spalte 5",
            mend="Datei neu abrufen.",
            owner_id="heidekreis/office",
            first_seen_at=NOW,
            last_seen_at=NOW,
            last_run_id="run/1",
            **more,
        )

    return [
        QualityRun(
            id="run/1",
            region_key="heidekreis",
            cycle_id=CYCLE,
            suite_key="collect_data",
            round=1,
            ran_at=NOW,
            rules_count=41,
            rows_count=1200,
            failed_count=3,
        ),
        found(1, Severity.NOTE, QualityState.OPEN),
        found(2, Severity.CRITICAL, QualityState.NEW),
        found(
            3,
            Severity.WARNING,
            QualityState.WAIVED,
            waived_by="Interne Steuerungsgruppe",
            waived_reason="Die Abweichung ist gerundet.",
            waived_until_on=date(2027, 12, 31),
        ),
        found(4, Severity.WARNING, QualityState.GONE),
        RejectedRow(
            id=1,
            release_id="release/21111-02-06-4",
            row_number=512,
            column_number=2,
            reason="Schlüssel 3358 hat vier Stellen.",
            mend="Führende Null ergänzen: 03358.",
        ),
        DataSnapshot(id="snapshot/1", cycle_id=CYCLE, round=1, sha256=_sha("snapshot"), taken_at=NOW),
    ]


def council() -> list[SQLModel]:
    """The papers and votes of the last stage, and the votes on topics."""

    def gate(number: int, committee: str, key: str, kind: GateKind) -> Gate:
        return Gate(
            id=f"gate/{key}",
            stage_run_id=f"{CYCLE}/{number}",
            committee_id=f"heidekreis/{committee}",
            key=key,
            kind=kind,
            question="?",
            content_sha256=_sha(key),
            opened_at=NOW,
            due_on=TODAY,
        )

    return [
        gate(1, "strategy_group", "topics", GateKind.RANK),
        GateItem(
            id="item/topic/1",
            gate_id="gate/topics",
            number=1,
            subject_id="topic/1",
            title="Thema 1",
            text="Das Thema wird aufgenommen.",
            result=ItemResult.ADOPTED,
            yes_count=15,
            no_count=2,
            abstain_count=1,
        ),
        gate(2, "county_council", "resolution", GateKind.DECIDE),
        GateItem(
            id="item/plan",
            gate_id="gate/resolution",
            number=1,
            subject_id=TARGET,
            title="Masterplan Bildung 3.0 (2028–2032)",
            text="Der Masterplan Bildung 3.0 für die Jahre 2028 bis 2032 wird beschlossen.",
        ),
        GateItem(
            id="item/M01",
            gate_id="gate/resolution",
            number=2,
            subject_id=f"{TARGET}/M01",
            title="M01",
            text="Die Maßnahme M01 wird mit 12.000 € einmalig und 45.000 € jährlich ab dem Haushaltsjahr 2028 beschlossen.",
        ),
        gate(3, "strategy_group", "final_discussion", GateKind.RECOMMEND),
        GateItem(
            id="item/recommend/plan",
            gate_id="gate/final_discussion",
            number=1,
            subject_id=TARGET,
            title="Masterplan Bildung 3.0 (2028–2032)",
            text="Dem Kreistag wird empfohlen, den Plan zu beschließen.",
        ),
        Recommendation(
            gate_item_id="item/recommend/plan",
            committee_id="heidekreis/strategy_group",
            subject_id=TARGET,
            result=ItemResult.ADOPTED,
            text="Dem Kreistag wird empfohlen, den Plan zu beschließen.",
            on_date=date(2027, 9, 1),
            yes_count=17,
            no_count=1,
            abstain_count=2,
            present_count=20,
        ),
        Meeting(id="meeting/1", committee_id="heidekreis/county_council", held_on=date(2027, 11, 19)),
        Paper(
            id="paper/county_council",
            cycle_id=CYCLE,
            round=1,
            committee_id="heidekreis/county_council",
            subject="Masterplan Bildung 3.0: Fortschreibung für die Jahre 2028 bis 2032",
            facts="Die Fortschreibung begann 2027.",
            reasons="Die Strategiegruppe hat beraten.",
            proposed_resolution="Der Masterplan Bildung 3.0 für die Jahre 2028 bis 2032 wird beschlossen.",
            created_at=NOW,
        ),
        Document(
            id="document/draft",
            cycle_id=CYCLE,
            stage_key="draft_plan",
            round=1,
            kind="draft_plan",
            title="Entwurf",
            html="<p></p>",
            html_sha256=_sha("draft"),
            created_at=NOW,
        ),
    ]


def a_comment(
    anchor: str, answer: str, *, draft_id: str, state: CommentState = CommentState.ACCEPTED
) -> Comment:
    """A remark with the office's answer."""
    return Comment(
        id=f"comment/{anchor}/{state}",
        gate_id="gate/draft",
        draft_id=draft_id,
        anchor=anchor,
        author="Mitglied für den Kreiselternrat",
        text="Die Eltern kommen nicht vor.",
        made_at=NOW,
        state=state,
        answer=answer,
        answered_at=NOW if answer else None,
    )
