"""Before a meeting: plan, agenda, summons, another day, cancellation; and what is refused."""

from datetime import timedelta

import pytest

from models import (
    AgendaAct,
    AgendaKind,
    AgendaParty,
    Answer,
    Mandate,
    MeetingState,
    Part,
    Role,
    SummonsKind,
    WaiverKind,
)
from steering.errors import NotAllowedNow, NotThere, SteeringError
from steering.office import acts, reminding
from steering.office.acts import Given
from steering.office.meeting_acts import agenda, planning, summoning
from steering.office.meeting_acts.desk import meeting_named, short_name
from steering.office.meeting_acts.paperwork import lay_down_meeting
from steering.office.meeting_acts.preparing import Circumstances
from steering.office.opening import Office
from steering.office.waiting import waits
from templates.errors import error_text
from tests.steering.office.an_office import asked, later, the_cycle, voters, whole
from tests.steering.office.meetings.a_meeting import (
    ANSWERED_FOR,
    BODY,
    MEETING,
    PLACE,
    SEATS,
    STARTS_AT,
    agree,
    letters,
    look,
    office_at,
    planned,
    the_question,
)

TWO_DAYS_BEFORE = STARTS_AT - timedelta(days=2)


def refused(error: SteeringError) -> str:
    """The code of a refusal; both languages have a text for it without a gap."""
    for language in ("de", "en"):
        text = error_text(error.code, error.facts, language, general="?")
        assert text.what
        assert "{" not in text.what + text.mend
        assert not text.what.endswith(")") or error.code != "refused"
    return error.code


def a_new_item(title: str = "Haushalt", **facts: object) -> agenda.NewItem:
    return agenda.NewItem(title=title, **facts)  # type: ignore[arg-type]


# Plan


def test_a_meeting_is_planned_once_with_its_chair_from_the_seats(office: Office) -> None:
    first = planned(office)
    before = whole(office)
    again = planned(office)

    assert whole(office) == before
    assert again.id == first.id == "heidekreis/strategy_group/meeting/1"
    assert (first.state, first.chair) == (MeetingState.SCHEDULED, "Landrat")
    assert short_name(first) == "strategy_group/1"
    assert meeting_named(office, "strategy_group/1") == first.id
    assert meeting_named(office, "strategy_group/2027-02-12") == first.id


@pytest.mark.parametrize(
    ("committee", "days", "kind", "code"),
    [
        (BODY, -40, NotAllowedNow, "meeting_in_the_past"),
        ("nobody", 0, NotThere, "no_committee"),
    ],
)
def test_what_cannot_be_planned(
    office: Office, committee: str, days: int, kind: type[SteeringError], code: str
) -> None:
    with pytest.raises(kind) as refusal:
        planning.plan(office, committee, planning.Plan(starts_at=STARTS_AT + timedelta(days=days)))

    assert refused(refusal.value) == code


def test_a_body_has_one_meeting_a_day(office: Office) -> None:
    planned(office)

    with pytest.raises(NotAllowedNow) as refusal:
        planned(office, STARTS_AT + timedelta(hours=2))

    assert refused(refusal.value) == "meeting_that_day"


def test_an_unknown_meeting_is_named(office: Office) -> None:
    with pytest.raises(NotThere) as refusal:
        meeting_named(office, "strategy_group/7")

    assert refused(refusal.value) == "no_such_meeting"


def test_a_second_summons_needs_a_meeting_that_was_inquorate(office: Office) -> None:
    meeting = planned(office)

    with pytest.raises(NotAllowedNow) as refusal:
        planning.plan(
            office, BODY, planning.Plan(starts_at=STARTS_AT + timedelta(days=20)), second_of=meeting.id
        )

    assert refused(refusal.value) == "was_not_inquorate"


# Agenda


