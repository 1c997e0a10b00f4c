"""Drafts, topics and resolution papers tell what was proposed, voted and decided."""

import re
from datetime import date

import pytest

from models import (
    AgendaItem,
    Ballot,
    Committee,
    DecisionStatus,
    Document,
    DraftVersion,
    Gate,
    ItemResult,
    MinorityStatement,
    PlannedMeasure,
    Recommendation,
    Resolution,
    Seat,
)
from models.gate import Answer
from steering.changes import changed
from steering.documents.draft import stretches
from steering.documents.kinds import facts_of
from steering.documents.masterplan import masterplan
from steering.documents.resolution import resolution_paper
from steering.documents.topics import topic_list
from steering.drafting import write_passages
from steering.errors import NotThere
from steering.stage import Desk
from templates.documents import write_document
from tests.steering.documented import (
    CYCLE,
    NOW,
    RESOLVED,
    TARGET,
    a_comment,
    a_desk,
    everything,
    resolved,
)


def with_two_drafts() -> Desk:
    """A desk on which the second draft answers a comment on the first."""
    first, first_evidence = write_passages(a_desk(), "draft/1")
    kept = [
        *everything(),
        DraftVersion(
            id="draft/1", cycle_id=CYCLE, round=1, title="Entwurf 1", sha256="0" * 64, created_at=NOW
        ),
        *first,
        *first_evidence,
        a_comment("measure-M02", "Neu: „Die Eltern werden beteiligt.“", draft_id="draft/1"),
    ]
    second, second_evidence = write_passages(a_desk(records=kept), "draft/2")
    draft = DraftVersion(
        id="draft/2",
        cycle_id=CYCLE,
        round=2,
        title="Entwurf 2",
        sha256="1" * 64,
        previous_id="draft/1",
        created_at=NOW,
    )
    return a_desk(records=[*kept, draft, *second, *second_evidence])


def test_topics_stand_in_their_order_with_votes_and_grounds() -> None:
    facts = topic_list(a_desk())

    assert [(topic.place, topic.number) for topic in facts.topics] == [(1, 2), (2, 1), (None, 3)]
    second = facts.topics[1]
    assert (second.yes_count, second.no_count, second.abstain_count, second.has_votes) == (15, 2, 1, True)
    assert second.needs[0].sentences == ("11,04 % verließen die Schule ohne Abschluss.",)
    assert [forum.planned_on for forum in facts.forums] == [date(2027, 6, 14)]


def test_a_simulated_vote_on_a_topic_is_marked() -> None:
    ballot = Ballot(
        gate_item_id="item/topic/1",
        seat_id="s",
        answer=Answer.YES,
        mandate_id="m",
        content_sha256="0" * 64,
        cast_at=NOW,
        is_simulated=True,
    )

    facts = topic_list(a_desk(records=[*everything(), ballot]))

    assert [topic.is_simulated for topic in facts.topics] == [False, True, False]


def test_the_draft_shows_what_changed_since_the_round_before() -> None:
    page = write_document("draft_plan", facts_of("draft_plan", with_two_drafts()))

    assert "Was sich gegenüber Runde 1 geändert hat" in page
    assert "<ins>Die Eltern werden beteiligt. </ins>" in page
    assert "Mitglied für den Kreiselternrat" in page


def test_two_texts_compared_hold_both_texts() -> None:
    found = stretches("Das Ziel ist klar.", "Das neue Ziel ist sehr klar.")

    assert "".join(each.text for each in found if each.kind != "added") == "Das Ziel ist klar."
    assert "".join(each.text for each in found if each.kind != "removed") == "Das neue Ziel ist sehr klar."


def test_a_cycle_without_a_draft_has_no_draft_to_show() -> None:
    with pytest.raises(NotThere, match="No draft"):
        facts_of("draft_plan", a_desk())


def test_the_resolution_paper_proposes_item_by_item_and_adds_the_money_up() -> None:
    facts = resolution_paper(a_desk())

    assert [item.text for item in facts.items] == [
        "Der Masterplan Bildung 3.0 für die Jahre 2028 bis 2032 wird beschlossen.",
        RESOLVED,
    ]
    assert (facts.total_once_eur, facts.total_yearly_eur) == (12_000, 45_000)
    assert [(step.committee, step.role) for step in facts.consultations] == [
        ("Strategiegruppe Bildung", "consult_recommend"),
        ("Ausschuss für Schule und Bildung", "consult_prepare"),
        ("Kreisausschuss", "consult_prepare"),
        ("Kreistag", "consult_decide"),
    ]
    assert facts.held_on == date(2027, 11, 19)
    assert [(each.yes_count, each.present_count) for each in facts.recommendations] == [(17, 20)]
    assert [annex.title for annex in facts.annexes] == ["Entwurf"]


def test_a_measure_without_a_cover_is_not_passed_over() -> None:
    page = write_document("resolution_paper", resolution_paper(a_desk()))

    assert "noch zu benennen" in page
    assert "Deckung fehlt." in page


def test_after_the_council_the_paper_tells_what_was_decided() -> None:
    decided = Resolution(
        gate_item_id="item/M01",
        committee_id="heidekreis/county_council",
        meeting_id="meeting/1",
        subject_id=f"{TARGET}/M01",
        result=ItemResult.POSTPONED,
        text="",
        conditions="bis zum Haushalt 2029",
        on_date=date(2027, 11, 19),
        yes_count=30,
        no_count=15,
        abstain_count=2,
        present_count=47,
    )

    page = write_document("resolution_paper", resolution_paper(a_desk(records=[*everything(), decided])))

    assert "Beschluss: Kreistag" in page
    assert "vertagt: bis zum Haushalt 2029" in page


