"""Measures, their reviews and fates, topics and forums."""

from datetime import date

from sqlmodel import SQLModel

from models import (
    DecisionStatus,
    Disposition,
    ExpertForum,
    Fate,
    Finding,
    ForumState,
    ImplementationStatus,
    Measure,
    MeasureReview,
    Need,
    NeedFinding,
    NeedState,
    Pattern,
    PlannedMeasure,
    Topic,
    TopicFate,
    TopicNeed,
    TopicState,
)
from tests.steering.documented.names import (
    BASE,
    CYCLE,
    LONG_TITLE,
    NOW,
    TARGET,
)


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