def test_an_agenda_is_set_when_both_have_agreed_to_the_same_wording(office: Office) -> None:
    meeting = planned(office)
    agenda.add_item(office, meeting.id, a_new_item())

    one = agenda.agree(office, meeting.id, AgendaParty.CHIEF_EXECUTIVE)
    agenda.add_item(office, meeting.id, a_new_item("Schulwege"), by=AgendaParty.CHAIR)
    still = agenda.agree(office, meeting.id, AgendaParty.CHAIR)
    both = agenda.agree(office, meeting.id, AgendaParty.CHIEF_EXECUTIVE)

    assert [one.state, still.state, both.state] == [
        MeetingState.SCHEDULED,
        MeetingState.SCHEDULED,
        MeetingState.AGENDA_SET,
    ]
    log = look(office).entries
    assert [(entry.act, entry.party) for entry in log] == [
        (AgendaAct.CHANGED, AgendaParty.CHIEF_EXECUTIVE),
        (AgendaAct.AGREED, AgendaParty.CHIEF_EXECUTIVE),
        (AgendaAct.DEMANDED, AgendaParty.CHAIR),
        (AgendaAct.AGREED, AgendaParty.CHIEF_EXECUTIVE),
    ]


def test_agreeing_twice_says_it_once(agreed: Office) -> None:
    before = whole(agreed)

    agree(agreed, MEETING)

    assert whole(agreed) == before


def test_an_agenda_takes_up_an_open_question_with_its_documents(questioned: Office) -> None:
    gate = the_question(questioned)
    meeting = planned(questioned)

    item = agenda.take_up(questioned, meeting.id, gate.id, number="8.1")
    again = agenda.take_up(questioned, meeting.id, gate.id)

    assert again.id == item.id
    assert (item.number, item.title, item.kind) == ("8.1", gate.question, AgendaKind.MATTER)
    assert item.is_public is False
    dossier = look(questioned)
    assert [point.proposal for point in dossier.points_of(item)] == [
        part.text for part in dossier.gate_items if part.gate_id == gate.id
    ]


def test_a_paper_is_laid_with_an_item_once(office: Office) -> None:
    meeting = planned(office)
    agenda.add_item(office, meeting.id, a_new_item(number="4"))

    first = agenda.add_paper(office, meeting.id, "4", title="Kosten", content=b"1000")
    again = agenda.add_paper(office, meeting.id, "4", title="Kosten", content=b"1000")
    other = agenda.add_paper(office, meeting.id, "4", title="Kosten neu", content=b"2000")

    assert again.id == first.id
    assert (first.laid_on, other.number) == (office.today, 2)


def test_a_withdrawn_item_stays_readable(agreed: Office) -> None:

    agenda.withdraw_item(agreed, MEETING, "2", reason="Noch nicht reif.")

    dossier = look(agreed)
    assert dossier.meeting.state is MeetingState.SCHEDULED
    assert [item.number for item in dossier.agenda] == ["1", "3"]
    assert [item.number for item in dossier.items] == ["1", "2", "3"]


def test_what_an_agenda_refuses(office: Office) -> None:
    gate = asked(office, "collect_data")
    meeting = planned(office)
    agenda.add_item(office, meeting.id, a_new_item(number="1"))
    empty = planned(office, STARTS_AT + timedelta(days=30))
    attempts = {
        "agenda_number_taken": lambda: agenda.add_item(office, meeting.id, a_new_item("Neu", number="1")),
        "gate_of_other_committee": lambda: agenda.take_up(office, meeting.id, gate.id),
        "no_such_gate": lambda: agenda.take_up(office, meeting.id, "x"),
        "reason_missing": lambda: agenda.withdraw_item(office, meeting.id, "1", reason=" "),
        "no_such_agenda_item": lambda: agenda.withdraw_item(office, meeting.id, "9", reason="x"),
        "agenda_empty": lambda: agenda.agree(office, empty.id, AgendaParty.CHAIR),
    }
    before = whole(office)

    for code, attempt in attempts.items():
        with pytest.raises(SteeringError) as refusal:
            attempt()
        assert refused(refusal.value) == code

    assert whole(office) == before


