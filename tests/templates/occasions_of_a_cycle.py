"""Realistic facts for every occasion: what the Heidekreis would fill in."""

from datetime import UTC, date, datetime
from typing import Any

from models import (
    Answer,
    AtExpiry,
    EscalationStep,
    GateKind,
    GateState,
    ItemResult,
    RecusalDecision,
    RecusalGround,
    RequestKind,
)
from templates.notices import FACTS_OF
from templates.occasions import (
    AlsoAsked,
    Capacity,
    ChangedItem,
    Contact,
    Facts,
    Fault,
    GivenAnswer,
    ItemOutcome,
    Occasion,
    Recipient,
    RevisedFigure,
    Step,
    Told,
)
from templates.occasions_quality import FindingsTold
from templates.occasions_seats import EnteredAnswer, HandoverWhy, PossibleConflict
from tests.templates.occasions_of_a_meeting import OF_MEETINGS

DUE_ON = date(2027, 3, 12)
CODE_OF_TRAINING = "Kodex für gute Ausbildung"
LINK = "https://masterplan.example.org/a/9fK2-xyz"

EVERYWHERE: dict[str, Any] = {
    "asker": "Stabsstelle Schulverwaltung, Bildung und ÖPNV",
    "plan": "Masterplan Bildung 3.0",
    "recipient": Recipient(capacity=Capacity.MEMBER, committee="Strategiegruppe Bildung"),
    "contact": Contact(
        function="Koordination Masterplan Bildung", mail="masterplan@example.org", phone="05191 000-000"
    ),
    "link": LINK,
}
OF_DATA = Recipient(capacity=Capacity.DATA_OWNER)
OF_MEASURE = Recipient(capacity=Capacity.MEASURE_OWNER)
OF_EVERYTHING = Recipient(capacity=Capacity.PARTICIPANT)
OF_COUNCIL = Recipient(capacity=Capacity.COUNCIL_OFFICE, committee="Kreistag")

