"""Minutes: drafted from the record, laid before the members, approved with corrections, frozen."""

from datetime import timedelta

import pytest

from models import AgendaKind, AgendaParty, MeetingDocumentKind, MeetingState, NoteKind, Part
from steering.errors import NotAllowedNow, SteeringError
from steering.office.meeting_acts import (
    agenda,
    attending,
    closing,
    debating,
    minutes,
    noting,
    paperwork,
    summoning,
    voting,
)
from steering.office.meeting_acts.debating import Count
from steering.office.meeting_acts.minutes import Correction
from steering.office.opening import Office
from tests.steering.office.an_office import later, whole
from tests.steering.office.meetings.a_meeting import (
    MEETING,
    STARTS_AT,
    agree,
    at,
    letters,
    look,
    office_at,
    planned,
    seated,
)
from tests.steering.office.meetings.test_plans import refused
from tests.steering.office.meetings.test_room import BY, CARRIED, NEW, amendment

APPROVED = Count(yes=16, no=0, abstain=2)


def closed(day: Office) -> Office:
    """The meeting was held; the office on the next morning."""
    voting.vote(day, MEETING, "2", CARRIED)
    closing.close_meeting(day, MEETING, at=at(17, 5))
    return later(day, 1)


def the_next(office: Office) -> tuple[Office, str]:
    """The next meeting of the body, begun."""
    starts_at = STARTS_AT + timedelta(days=35)
    meeting = planned(office, starts_at)
    agenda.add_item(
        office, meeting.id, agenda.NewItem(title="Niederschrift vom 12. Februar", kind=AgendaKind.FORMALITY)
    )
    agree(office, meeting.id)
    summoning.summon(office, meeting.id)
    day = office_at(office, starts_at)
    seated(day, meeting.id, 18, moment=starts_at - timedelta(minutes=5))
    attending.open_meeting(day, meeting.id)
    return day, meeting.id


def text_of(office: Office, part: Part, language: str = "de", kind: str = "minutes") -> str:
    """The newest document of a kind, as plain text."""
    mine = [
        each
        for each in look(office).documents
        if (each.kind, each.part, each.language) == (kind, part, language)
    ]
    from lxml import html

    page = html.document_fromstring(max(mine, key=lambda each: each.version).html)
    told = " ".join(" ".join(page.find("body").itertext()).split())  # type: ignore[union-attr]
    return told.replace(" ,", ",").replace(" .", ".")


def test_a_draft_is_laid_before_every_member_once(day: Office) -> None:
    morning = closed(day)

    first = minutes.draft_minutes(morning, MEETING)
    before = whole(morning)
    again = minutes.draft_minutes(morning, MEETING)

    assert whole(morning) == before
    assert {each.id for each in again} == {each.id for each in first}
    assert len(letters(morning, "minutes_ready")) == 23
    assert look(morning).meeting.state is MeetingState.MINUTES_DRAFT
    assert {(each.part, each.language) for each in first} == {
        (part, language) for part in Part for language in ("de", "en")
    }


def test_minutes_are_approved_in_a_later_meeting_and_never_change(day: Office) -> None:
    morning = closed(day)
    minutes.draft_minutes(morning, MEETING)
    next_day, next_id = the_next(morning)
    corrections = [Correction(passage="TOP 2", text="Es waren 16 Ja-Stimmen")]

    approval = minutes.approve_minutes(
        next_day, MEETING, APPROVED, approved_in=next_id, corrections=corrections
    )

    dossier = look(next_day)
    assert dossier.meeting.state is MeetingState.MINUTES_APPROVED
    assert minutes.is_untouched(dossier)
    told = text_of(next_day, Part.NON_PUBLIC)
    assert "Genehmigt am 19. März 2027 mit 16 Ja, 0 Nein, 2 Enthaltungen" in told
    assert "TOP 2: Es waren 16 Ja-Stimmen." in told
    # The draft stays readable beside the approved version.
    assert {each.version for each in minutes.minutes_of(dossier)} == {1, approval.version} == {1, 2}
    assert len(letters(next_day, "minutes_approved")) == 23
    for attempt in (
        lambda: minutes.draft_minutes(next_day, MEETING),
        lambda: noting.note(next_day, MEETING, "2", NoteKind.DISCUSSION, "Nachtrag."),
    ):
        with pytest.raises(SteeringError) as refusal:
            attempt()
        assert refused(refusal.value) in {"meeting_cannot_move", "meeting_not_open"}
    with pytest.raises(NotAllowedNow) as twice:
        minutes.approve_minutes(next_day, MEETING, APPROVED, approved_in=next_id)
    assert refused(twice.value) == "minutes_approved_already"


def test_changed_minutes_are_noticed(day: Office) -> None:
    from dataclasses import replace

    from steering.changes import changed

    morning = closed(day)
    minutes.draft_minutes(morning, MEETING)
    next_day, next_id = the_next(morning)
    minutes.approve_minutes(next_day, MEETING, APPROVED, approved_in=next_id)
    dossier = look(next_day)

    forged = [
        changed(each, html=each.html.replace("15 Ja", "18 Ja")) if each.is_approved else each
        for each in dossier.documents
    ]

    assert minutes.is_untouched(dossier)
    assert not minutes.is_untouched(replace(dossier, documents=tuple(forged)))


