"""What people get: complete, short, plain, safe."""

import dataclasses
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from models import GateKind, GateState, ItemResult, RequestKind
from templates.envelope import WITHOUT_COMMITTEE
from templates.environment import render
from templates.letter import WIDTH
from templates.notices import FACTS_OF, Notice, write_notice
from templates.occasions import (
    Capacity,
    Contact,
    DeliveryRequested,
    Fault,
    ItemOutcome,
    Occasion,
    Recipient,
)
from templates.words import LANGUAGES
from tests.templates.occasions_of_a_cycle import (
    DUE_ON,
    EVERYWHERE,
    LINK,
    OF_COUNCIL,
    OF_DATA,
    OF_MEASURE,
    some_facts,
)
from tests.templates.occasions_of_a_meeting import OF_MEETINGS

EVERY = [(occasion, language) for occasion in Occasion for language in LANGUAGES]
OVER = [state for state in GateState if state is not GateState.OPEN]
WITHOUT_DEADLINE = {
    Occasion.CYCLE_OPENED,
    Occasion.OUTCOME,
    Occasion.PLAN_ADOPTED,
    Occasion.REVISION_DUE,
    Occasion.DELEGATION_CHANGED,
    Occasion.STATEMENT_FILED,
    Occasion.MEETING_NEEDED,
    Occasion.DIGEST,
    Occasion.FIGURES_REVISED,
    Occasion.STAGE_SKIPPED,
}
ENGLISH_WORDS = (
    "meeting",
    "cycle",
    "gate",
    "round",
    "stage",
    "committee",
    "draft",
    "review",
    "feedback",
    "workflow",
    "item",
    "deadline",
)
OTHER_WORDS_FOR_OUR_THINGS = (
    "Update",
    "Deadline",
    "Meeting",
    "Kommission",
    "Session",
    "User",
    "Ticket",
    "Umfrage",
)
GENDER_STARS = re.compile(r"\w[*:_·]in(nen)?\b|\w/-?innen\b|[a-zäöü]Innen\b")
MONSTER = (
    'Sehr „langer“ Titel <script>alert("x")</script> & \u202everdreht ' + "Zusammenarbeit der Schulen " * 40
)


def bodies(notice: Notice) -> str:
    return notice.text.replace(LINK, "")


def without_lists(text: str) -> str:
    return "\n\n".join(part for part in text.split("\n\n") if not part.startswith(("- ", "1. ")))


def sentences(text: str) -> list[str]:
    flowing = re.sub(r"(\d)\. (?=[A-ZÄÖÜ]\w+ \d{4})", r"\1 ", " ".join(without_lists(text).split()))
    return [part for part in re.split(r"(?<=[.?!:])[“”]? ", flowing) if part.split()]