PARTICULAR: dict[Occasion, dict[str, Any]] = {
    Occasion.CYCLE_OPENED: {
        "plan_before": "Masterplan Bildung 2.0",
        "steps": (
            Step(title="Datenerhebung", due_on=date(2027, 3, 31)),
            Step(title="Indikatorenanalyse", due_on=date(2027, 5, 31)),
            Step(title="Überprüfung der Maßnahmen", due_on=date(2027, 7, 15)),
            Step(title="Abstimmung der Themen", due_on=date(2027, 10, 15)),
            Step(title="Vorlage des Entwurfs", due_on=date(2028, 2, 28)),
            Step(title="Finale Aussprache und Beschluss", due_on=date(2028, 6, 30)),
        ),
    },
    Occasion.DELIVERY_REQUESTED: {
        "recipient": OF_DATA,
        "title": "Schulstatistik: Schülerinnen und Schüler nach Schulform",
        "period": "Schuljahr 2026/27",
        "due_on": DUE_ON,
    },
    Occasion.REVIEW_REQUESTED: {"recipient": OF_MEASURE, "title": CODE_OF_TRAINING, "due_on": DUE_ON},
    Occasion.SHEET_REQUESTED: {"recipient": OF_MEASURE, "title": CODE_OF_TRAINING, "due_on": DUE_ON},
    Occasion.GATE_OPENED: {
        "at_expiry": AtExpiry.SECOND_SUMMONS,
        "may_object_until": date(2027, 3, 5),
        "committee": "Strategiegruppe Bildung",
        "kind": GateKind.RECOMMEND,
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "items": ("Masterplan Bildung 3.0", CODE_OF_TRAINING),
        "due_on": DUE_ON,
    },
    Occasion.PAPER_READY: {
        "recipient": OF_COUNCIL,
        "committee": "Kreistag",
        "title": "Masterplan Bildung 3.0",
        "proposals": (
            "Der Kreistag beschließt den Masterplan Bildung 3.0 in der Fassung vom 1. März 2028.",
            "Der Kreistag stellt für den „Kodex für gute Ausbildung“ 2029 und 2030 je 12.000 € bereit.",
        ),
        "due_on": DUE_ON,
    },
    Occasion.REMINDER: {
        "asks": GateKind.RANK,
        "title": "Welche Themen sollen in den Masterplan?",
        "due_on": DUE_ON,
        "today": date(2027, 3, 10),
    },
    Occasion.ESCALATION: {
        "recipient": Recipient(capacity=Capacity.CHAIR, committee="Strategiegruppe Bildung"),
        "title": "Welche Themen sollen in den Masterplan?",
        "due_on": DUE_ON,
        "today": date(2027, 3, 15),
        "missing": ("Kreiselternrat", "Industrie- und Handelskammer", "Agentur für Arbeit"),
        "asked_count": 23,
        "needed_count": 12,
        "coordinator_on": date(2027, 3, 18),
    },
    Occasion.OUTCOME: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "kind": GateKind.RECOMMEND,
        "state": GateState.PASSED_WITH_CONDITIONS,
        "items": (
            ItemOutcome(
                title="Masterplan Bildung 3.0",
                result=ItemResult.ADOPTED,
                yes_count=14,
                no_count=1,
                abstain_count=1,
            ),
            ItemOutcome(title=CODE_OF_TRAINING, result=ItemResult.REJECTED, yes_count=6, no_count=8),
        ),
        "reasons": ("Von 23 Sitzen haben 16 teilgenommen; für die Beschlussfähigkeit sind 12 nötig.",),
        "next_step": "Beratung im Kreisausschuss",
    },
    Occasion.FIGURES_REVISED: {
        "title": "Entwurf des Masterplans Bildung 3.0",
        "figures": (
            RevisedFigure(
                reference="E1",
                title="Abgänge ohne Hauptschulabschluss, Heidekreis, 2023",
                before="11,04 %",
                after="13,20 %",
            ),
            RevisedFigure(reference="E4", title="Abiturquote, Heidekreis, 2023", before="28,71 %"),
        ),
    },
    Occasion.SENT_BACK: {
        "committee": "Strategiegruppe Bildung",
        "title": "Entwurf des Masterplans Bildung 3.0",
        "reason": "Die Kosten der Maßnahmen fehlen, und der Übergang in den Beruf kommt zu kurz.",
        "to_stage": "Vorlage des Entwurfs",
        "due_on": DUE_ON,
    },
    Occasion.DATA_QUALITY: {
        "recipient": OF_DATA,
        "title": "Kita-Statistik: Betreute Kinder unter drei Jahren",
        "file": "kita_2027.csv",
        "faults": (
            Fault(
                where="Zeile 14, Spalte „Quote“",
                what="104 % ist mehr als 100 %.",
                mend="Zähler und Nenner vergleichen.",
            ),
        ),
        "due_on": DUE_ON,
    },
    Occasion.PLAN_ADOPTED: {
        "committee": "Kreistag",
        "adopted_on": date(2028, 6, 23),
        "in_force_on": date(2028, 7, 1),
        "next_due_on": date(2032, 5, 1),
        "open_measures": (CODE_OF_TRAINING,),
    },
    Occasion.REVISION_DUE: {
        "recipient": Recipient(capacity=Capacity.COORDINATOR),
        "in_force_until": date(2033, 12, 31),
        "begins_on": date(2032, 10, 31),
    },
    Occasion.SECOND_SUMMONS: {
        "committee": "Strategiegruppe Bildung",
        "kind": GateKind.RECOMMEND,
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "items": ("Masterplan Bildung 3.0", CODE_OF_TRAINING),
        "due_on": DUE_ON,
        "is_statutory": False,
    },
    Occasion.DEADLINE_EXTENDED: {
        "asks": RequestKind.REVIEW,
        "title": CODE_OF_TRAINING,
        "due_before_on": date(2027, 3, 5),
        "due_on": DUE_ON,
        "reason": "In der ersten Märzwoche sind Zeugniskonferenzen.",
    },
    Occasion.RECEIPT: {
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "answers": (
            GivenAnswer(title="Masterplan Bildung 3.0", answer=Answer.YES),
            GivenAnswer(title=CODE_OF_TRAINING, answer=Answer.ABSTAIN),
        ),
        "answered_at": datetime(2027, 3, 9, 16, 30, tzinfo=UTC),
        "due_on": DUE_ON,
        "code": "7K2M-Q9XD-04RT",
    },
    Occasion.CONTENT_CHANGED: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "reason": "Die Kämmerei hat die Kosten neu berechnet.",
        "changes": (
            ChangedItem(
                number=2,
                title=CODE_OF_TRAINING,
                before="… wird mit [20.000 €] einmalig …",
                after="… wird mit [15.000 €] einmalig …",
            ),
        ),
        "items_count": 3,
        "version": 2,
        "due_on": DUE_ON,
        "has_vote": True,
        "has_answered": True,
    },
    Occasion.SECRET_ROUND: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "reason": "Ein Mitglied hat es beantragt.",
        "due_on": DUE_ON,
        "has_vote": True,
    },
    Occasion.MEETING_NEEDED: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "reason": "Ein Mitglied hat dem Umlaufverfahren widersprochen.",
        "is_ended": True,
    },
    Occasion.CONSENT_ASKED: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "needed": 19,
        "due_on": DUE_ON,
    },
    Occasion.CONSENT_REMINDER: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "needed": 19,
        "due_on": DUE_ON,
        "today": date(2027, 3, 10),
    },
    Occasion.CONSENT_NOTED: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "seat": "Kreiselternrat",
        "by": "Kreiselternrat",
        "is_given": False,
        "was_given": True,
        "noted_at": datetime(2027, 3, 9, 16, 30, tzinfo=UTC),
        "due_on": DUE_ON,
    },
    Occasion.SECRET_RECEIPT: {
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "code": "7K2M-Q9XD-04RT",
        "on": date(2027, 3, 9),
        "due_on": DUE_ON,
    },
    Occasion.STATEMENT_FILED: {
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "item": CODE_OF_TRAINING,
        "who": "Kreiselternrat",
        "text": "Die Kosten sind nicht gedeckt.",
    },
    Occasion.MANDATES_ENDING: {
        "recipient": Recipient(capacity=Capacity.CHAIR, committee="Strategiegruppe Bildung"),
        "committee": "Strategiegruppe Bildung",
        "seats": ("Kreiselternrat", "Kreisschülerrat"),
        "ends_on": DUE_ON,
    },
    Occasion.SEAT_HANDOVER: {
        "committee": "Strategiegruppe Bildung",
        "seat": "Kreiselternrat",
        "kind": GateKind.RECOMMEND,
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "items": ("Masterplan Bildung 3.0", CODE_OF_TRAINING),
        "asked_on": date(2027, 2, 12),
        "due_on": DUE_ON,
        "why": HandoverWhy.SUCCESSION,
        "answered_count": 11,
        "asked_count": 23,
        "entered": (
            EnteredAnswer(title="Masterplan Bildung 3.0", answer=Answer.YES),
            EnteredAnswer(title=CODE_OF_TRAINING, answer=Answer.ABSTAIN),
        ),
    },
    Occasion.SEAT_ANSWERED: {
        "seat": "Kreiselternrat",
        "by": "Kreiselternrat (Vertretung)",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "answers": (EnteredAnswer(title="Masterplan Bildung 3.0", answer=Answer.YES, rank=2),),
        "due_on": DUE_ON,
    },
    Occasion.RECUSAL_NOTED: {
        "committee": "Strategiegruppe Bildung",
        "seat": "Volkshochschule Heidekreis gGmbH",
        "item": CODE_OF_TRAINING,
        "decision": RecusalDecision.EXCLUDED,
        "ground": RecusalGround.EMPLOYER,
        "is_voided": True,
        "due_on": DUE_ON,
    },
    Occasion.RECUSAL_HINT: {
        "recipient": Recipient(capacity=Capacity.COORDINATOR),
        "committee": "Strategiegruppe Bildung",
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "conflicts": (PossibleConflict(item=CODE_OF_TRAINING, seat="Industrie- und Handelskammer"),),
        "due_on": DUE_ON,
    },
    Occasion.DELEGATION_CHANGED: {
        "seat": "Kreiselternrat",
        "delegate": "Mitglied für den Kreisschülerrat",
        "is_delegate": False,
        "question": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "from_on": date(2027, 3, 1),
    },
    Occasion.REQUESTS: {
        "recipient": OF_EVERYTHING,
        "requests": (
            AlsoAsked(asked_as=Occasion.REVIEW_REQUESTED, title=CODE_OF_TRAINING, due_on=DUE_ON),
            AlsoAsked(asked_as=Occasion.REVIEW_REQUESTED, title="Sprachförderung in Kitas", due_on=DUE_ON),
            AlsoAsked(
                asked_as=Occasion.DELIVERY_REQUESTED,
                title="Schulstatistik: Schülerinnen und Schüler nach Schulform",
                due_on=date(2027, 3, 19),
            ),
        ),
        "first_due_on": DUE_ON,
    },
    Occasion.DIGEST: {
        "recipient": OF_EVERYTHING,
        "told": (
            Told(
                title="Die Fortschreibung beginnt: Masterplan Bildung 3.0",
                gist="Die Stabsstelle beginnt die Fortschreibung des Plans.",
            ),
            Told(
                title="Beschlossen: Masterplan Bildung 3.0",
                gist="Der Kreistag hat „Masterplan Bildung 3.0“ beschlossen.",
            ),
        ),
    },
    Occasion.OVERDUE: {
        "recipient": Recipient(capacity=Capacity.CHAIR, committee="Interne Steuerungsgruppe"),
        "step": EscalationStep.CHAIR,
        "asks": RequestKind.DELIVERY,
        "title": "Schulstatistik: Schülerinnen und Schüler nach Schulform",
        "owner": "Bildungsberichterstattung und Bildungsmanagement",
        "due_on": DUE_ON,
        "today": date(2027, 3, 26),
        "reminded_count": 2,
        "waits": "Danach wird Interne Steuerungsgruppe gefragt",
        "last_harmless_on": date(2027, 4, 9),
        "next_step": EscalationStep.COORDINATOR,
        "next_on": date(2027, 4, 2),
    },
    Occasion.REPORT_OVERDUE: {
        "recipient": Recipient(capacity=Capacity.COUNCIL_OFFICE, committee="Kreistag"),
        "step": EscalationStep.DEPUTY,
        "committee": "Kreistag",
        "title": "Beschließen Sie den Masterplan Bildung 3.0?",
        "due_on": DUE_ON,
        "today": date(2027, 3, 19),
        "held_on": date(2027, 3, 5),
        "next_step": EscalationStep.CHAIR,
        "next_on": date(2027, 3, 26),
    },
    Occasion.STAND_IN: {
        "recipient": Recipient(capacity=Capacity.DEPUTY, committee="Strategiegruppe Bildung"),
        "asks": GateKind.RECOMMEND,
        "title": "Empfehlen Sie dem Kreistag den Masterplan Bildung 3.0?",
        "seat": "Kreiselternrat",
        "due_on": DUE_ON,
        "items": ("Masterplan Bildung 3.0", CODE_OF_TRAINING),
    },
    Occasion.DATA_DIGEST: {
        "recipient": OF_DATA,
        "groups": (
            FindingsTold(
                table="Arbeitslose und Arbeitslosenquoten, Jahresdurchschnitt",
                what="538 Anzahlen der Quelle „Arbeitslose“ sind negativ oder keine ganzen Zahlen.",
                mend="Prüfen, ob Dezimalzeichen oder Einheit stimmen, und die Datei neu abgeben.",
                findings_count=2,
                rows_count=540,
                is_critical=True,
            ),
        ),
        "resolved": (
            FindingsTold(
                table="Bevölkerung nach Altersgruppen",
                what="Die Zahlen für 2024 sind seit 20 Tagen überfällig.",
                mend="Die Tabelle neu herunterladen.",
                findings_count=1,
                rows_count=1,
            ),
        ),
        "due_on": DUE_ON,
    },
    Occasion.STAGE_SKIPPED: {
        "recipient": OF_MEASURE,
        "title": "Überprüfung der Maßnahmen",
        "reason": "Die Maßnahmen wurden im letzten Jahr geprüft.",
    },
}


def some_facts(occasion: Occasion, **others: Any) -> Facts:
    """Facts of an occasion, with some of them exchanged."""
    own = PARTICULAR | OF_MEETINGS
    return FACTS_OF[occasion](**{**EVERYWHERE, **own[occasion], **others})