def test_what_an_approval_refuses(day: Office) -> None:
    morning = closed(day)
    with pytest.raises(NotAllowedNow) as undrafted:
        minutes.approve_minutes(morning, MEETING, APPROVED, approved_in=MEETING)
    minutes.draft_minutes(morning, MEETING)
    planned_only = planned(morning, STARTS_AT + timedelta(days=70))
    next_day, next_id = the_next(morning)
    attempts = {
        "approval_not_carried": lambda: minutes.approve_minutes(
            next_day, MEETING, Count(yes=8, no=8, abstain=2), approved_in=next_id
        ),
        "correction_incomplete": lambda: minutes.approve_minutes(
            next_day, MEETING, APPROVED, approved_in=next_id, corrections=[Correction(passage="", text="x")]
        ),
    }

    assert refused(undrafted.value) == "meeting_cannot_move"
    for wrong in (MEETING, planned_only.id):
        with pytest.raises(NotAllowedNow) as refusal:
            minutes.approve_minutes(next_day, MEETING, APPROVED, approved_in=wrong)
        assert refused(refusal.value) == "approving_meeting_wrong"
    for code, attempt in attempts.items():
        with pytest.raises(NotAllowedNow) as refusal:
            attempt()
        assert refused(refusal.value) == code


def test_minutes_of_an_inquorate_meeting_say_what_stayed_open(day: Office) -> None:
    for seat in range(1, 8):
        attending.leave(day, MEETING, seat_number=seat, at=at(16))
    attending.doubt(day, MEETING, by=BY, at=at(16, 10))
    minutes.draft_minutes(day, MEETING)

    told = text_of(day, Part.NON_PUBLIC)
    assert f"Um 16:10 Uhr wurde die Beschlussfähigkeit angezweifelt ({BY})" in told
    assert (
        "Anwesend sind 11 von 23 Stimmberechtigten, nötig sind 12. Das Gremium ist nicht beschlussfähig."
        in told
    )
    assert "Nicht entschieden, weil die Sitzung nicht beschlussfähig war." in told
    assert "nicht beschlussfähig" in letters(day, "minutes_ready")[0].text


def test_a_whole_meeting_from_its_agenda_to_what_is_read_of_it(day: Office) -> None:
    """Twenty-three seats: a deputy, a guest, somebody who leaves, a recusal, an amendment, a minority."""
    attending.attend(day, MEETING, 19, is_deputy=False, at=at(15, 20))
    attending.attend_as_guest(day, MEETING, "Koordination Masterplan Bildung")
    attending.recuse(day, MEETING, "2", [9])
    motion = debating.move_motion(day, MEETING, amendment(), number="2")
    debating.vote_motion(day, MEETING, motion.number, Count(yes=12, no=4, abstain=1), at=at(15, 40))
    noting.note(day, MEETING, "2", NoteKind.DISCUSSION, "Die Koordination erläutert die Kosten.")
    noting.note(day, MEETING, "2", NoteKind.MINORITY, "Der Bericht bindet Personal", author="Schulen")
    voting.vote(day, MEETING, "2", Count(yes=15, no=2, abstain=1), at=at(16))
    attending.leave(day, MEETING, seat_number=4, at=at(16, 30))
    closing.close_meeting(day, MEETING, at=at(17, 5))
    minutes.draft_minutes(later(day, 1), MEETING)
    files = paperwork.lay_down_meeting(later(day, 1), MEETING)

    told = text_of(day, Part.NON_PUBLIC)
    for sentence in (
        (
            "Geladen wurde am 11. Januar 2027 (per E-Mail). Die Ladungsfrist von 14 Tagen ist gewahrt; "
            "die Sitzung ist ordnungsgemäß einberufen."
        ),
        (
            "Bei Eröffnung um 15:00 Uhr stellte der Vorsitz fest: Anwesend sind 18 von 23 Stimmberechtigten, "
            "nötig sind 12. Das Gremium ist beschlussfähig."
        ),
        (
            "An Beratung und Abstimmung nahmen nicht teil (Mitwirkungsverbot): "
            "Volkshochschule Heidekreis gGmbH. Sie verließen dafür den Raum."
        ),
        "Antrag 1: Änderungsantrag, gestellt von: Kreiselternrat",
        "Angenommen: 12 Ja, 4 Nein, 1 Enthaltung.",
        f"Empfehlung in geänderter Fassung: Dem Kreistag wird empfohlen, den Masterplan Bildung 3.0 {NEW}",
        (
            "Geändert angenommen in offener Abstimmung: 15 Ja, 2 Nein, 1 Enthaltung; "
            "18 Stimmberechtigte anwesend, 1 ausgeschlossen."
        ),
        "Abweichende Meinung (Schulen): Der Bericht bindet Personal.",
        "4 Regionales Landesamt für Schulische Bildung Mitglied 14:55 Uhr 16:30 Uhr",
        "19 weiteres Mitglied Mitglied 15:20 Uhr 17:05 Uhr",
        "20 weiteres Mitglied abwesend",
        "Beginn 15:00 Uhr Ende 17:05 Uhr",
        "Vorsitz: Landrat",
        "Protokoll: Bildungsbüro",
    ):
        assert sentence in told, sentence
    english = text_of(day, Part.NON_PUBLIC, "en")
    assert "The German version is the one that counts" in english
    assert f"Dem Kreistag wird empfohlen, den Masterplan Bildung 3.0 {NEW}" in english
    public = text_of(day, Part.PUBLIC)
    assert "Personalfrage" not in public
    assert "Nichtöffentlicher Punkt" in public
    assert "Der Bericht bindet Personal" not in public
    assert {file.suffix for file in files} == {".html", ".pdf", ".docx", ".ics"}
    served = [file for file in files if office_serves(day, file)]
    assert not any(b"Personalfrage" in file.read_bytes() for file in served)
    assert {each.kind for each in look(day).documents} == set(MeetingDocumentKind)
    assert AgendaParty.CHAIR in {entry.party for entry in look(day).entries}


def office_serves(office: Office, file: object) -> bool:
    """Whether a file lies where documents are served from."""
    return str(file).startswith(str(office.settings.documents))