def test_a_question_is_on_one_agenda_at_a_time(questioned: Office) -> None:
    gate = the_question(questioned)
    first, second = planned(questioned), planned(questioned, STARTS_AT + timedelta(days=7))
    agenda.take_up(questioned, first.id, gate.id)

    with pytest.raises(NotAllowedNow) as refusal:
        agenda.take_up(questioned, second.id, gate.id)
    summoning.cancel_meeting(questioned, first.id, "Zu früh.")
    agenda.take_up(questioned, second.id, gate.id)

    assert refused(refusal.value) == "gate_on_other_agenda"


def test_nobody_answers_singly_what_a_meeting_decides_and_nobody_is_reminded(questioned: Office) -> None:
    gate = the_question(questioned)
    member = voters(questioned, gate)[0]
    meeting = planned(questioned)
    agenda.take_up(questioned, meeting.id, gate.id)
    near_its_day = later(questioned, (gate.due_on - questioned.today).days - 2)

    with pytest.raises(NotAllowedNow) as refusal:
        acts.answer(questioned, gate.id, member.id, {1: Given(answer=Answer.YES)})
    reminded = reminding.remind(near_its_day, the_cycle(questioned))
    waiting = waits(questioned.glance(the_cycle(questioned)), questioned.today)

    assert refused(refusal.value) == "gate_in_meeting"
    assert reminded == 0
    assert [(wait.kind, wait.who) for wait in waiting] == [("tally", "Strategiegruppe Bildung")]
    summoning.cancel_meeting(questioned, meeting.id, "Es geht auch so.")
    assert acts.answer(questioned, gate.id, member.id, {1: Given(answer=Answer.YES)}) == 1


# Summons


def test_a_summons_goes_to_every_member_once_with_agenda_and_hashes(agreed: Office) -> None:
    shown = summoning.prepared(agreed, MEETING, Circumstances())

    kept = summoning.summon(agreed, MEETING)
    before = whole(agreed)
    again = summoning.summon(agreed, MEETING)

    sent = letters(agreed, "meeting_summons")
    assert whole(agreed) == before
    assert again.id == kept.id
    assert len(sent) == kept.letters_count == SEATS
    assert {letter.id for letter in shown.letters} == {letter.id for letter in sent}
    assert {letter.text for letter in shown.letters} == {letter.text for letter in sent}
    assert (kept.kind, kept.is_in_time, kept.sentence) == (SummonsKind.FIRST, True, "")
    assert look(agreed).meeting.state is MeetingState.SUMMONED


def test_the_deputies_of_those_who_cannot_come_are_summoned_too(agreed: Office) -> None:

    summoning.summon(agreed, MEETING, Circumstances(absent=(3,)))

    deputies = [letter for letter in letters(agreed, "meeting_summons") if "verhindert ist" in letter.text]
    records = agreed.read(the_cycle(agreed))
    (mandate,) = [
        each
        for each in records.all(Mandate)
        if each.seat_id.endswith(f"{BODY}/03") and each.role is Role.DEPUTY
    ]
    assert [letter.address for letter in deputies] == [mandate.address]


def test_a_late_summons_is_refused_and_then_answered_for(agreed: Office) -> None:
    late = office_at(agreed, TWO_DAYS_BEFORE)

    with pytest.raises(NotAllowedNow) as refusal:
        summoning.summon(late, MEETING)
    kept = summoning.summon(late, MEETING, ANSWERED_FOR)

    assert refused(refusal.value) == "summons_late"
    assert not kept.is_in_time
    (waiver,) = look(late).waivers
    assert (waiver.kind, waiver.given_by, waiver.latest_on) == (WaiverKind.NOTICE, "Landrat", kept.latest_on)
    text = " ".join(letters(late, "meeting_summons")[0].text.split())
    assert "Die Ladungsfrist ist nicht eingehalten. Der Grund ist: Die Frist lief über die Feiertage." in text
    assert "nur geheilt, wenn alle Mitglieder da sind und niemand ihn rügt" in text