def stated(text: str = "Die Kosten sind nicht gedeckt.") -> MinorityStatement:
    return MinorityStatement(
        id="statement/1",
        gate_item_id="item/recommend/plan",
        seat_id="seat/7",
        mandate_id="mandate/7",
        number=1,
        text=text,
        made_at=NOW,
    )


def with_statement(*, is_public: bool, is_secret: bool = False, in_private: bool = False) -> Desk:
    """A desk on which a member of the strategy group did not go along with its recommendation."""
    seat = Seat(id="seat/7", committee_id="heidekreis/strategy_group", number=7, title="Kreiselternrat")
    point = AgendaItem(
        id="point/1",
        meeting_id="meeting/2",
        gate_id="gate/final_discussion",
        title="Masterplan",
        position=1,
        number="1",
        is_public=not in_private,
    )
    records = [
        changed(each, is_public=is_public)
        if isinstance(each, Committee) and each.id == seat.committee_id
        else changed(each, is_secret=is_secret)
        if isinstance(each, Gate) and each.id == "gate/final_discussion"
        else each
        for each in everything()
    ]
    return a_desk(records=[*records, seat, point, stated()])


@pytest.mark.parametrize(
    ("is_public", "in_private", "who"),
    [(True, False, "Kreiselternrat"), (False, False, ""), (True, True, "")],
)
def test_a_minority_statement_is_printed_and_names_its_seat_only_in_public(
    *, is_public: bool, in_private: bool, who: str
) -> None:
    facts = resolution_paper(with_statement(is_public=is_public, in_private=in_private))
    (statement,) = facts.recommendations[0].statements
    german, english = (write_document("resolution_paper", facts, language=each) for each in ("de", "en"))

    assert (statement.who, statement.text) == (who, "Die Kosten sind nicht gedeckt.")
    assert "Sondervoten" in german
    assert f"{who or 'Ein Mitglied'}, Masterplan" in german
    assert f"{who or 'A member'}, Masterplan" in english
    assert ("Kreiselternrat" in german) == bool(who)


def test_beside_a_secret_vote_no_statement_is_printed() -> None:
    page = write_document(
        "resolution_paper", resolution_paper(with_statement(is_public=True, is_secret=True))
    )

    assert "Sondervoten" not in page
    assert "nicht gedeckt" not in page


def test_without_a_statement_there_is_no_heading_for_one() -> None:
    assert "Sondervoten" not in write_document("resolution_paper", resolution_paper(a_desk()))


def test_the_newest_of_each_earlier_document_is_an_annex() -> None:
    later = Document(
        id="d2",
        cycle_id=CYCLE,
        stage_key="draft_plan",
        round=2,
        kind="draft_plan_decided",
        title="Entwurf, Endfassung",
        html="",
        html_sha256="f" * 64,
        created_at=NOW.replace(month=9),
    )

    facts = resolution_paper(a_desk(records=[*everything(), later]))

    assert [annex.title for annex in facts.annexes] == ["Entwurf, Endfassung"]


def test_a_body_without_a_paper_is_named() -> None:
    with pytest.raises(NotThere, match="Kreisausschuss"):
        resolution_paper(a_desk(), "executive_committee")


def test_after_the_council_no_cover_is_asked_for_and_only_what_was_adopted_is_added_up() -> None:
    prepared = Recommendation(
        gate_item_id="item/M01",
        committee_id="heidekreis/executive_committee",
        subject_id=f"{TARGET}/M01",
        result=ItemResult.ADOPTED,
        text="",
        on_date=date(2027, 11, 1),
        yes_count=9,
        no_count=1,
        abstain_count=0,
        present_count=10,
    )

    facts = resolution_paper(a_desk(records=[*everything(), prepared, *resolved()]))
    page = write_document("resolution_paper", facts)

    assert "Deckung fehlt." not in page
    assert "Vorberatung: Kreisausschuss" in page
    assert [each.yes_count for each in facts.preparations] == [9]
    assert (facts.total_once_eur, facts.total_yearly_eur) == (0, 0)
    assert "Summe der beschlossenen Maßnahmen" in page


def test_a_change_to_a_measure_is_headed_by_its_name() -> None:
    page = write_document("draft_plan", facts_of("draft_plan", with_two_drafts()))

    assert re.search(r"<h3>M02 [^<]+\(geändert\)</h3>", page)
    assert "<h3>Maßnahmen (geändert)</h3>" not in page


def test_the_adopted_plan_tells_what_was_decided_and_nothing_of_its_making() -> None:
    drafted = with_two_drafts()
    records = [*drafted.records.everything(), *resolved()]
    sheets = [each for each in records if isinstance(each, PlannedMeasure) and each.version_id == TARGET]
    kept = [each for each in records if each not in sheets]
    first, *others = sorted(sheets, key=lambda each: each.id)
    decided = [changed(first, decision_status=DecisionStatus.POSTPONED)] + [
        changed(each, decision_status=DecisionStatus.DECIDED) for each in others
    ]

    facts = masterplan(a_desk(records=[*kept, *decided]))
    page = write_document("masterplan", facts).replace("\u00a0", " ")

    assert facts.title == "Masterplan Bildung 3.0"
    assert "zurückgestellt durch den Kreistag: bis zum Haushalt 2029." in page
    assert "beschlossen mit dem Plan." in page
    assert "30 Ja, 15 Nein, 2 Enthaltungen; 47 anwesend." in page
    assert "gilt vom 1. Januar 2028 bis zum 31. Dezember 2032" in page
    assert not any(
        word in page for word in ("<ins>", "Anmerkungen", "Dieser Text gilt noch nicht", "geändert<")
    )


def test_no_plan_is_written_before_the_council_has_decided() -> None:
    with pytest.raises(NotThere, match="council"):
        masterplan(with_two_drafts())