class Links(HTMLParser):
    """Every address, and every tag, of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "background"}]


def test_every_occasion_has_its_facts() -> None:
    assert set(FACTS_OF) == set(Occasion)


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_a_notice_says_who_asks_where_to_go_whom_to_ask_and_why_you(
    occasion: Occasion, language: str
) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    flowing = " ".join(notice.text.split())
    first_paragraph = flowing.split(". ")[0]
    assert "Stabsstelle Schulverwaltung, Bildung und ÖPNV" in first_paragraph
    assert f"\n{LINK}\n" in notice.text
    assert notice.text.count("https://") == 1
    assert "masterplan@example.org" in flowing
    assert "05191 000-000" in flowing
    assert ("Sie erhalten diese Nachricht" if language == "de" else "You receive this message") in flowing
    if occasion not in WITHOUT_DEADLINE:
        assert ("Freitag, 12. März 2027" if language == "de" else "Friday, 12 March 2027") in flowing


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_a_notice_is_short_and_its_subject_fits_a_phone(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    counted = without_lists(bodies(notice))
    told = sentences(bodies(notice))
    assert len(counted.split()) <= 120
    assert len(notice.subject) <= 70
    assert sum(len(one.split()) for one in told) / len(told) <= 15
    assert all(len(line) <= WIDTH or line == LINK for line in notice.text.splitlines())


@pytest.mark.parametrize(
    "occasion",
    sorted(
        set(Occasion)
        - WITHOUT_DEADLINE
        - set(OF_MEETINGS)
        - {
            Occasion.RECEIPT,
            Occasion.SECRET_RECEIPT,
            Occasion.CONSENT_NOTED,
            Occasion.SENT_BACK,
            Occasion.ESCALATION,
            Occasion.OVERDUE,
            Occasion.REPORT_OVERDUE,
            Occasion.SEAT_ANSWERED,
            Occasion.RECUSAL_NOTED,
        }
    ),
)
def test_a_subject_begins_with_the_wish_and_the_date(occasion: Occasion) -> None:
    notice = write_notice(occasion, some_facts(occasion))

    assert re.match(r"Bitte [\w ]+ bis Fr 12\.03\.", notice.subject)


@pytest.mark.parametrize("occasion", list(Occasion))
def test_german_notices_speak_plain_german(occasion: Occasion) -> None:
    notice = write_notice(occasion, some_facts(occasion))

    words = re.findall(r"\w+", f"{notice.subject} {bodies(notice)}")
    assert not {word.lower() for word in words} & set(ENGLISH_WORDS)
    assert not set(words) & set(OTHER_WORDS_FOR_OUR_THINGS)
    assert not GENDER_STARS.search(notice.text)


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_nothing_is_left_unfilled(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    for written in (notice.subject, notice.text, notice.html.partition("<body>")[2]):
        assert not re.search(r"[{}]|None|Undefined|\bTrue\b|\bFalse\b|>>", written)
        assert "  " not in written.replace("\n  ", "\n")


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_the_page_has_one_link_and_nothing_from_elsewhere(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    page = Links(notice.html)
    assert page.addresses == [LINK]
    assert not {"img", "script", "link", "iframe", "object", "table"} & set(page.tags)
    assert f'<html lang="{language}">' in notice.html
    assert "prefers-color-scheme: dark" in notice.html


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_page_and_text_say_the_same(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    class Words(HTMLParser):
        told = ""
        number: int | None = None

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            if tag in {"ol", "ul"}:
                self.number = 0 if tag == "ol" else None
            elif tag == "li" and self.number is not None:
                self.number += 1
                self.told += f"{self.number} "

        def handle_data(self, data: str) -> None:
            self.told += data + " "

    page = Words()
    page.feed(notice.html.partition("<body>")[2])

    def words_of(text: str) -> list[str]:
        return re.findall(r"[\w@€%]+", text)

    assert words_of(page.told.replace("\u00a0", " ")) == words_of(notice.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", sorted(set(Occasion) - set(OF_MEETINGS)))
def test_a_hostile_title_stays_text(occasion: Occasion, language: str) -> None:
    texts = {
        field.name: MONSTER
        for field in dataclasses.fields(FACTS_OF[occasion])
        if field.type is str and field.name not in {"link", "committee", "asker", "place"}
    }

    notice = write_notice(occasion, some_facts(occasion, **texts, is_simulated=True), language=language)

    assert len(notice.subject) <= 78
    assert "\n" not in notice.subject
    assert "script" not in Links(notice.html).tags
    assert "\u202e" not in notice.subject + notice.text + notice.html
    assert "<script>" in notice.text
    assert "&lt;script&gt;" in notice.html


@given(title=st.text(min_size=1).filter(lambda text: text.strip(" \t\r\n\x0b\x0c") != ""))
@settings(max_examples=60, deadline=None)
def test_no_title_makes_a_second_button_a_second_link_or_a_header(title: str) -> None:
    facts = some_facts(
        Occasion.REVIEW_REQUESTED, title=title + "\r\nBcc: alle@example.org\n\n>> Knopf\n- Liste"
    )

    notice = write_notice(Occasion.REVIEW_REQUESTED, facts)

    assert len(notice.subject) <= 70
    assert not re.search(r"[\r\n]", notice.subject)
    assert Links(notice.html).addresses == [LINK]
    assert Links(notice.html).tags.count("ul") == 0


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_an_exercise_says_so_before_anything_else(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion, is_simulated=True), language=language)

    prefix, first = ("[Übung] ", "Übung: ") if language == "de" else ("[Exercise] ", "Exercise: ")
    assert notice.subject.startswith(prefix)
    assert len(notice.subject) <= 78
    assert notice.text.startswith(first)
    assert '<p class="exercise">' in notice.html


def test_a_real_notice_does_not_speak_of_exercises() -> None:
    notice = write_notice(Occasion.GATE_OPENED, some_facts(Occasion.GATE_OPENED))

    assert "Übung" not in notice.subject + notice.text
    assert '<p class="exercise">' not in notice.html


def test_a_long_title_is_cut_between_words() -> None:
    facts = some_facts(
        Occasion.REVIEW_REQUESTED, title="Zusammenarbeit aller Schulen mit allen Kindertagesstätten"
    )

    notice = write_notice(Occasion.REVIEW_REQUESTED, facts)

    assert notice.subject == "Bitte überprüfen bis Fr 12.03.: Zusammenarbeit aller Schulen mit …"


@pytest.mark.parametrize("kind", list(GateKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_gate_can_be_asked_and_told(kind: GateKind, language: str) -> None:
    asked = write_notice(Occasion.GATE_OPENED, some_facts(Occasion.GATE_OPENED, kind=kind), language=language)
    told = [
        write_notice(
            Occasion.OUTCOME, some_facts(Occasion.OUTCOME, kind=kind, state=state), language=language
        )
        for state in OVER
    ]

    assert asked.subject.startswith("Bitte " if language == "de" else "Please ")
    assert len({notice.subject for notice in told}) == len(OVER)


def test_only_a_recommendation_says_that_it_is_no_resolution() -> None:
    recommended = write_notice(
        Occasion.GATE_OPENED, some_facts(Occasion.GATE_OPENED, kind=GateKind.RECOMMEND)
    )
    decided = write_notice(Occasion.GATE_OPENED, some_facts(Occasion.GATE_OPENED, kind=GateKind.DECIDE))

    assert "Eine Empfehlung ist noch kein Beschluss." in " ".join(recommended.text.split())
    assert "kein Beschluss" not in decided.text


def test_an_open_question_has_no_outcome() -> None:
    with pytest.raises(ValueError, match="still open"):
        some_facts(Occasion.OUTCOME, state=GateState.OPEN)


@pytest.mark.parametrize("occasion", list(Occasion))
def test_only_a_personal_link_is_called_personal(occasion: Occasion) -> None:
    personal = write_notice(occasion, some_facts(occasion, link_is_personal=True))
    shared = write_notice(occasion, some_facts(occasion))

    assert "Der Link gilt nur für Sie." in personal.text
    assert "nur für Sie" not in shared.text


def test_whoever_has_no_vote_is_told() -> None:
    adviser = Recipient(capacity=Capacity.ADVISORY, committee="Strategiegruppe Bildung")
    facts = some_facts(Occasion.GATE_OPENED, recipient=adviser, has_vote=False)

    notice = write_notice(Occasion.GATE_OPENED, facts)

    flowing = " ".join(notice.text.split())
    assert notice.subject.startswith("Bitte Stellung nehmen bis")
    assert "Ihr Rat zählt nicht als Stimme" in flowing
    assert "Enthaltung" not in flowing


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2027, 3, 10), "Das sind noch 2 Tage."),
        (date(2027, 3, 11), "Das ist noch 1 Tag."),
        (date(2027, 3, 12), "Die Frist endet heute, Freitag, 12. März 2027."),
        (date(2027, 3, 13), "Das war vor 1 Tag."),
        (date(2027, 3, 22), "Das war vor 10 Tagen."),
    ],
)
def test_a_reminder_counts_the_days(today: date, told: str) -> None:
    notice = write_notice(Occasion.REMINDER, some_facts(Occasion.REMINDER, today=today))

    assert told in " ".join(notice.text.split())


@pytest.mark.parametrize("asks", [*GateKind, *RequestKind])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", [Occasion.REMINDER, Occasion.DEADLINE_EXTENDED])
def test_whatever_was_asked_can_be_asked_again(
    asks: GateKind | RequestKind, language: str, occasion: Occasion
) -> None:
    notice = write_notice(occasion, some_facts(occasion, asks=asks), language=language)

    assert len(notice.subject) <= 70


@pytest.mark.parametrize(
    ("missing", "needed", "told"),
    [
        (22, 12, "Nötig sind mindestens 12 Antworten. Bisher liegt 1 vor."),
        (23, 12, "Nötig sind mindestens 12 Antworten. Bisher liegen keine vor."),
        (20, 12, "Bisher liegen 3 vor."),
        (1, 12, "fehlt noch eine Antwort von 23."),
        (9, None, "fehlen noch 9 Antworten von 23."),
    ],
)
def test_an_escalation_counts_what_is_missing(missing: int, needed: int | None, told: str) -> None:
    names = tuple(f"Sitz {number}" for number in range(1, missing + 1))

    notice = write_notice(
        Occasion.ESCALATION, some_facts(Occasion.ESCALATION, missing=names, needed_count=needed)
    )

    flowing = " ".join(notice.text.split())
    assert told in flowing
    assert len(flowing.split()) <= 120
    assert (f"{missing - 6} weitere" in flowing) == (missing > 6)


MANDATORY = (
    "ist bei dieser zweiten Ladung ohne Rücksicht auf die Anzahl der anwesenden Mitglieder beschlussfähig"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_summons_of_an_organ_holds_the_sentence_of_the_law(language: str) -> None:
    facts = some_facts(
        Occasion.SECOND_SUMMONS,
        committee="Kreistag",
        recipient=OF_COUNCIL,
        is_statutory=True,
        kind=GateKind.DECIDE,
    )

    notice = write_notice(Occasion.SECOND_SUMMONS, facts, language=language)

    flowing = " ".join(notice.text.split())
    assert f"Der Kreistag {MANDATORY}" in flowing
    assert ("§ 65 Absatz 2" if language == "de" else "section 65 (2)") in flowing
    assert "12. März 2027" in flowing or "12 March 2027" in flowing


def test_a_second_summons_of_an_advisory_body_names_its_own_rules() -> None:
    notice = write_notice(Occasion.SECOND_SUMMONS, some_facts(Occasion.SECOND_SUMMONS))

    flowing = " ".join(notice.text.split())
    assert f"Die Strategiegruppe Bildung {MANDATORY}" in flowing
    assert "die eigenen Regeln der Strategiegruppe Bildung" in flowing
    assert "§" not in flowing


def test_a_second_summons_to_a_meeting_tells_day_hour_and_place() -> None:
    facts = some_facts(
        Occasion.SECOND_SUMMONS,
        meeting_at=datetime(2027, 3, 12, 16, 0, tzinfo=UTC),
        place="Kreishaus, Saal 1",
    )

    notice = write_notice(Occasion.SECOND_SUMMONS, facts)

    assert notice.subject.startswith("Bitte kommen am Fr 12.03., zweite Ladung: ")
    assert "Freitag, 12. März 2027, um 17:00 Uhr, Ort: Kreishaus, Saal 1." in " ".join(notice.text.split())


def test_council_members_are_summoned_by_their_own_office() -> None:
    notice = write_notice(Occasion.PAPER_READY, some_facts(Occasion.PAPER_READY))

    flowing = " ".join(notice.text.split())
    assert "als Sitzungsdienst des Kreistages" in flowing
    assert "Sie laden wie immer selbst ein." in flowing
    assert "1. Der Kreistag beschließt den Masterplan Bildung 3.0" in notice.text


def test_an_outcome_without_votes_shows_none() -> None:
    items = (
        ItemOutcome(title="Bildungsbericht", result=ItemResult.NOTED),
        ItemOutcome(title="Rest", result=None),
    )

    notice = write_notice(
        Occasion.OUTCOME,
        some_facts(Occasion.OUTCOME, items=items, kind=GateKind.ACKNOWLEDGE, state=GateState.PASSED),
    )

    assert "1. Bildungsbericht: zur Kenntnis genommen\n2. Rest: kein Ergebnis\n" in notice.text


def test_an_outcome_lists_every_item() -> None:
    items = tuple(
        ItemOutcome(title=f"Maßnahme {number}", result=ItemResult.ADOPTED, yes_count=12)
        for number in range(1, 19)
    )

    notice = write_notice(Occasion.OUTCOME, some_facts(Occasion.OUTCOME, items=items))

    assert notice.text.count(": angenommen (12 Ja, 0 Nein, 0 Enthaltungen)") == 18


def test_many_faults_stay_short() -> None:
    faults = (Fault(where="Zeile 14, Spalte „Quote“", what="104 % ist zu viel.", mend="Bitte prüfen."),) * 40

    notice = write_notice(Occasion.DATA_QUALITY, some_facts(Occasion.DATA_QUALITY, faults=faults))

    assert "40 schwere Fehler" in notice.text
    assert "- 37 weitere nennen wir Ihnen gern." in notice.text
    assert len(without_lists(notice.text).split()) <= 120


@pytest.mark.parametrize("field", ["asker", "plan", "title", "link"])
def test_an_empty_fact_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=field):
        some_facts(Occasion.DELIVERY_REQUESTED, **{field: " "})


def test_a_missing_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="title"):
        DeliveryRequested(**EVERYWHERE, due_on=DUE_ON)

    with pytest.raises(UndefinedError, match="due_on"):
        render(
            "notices/de/review_requested.txt.j2",
            {"recipient": {"capacity": "member", "committee": "Kreistag"}, "is_simulated": False},
        )


def test_an_empty_contact_is_refused() -> None:
    with pytest.raises(ValueError, match="mail"):
        Contact(function="Koordination", mail="")


def test_a_member_without_a_committee_is_refused() -> None:
    with pytest.raises(ValueError, match="committee"):
        Recipient(capacity=Capacity.MEMBER)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "/a/b", "https://example.org/a b", "mailto:a@example.org"]
)
def test_a_link_is_an_address_on_the_web(link: str) -> None:
    with pytest.raises(ValueError, match="link"):
        some_facts(Occasion.REVIEW_REQUESTED, link=link)


def test_facts_of_another_occasion_are_refused() -> None:
    with pytest.raises(TypeError, match="GateOpened"):
        write_notice(Occasion.GATE_OPENED, some_facts(Occasion.REMINDER))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de and en"):
        write_notice(Occasion.REMINDER, some_facts(Occasion.REMINDER), language="fr")


@pytest.mark.parametrize("capacity", list(Capacity))
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_learns_why_they_get_it(capacity: Capacity, language: str) -> None:
    recipient = Recipient(capacity=capacity, committee="Interne Steuerungsgruppe Bildung")

    notice = write_notice(
        Occasion.REVIEW_REQUESTED, some_facts(Occasion.REVIEW_REQUESTED, recipient=recipient)
    )

    assert "Sie erhalten diese Nachricht" in notice.text
    if recipient.capacity not in WITHOUT_COMMITTEE:
        assert "der Internen Steuerungsgruppe Bildung" in " ".join(notice.text.split())


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "de",
            (
                "Sie erhalten diese Nachricht als Mitglied der Strategiegruppe Bildung"
                " und weil Ihre Stelle für eine Maßnahme des Plans zuständig ist."
            ),
        ),
        (
            "en",
            (
                "You receive this message as a member of the Strategiegruppe Bildung"
                " and because your office is in charge of a measure of the plan."
            ),
        ),
    ],
)
def test_whoever_gets_it_for_two_reasons_learns_both(language: str, told: str) -> None:
    recipient = Recipient(capacity=Capacity.MEMBER, committee="Strategiegruppe Bildung", also=(OF_MEASURE,))

    notice = write_notice(
        Occasion.CYCLE_OPENED, some_facts(Occasion.CYCLE_OPENED, recipient=recipient), language=language
    )

    assert told in " ".join(notice.text.split())


PAGES_THAT_DO_NOT_EXIST = re.compile(
    r"hochladen|laden Sie .* hoch|speichern|Die Seite|Jetzt antworten"
    r"|upload|You can save|[Tt]he page|Answer now"
)


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_no_notice_promises_a_page_to_answer_on(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    assert not PAGES_THAT_DO_NOT_EXIST.search(" ".join(notice.text.split()))


ASKING = {
    Occasion.DELIVERY_REQUESTED,
    Occasion.REVIEW_REQUESTED,
    Occasion.SHEET_REQUESTED,
    Occasion.GATE_OPENED,
    Occasion.SECOND_SUMMONS,
    Occasion.PAPER_READY,
    Occasion.REMINDER,
    Occasion.CONSENT_ASKED,
    Occasion.CONSENT_REMINDER,
    Occasion.CONSENT_NOTED,
    Occasion.DATA_QUALITY,
    Occasion.DEADLINE_EXTENDED,
    Occasion.RECEIPT,
}


@pytest.mark.parametrize("occasion", sorted(ASKING))
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_asked_answers_by_a_reply(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    told = "auf diese Nachricht" if language == "de" else r"reply to this message"
    assert told in " ".join(notice.text.split())


@pytest.mark.parametrize("occasion", [Occasion.GATE_OPENED, Occasion.SECOND_SUMMONS, Occasion.REMINDER])
def test_a_committee_sees_its_items_by_number_and_how_to_answer(occasion: Occasion) -> None:
    facts = some_facts(
        occasion,
        items=("Ausbildung", "Sprache"),
        **{"asks" if occasion is Occasion.REMINDER else "kind": GateKind.RANK},
    )

    notice = write_notice(occasion, facts)

    flowing = " ".join(notice.text.split())
    assert "\n1. Ausbildung\n2. Sprache\n" in notice.text
    assert "<ol>\n<li>Ausbildung</li>\n<li>Sprache</li>\n</ol>" in notice.html
    assert "Schreiben Sie zu jedem Punkt Ja, Nein oder Enthaltung." in flowing
    assert "Nennen Sie auch die Reihenfolge" in flowing


def test_a_data_owner_gets_a_reason_without_a_committee() -> None:
    notice = write_notice(
        Occasion.DELIVERY_REQUESTED, some_facts(Occasion.DELIVERY_REQUESTED, recipient=OF_DATA)
    )

    assert "Sie erhalten diese Nachricht, weil Ihre Stelle Daten" in " ".join(notice.text.split())