def test_an_urgent_summons_has_a_shorter_period_and_says_why(agreed: Office) -> None:
    soon = office_at(agreed, STARTS_AT - timedelta(days=5))

    with pytest.raises(NotAllowedNow) as refusal:
        summoning.summon(soon, MEETING, Circumstances(is_urgent=True))
    kept = summoning.summon(soon, MEETING, Circumstances(is_urgent=True, reason="Ein Förderantrag läuft ab."))

    assert refused(refusal.value) == "reason_missing"
    assert (kept.is_in_time, kept.is_urgent, kept.notice_days) == (True, True, 3)
    assert "weil die Sache eilt: Ein Förderantrag läuft ab." in " ".join(
        letters(soon, "meeting_summons")[0].text.split()
    )


def test_the_first_meeting_of_a_term_has_a_week(agreed: Office) -> None:
    then = office_at(agreed, STARTS_AT - timedelta(days=8))

    kept = summoning.summon(then, MEETING, Circumstances(is_first_of_term=True))

    assert (kept.notice_days, kept.is_in_time) == (7, True)


def test_a_paper_that_comes_too_late_is_refused_by_its_title(agreed: Office) -> None:
    then = office_at(agreed, STARTS_AT - timedelta(days=2))
    agenda.add_paper(then, MEETING, "2", title="Kostenplan", content=b"x")
    agree(then, MEETING)

    with pytest.raises(NotAllowedNow) as refusal:
        summoning.summon(then, MEETING, Circumstances(is_urgent=True, reason="Eilig."))
    summoning.summon(then, MEETING, ANSWERED_FOR)

    assert refused(refusal.value) in {"papers_late", "summons_late"}
    assert {each.kind for each in look(then).waivers} == {WaiverKind.NOTICE, WaiverKind.PAPERS}
    assert "Kostenplan" in {each.subject for each in look(then).waivers}


def test_a_body_without_mandates_is_not_summoned_by_us(office: Office) -> None:
    meeting = planning.plan(office, "county_council", planning.Plan(starts_at=STARTS_AT))
    agenda.add_item(office, meeting.id, a_new_item())
    agree(office, meeting.id)

    with pytest.raises(NotAllowedNow) as refusal:
        summoning.summon(office, meeting.id)

    assert refused(refusal.value) == "nobody_to_summon"


def test_a_summons_needs_an_agreed_agenda(office: Office) -> None:
    meeting = planned(office)

    with pytest.raises(NotAllowedNow) as refusal:
        summoning.summon(office, meeting.id)

    assert refused(refusal.value) == "meeting_cannot_move"


def test_a_changed_agenda_is_agreed_and_told_anew(invited: Office) -> None:

    agenda.add_item(invited, MEETING, a_new_item("Schulwege"), by=AgendaParty.CHAIR)
    changed = look(invited).meeting.state
    agree(invited, MEETING)
    kept = summoning.summon(later(invited, 1), MEETING)

    told = letters(invited, "agenda_changed")
    assert changed is MeetingState.SCHEDULED
    assert (kept.number, kept.kind) == (2, SummonsKind.AGENDA_CHANGED)
    assert len(told) == SEATS
    assert "TOP 4: Schulwege" in told[0].text


# Another day, cancellation


def test_a_summoned_meeting_that_moves_is_summoned_anew(invited: Office) -> None:
    new = STARTS_AT + timedelta(days=7)
    how = Circumstances(reason="Der Saal ist belegt.")

    shown = summoning.foreseen_move(invited, MEETING, new, place="", how=how)
    kept = summoning.move(invited, MEETING, new, how=how)
    before = whole(invited)
    summoning.move(invited, MEETING, new, how=how)

    told = letters(invited, "meeting_moved")
    assert whole(invited) == before
    assert (kept.held_on, kept.sequence, kept.state) == (new.date(), 1, MeetingState.SUMMONED)
    assert {letter.text for letter in shown.letters} == {letter.text for letter in told}
    assert len(told) == SEATS
    assert "Verlegt auf Fr 19.02., 15:00 Uhr" in told[0].subject
    assert look(invited).summonses[-1].kind is SummonsKind.MOVED


