"""Letters that the office writes: receipts, the language of the reader, what comes next, the pages."""

import re

from models import Answer, Mandate, MasterplanVersion, Message, Organisation, QualityFinding, Severity
from models.columns import key
from steering.office import acts, cycles, papers, warnings
from steering.office.acts import Given
from steering.office.opening import Office
from steering.office.reminding import remind
from tests.steering.office.an_office import asked, at_stage, hear, later, the_cycle, vote, voters
from tests.templates.pages import faults

FIRST = "collect_data"
YES = {1: Given(answer=Answer.YES)}
NO = {1: Given(answer=Answer.NO)}
GERMAN = re.compile(r"\b(Sie|Bitte|Guten|und nicht|Sitzen|Enthaltung|Datenerhebung|Übung|nächstes)\b")


def letters(office: Office, occasion: str) -> list[Message]:
    return [message for message in office.archive.messages() if message.occasion == occasion]


def flowing(letter: Message) -> str:
    return " ".join(letter.text.split())


def everybody_reads_english(office: Office) -> None:
    with office.writing() as tx:
        records = office.read(the_cycle(office))
        for mandate in records.all(Mandate):
            tx.get(Mandate, mandate.id).language = "en"
        for organisation in records.all(Organisation):
            tx.get(Organisation, organisation.id).language = "en"


# Receipts


def test_whoever_answered_is_told_once_what_was_entered(office: Office) -> None:
    gate = asked(office, FIRST)
    member = voters(office, gate)[0]

    acts.answer(office, gate.id, member.id, YES)
    acts.answer(office, gate.id, member.id, YES)

    (told,) = letters(office, "receipt")
    assert told.address == member.address
    assert "Runde 1: Ja" in flowing(told)


def test_a_changed_answer_has_a_receipt_of_its_own(office: Office) -> None:
    gate = asked(office, FIRST)
    member = voters(office, gate)[0]

    for given in (YES, NO, YES):
        acts.answer(office, gate.id, member.id, given)

    assert [re.findall(r"Runde 1: (\w+)", flowing(told)) for told in letters(office, "receipt")] == [
        ["Ja"],
        ["Nein"],
        ["Ja"],
    ]


# The language of the reader


def test_whoever_reads_english_gets_english_from_question_to_outcome(office: Office) -> None:
    everybody_reads_english(office)
    gate = asked(office, FIRST)
    remind(office, the_cycle(office), at_once=True)
    vote(office, gate, NO)

    hear(office, FIRST)

    written = [
        letter
        for occasion in ("gate_opened", "reminder", "receipt", "outcome")
        for letter in letters(office, occasion)
        if letter.language == "en"
    ]
    assert {letter.occasion for letter in written} == {"gate_opened", "reminder", "receipt", "outcome"}
    for letter in written:
        unquoted = re.sub(r"“[^”]*”", "", flowing(letter))
        assert not GERMAN.search(unquoted), unquoted
        assert "are in German, the language of the record" in unquoted
    outcome = next(letter for letter in written if letter.occasion == "outcome")
    assert "of 7 seats took part" in flowing(outcome)
    assert "The step “Data collection” begins anew" in flowing(outcome)


def test_the_steps_of_a_revision_are_english_for_whoever_reads_english(office: Office) -> None:
    everybody_reads_english(office)
    records = office.read(the_cycle(office))

    written = cycles._opening_letters(office, records, records.all(MasterplanVersion)[0])

    english = [letter for letter in written if letter.language == "en"]
    assert english
    assert all("Data collection by" in letter.text for letter in english)


# Faults


def test_a_fault_is_never_to_be_mended_by_yesterday(office: Office) -> None:
    run = at_stage(office, FIRST)
    late = later(office, 200)
    records = late.read(the_cycle(late))
    owner = next(each for each in records.all(Organisation) if each.address != late.sender.address)
    finding = QualityFinding(
        id=key(late.region_key, "finding"),
        region_key=late.region_key,
        suite_key=FIRST,
        rule_key="a_rule",
        severity=Severity.CRITICAL,
        place="Zeile 14",
        what="104 % ist zu viel.",
        mend="Bitte prüfen.",
        owner_id=owner.id,
        first_seen_at=late.now,
        last_seen_at=late.now,
        last_run_id="run",
    )

    written = warnings.letters(late, records, run, [finding])

    assert [letter.address for letter in written] == [owner.address, late.sender.address]
    day = late.due(14)
    assert all(f"{day.day}. " in letter.text and str(day.year) in letter.text for letter in written)
    assert "als Antwort auf diese Nachricht" in flowing(written[0])
    assert "Bitte klären Sie das" in flowing(written[1])


# The office overrules


def test_members_learn_that_the_office_sent_their_question_back(office: Office) -> None:
    asked(office, FIRST)

    cycles.send_back(office, the_cycle(office), FIRST, reason="Die Schulstatistik wurde neu veröffentlicht.")

    told = letters(office, "sent_back")
    assert len(told) == 8
    assert all("Die Schulstatistik wurde neu veröffentlicht." in flowing(letter) for letter in told)


# The pages that letters lead to


def test_the_page_of_a_revision_lies_there_before_anything_was_written(office: Office) -> None:
    papers.lay_down(office, the_cycle(office))

    page = (office.settings.documents / the_cycle(office).id / "index.html").read_text("utf-8")
    assert faults(page) == []
    assert page.count("Noch nicht begonnen") == 6
    assert "Übung" not in page


def test_the_page_says_what_waits_for_whom_by_function(office: Office) -> None:
    gate = asked(office, FIRST)
    titles = {member.title for member in voters(office, gate)}

    papers.lay_down(office, the_cycle(office))

    page = (office.settings.documents / the_cycle(office).id / "index.html").read_text("utf-8")
    assert faults(page) == []
    assert "Es fehlen:" in page
    assert all(title in page for title in titles)
    assert page.partition("<body>")[2].count("@") == 2


def test_a_page_is_written_again_only_when_something_changed(office: Office) -> None:
    papers.lay_down(office, the_cycle(office))

    unchanged = papers.lay_down(later(office, 3), the_cycle(office))
    asked(office, FIRST)
    changed = papers.lay_down(later(office, 3), the_cycle(office))

    assert unchanged == []
    assert [place.name for place in changed] == ["index.html"]