def test_a_meeting_that_nobody_was_summoned_to_moves_silently(agreed: Office) -> None:

    summoning.move(
        agreed, MEETING, STARTS_AT + timedelta(days=7), how=Circumstances(reason="Der Saal ist belegt.")
    )

    assert letters(agreed, "meeting_moved") == []
    assert look(agreed).meeting.state is MeetingState.AGENDA_SET


def test_a_cancelled_meeting_is_told_once_and_may_live_again(invited: Office) -> None:

    shown = summoning.foreseen_cancel(invited, MEETING, "Die Zahlen fehlen.")
    summoning.cancel_meeting(invited, MEETING, "Die Zahlen fehlen.")
    before = whole(invited)
    summoning.cancel_meeting(invited, MEETING, "Die Zahlen fehlen.")
    told = letters(invited, "meeting_cancelled")

    assert whole(invited) == before
    assert {letter.text for letter in shown.letters} == {letter.text for letter in told}
    assert len(told) == SEATS
    assert "Die Zahlen fehlen." in told[0].text
    again = planned(invited)
    assert (again.id, again.state, again.sequence) == (MEETING, MeetingState.SCHEDULED, 2)


@pytest.mark.parametrize("reason", ["", "  "])
def test_moving_and_cancelling_need_a_reason(invited: Office, reason: str) -> None:

    for attempt in (
        lambda: summoning.cancel_meeting(invited, MEETING, reason),
        lambda: summoning.move(
            invited, MEETING, STARTS_AT + timedelta(days=7), how=Circumstances(reason=reason)
        ),
    ):
        with pytest.raises(NotAllowedNow) as refusal:
            attempt()
        assert refused(refusal.value) == "reason_missing"


def test_a_meeting_does_not_move_into_the_past(invited: Office) -> None:

    with pytest.raises(NotAllowedNow) as refusal:
        summoning.move(
            invited, MEETING, STARTS_AT - timedelta(days=60), how=Circumstances(reason="Versehen.")
        )

    assert refused(refusal.value) == "meeting_in_the_past"


# What the public sees


def test_nothing_that_is_not_public_lies_where_documents_are_served(invited: Office) -> None:

    written = lay_down_meeting(invited, MEETING)

    served = [file for file in written if invited.settings.documents in file.parents]
    hidden = [file for file in written if invited.settings.documents not in file.parents]
    assert served
    assert all("Personalfrage" not in file.read_text() for file in served if file.suffix == ".html")
    assert any("Personalfrage" in file.read_text() for file in hidden if file.suffix == ".html")
    assert {each.part for each in look(invited).documents} == {Part.PUBLIC, Part.NON_PUBLIC}
    assert lay_down_meeting(invited, MEETING) == []


def test_members_read_which_items_are_not_public(invited: Office) -> None:
    text = letters(invited, "meeting_summons")[0].text

    assert "TOP 3: Personalfrage der Anlaufstelle (nichtöffentlich)" in " ".join(text.split())
    assert PLACE in text


# Calendars


def test_calendars_learn_of_a_summons_a_new_day_and_the_end_by_one_name(invited: Office) -> None:
    new = STARTS_AT + timedelta(days=7)
    summoning.move(invited, MEETING, new, how=Circumstances(reason="Der Saal ist belegt."))
    summoning.cancel_meeting(invited, MEETING, "Die Zahlen fehlen.")

    told = [
        letters(invited, each)[0].calendar
        for each in ("meeting_summons", "meeting_moved", "meeting_cancelled")
    ]
    assert ["METHOD:REQUEST" in each for each in told] == [True, True, False]
    assert "METHOD:CANCEL" in told[2]
    for number, written in enumerate(told):
        assert "UID:heidekreis-strategy_group-meeting-1@" in written
        assert f"SEQUENCE:{number}" in written
