from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.indicator import Assessment, IndicatorStatus
from templates.sentences import SentenceFacts, indicator_sentence, need_title
from templates.statements import amount, filled, statement_faults

FACTS = SentenceFacts(
    title="Abgehende ohne Hauptschulabschluss",
    statement="{value} der Abgehenden {place} {verließ|verließen} {period} die Schule ohne Abschluss",
    unit="pct",
    digits=2,
    place="im Heidekreis",
    period="2023",
    reference_time="leaving_year",
    value=11.036,
    status=IndicatorStatus.COMPUTED,
    reference=7.67,
    reference_name="Niedersachsen",
)
GAP = replace(
    FACTS,
    statement="der Anteil lag {place} {period} bei den Jungen um {value} höher",
    statement_below="der Anteil lag {place} {period} bei den Jungen um {value} niedriger",
    unit="pct_points",
)
SECRET_WORDS = ("Stichprobe", "signifikant", "None", "nan", "{", "}")


def told(facts: SentenceFacts, language: str = "de") -> str:
    return indicator_sentence(language, facts).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("assessment", "z", "ends"),
    [
        (
            Assessment.WORSE,
            1.964,
            "das ist auffällig hoch, liegt aber noch am Rand der üblichen Streuung der Kreise.",
        ),
        (
            Assessment.BETTER,
            -2.5,
            "das ist auffällig niedrig, liegt aber noch am Rand der üblichen Streuung der Kreise.",
        ),
        (
            Assessment.WORSE,
            3.2,
            "das ist auffällig hoch und liegt außerhalb der üblichen Streuung der Kreise.",
        ),
        (
            Assessment.WORSE,
            -4.0,
            "das ist auffällig niedrig und liegt außerhalb der üblichen Streuung der Kreise.",
        ),
        (Assessment.USUAL, 1.9, "das liegt im Rahmen der üblichen Streuung der Kreise."),
        (Assessment.NO_STATEMENT, 5.0, "das ist mehr als dort."),
        (Assessment.NO_STATEMENT, None, "das ist mehr als dort."),
    ],
)
def test_the_end_of_the_sentence_follows_the_scatter(
    assessment: Assessment, z: float | None, ends: str
) -> None:
    sentence = told(replace(FACTS, assessment=assessment, z_adjusted=z))

    assert sentence.startswith(
        "11,04 % der Abgehenden im Heidekreis verließen 2023 die Schule ohne Abschluss"
    )
    assert sentence.endswith(f"(Niedersachsen: 7,67 %); {ends}")


@pytest.mark.parametrize(
    ("value", "reference", "ends"),
    [(7.671, 7.669, "das ist ebenso viel wie dort."), (5.0, 7.67, "das ist weniger als dort.")],
)
def test_a_plain_difference_goes_by_the_shown_digits(value: float, reference: float, ends: str) -> None:
    assert told(replace(FACTS, value=value, reference=reference)).endswith(ends)


def test_without_a_reference_the_sentence_ends_with_the_value() -> None:
    assert told(replace(FACTS, reference=None)).endswith("die Schule ohne Abschluss.")


@pytest.mark.parametrize(
    ("value", "digits", "verb"),
    [(1.0, 0, "1 % der Abgehenden im Heidekreis verließ "), (2.0, 0, "verließen"), (1.0, 1, "verließen"),
     (0.0, 0, "verließen"), (11.0, 0, "verließen"), (1.04, 0, "verließ "), (1001, 0, "verließen")],
)  # fmt: skip
def test_exactly_one_takes_the_singular(value: float, digits: int, verb: str) -> None:
    assert verb in told(replace(FACTS, value=value, digits=digits))


def test_a_gap_below_zero_is_told_the_other_way_round() -> None:
    assert "bei den Jungen um 2,98 Prozentpunkte höher" in told(replace(GAP, value=2.98, reference=1.0))
    below = told(replace(GAP, value=-2.98, reference=-1.0))
    assert (
        "bei den Jungen um 2,98 Prozentpunkte niedriger (Niedersachsen: 1,00 Prozentpunkte); das ist mehr"
        in below
    )
    crossed = told(replace(GAP, value=-2.98, reference=0.5))
    assert "niedriger (Niedersachsen: −0,50 Prozentpunkte); das ist mehr" in crossed


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (IndicatorStatus.INPUT_MISSING, "weil eine Angabe dafür fehlt"),
        (
            IndicatorStatus.INPUT_CONFIDENTIAL,
            "weil eine Angabe dafür unbekannt ist oder geheim gehalten wird",
        ),
        (IndicatorStatus.NOT_APPLICABLE, "weil es dort nichts zu zählen gibt"),
        (IndicatorStatus.TOO_SMALL, "weil die Fallzahl für einen Anteil zu klein ist"),
    ],
)
def test_a_missing_value_says_why(status: IndicatorStatus, reason: str) -> None:
    sentence = told(replace(FACTS, value=None, status=status))

    assert sentence == (
        f"Abgehende ohne Hauptschulabschluss: Für 2023 gibt es im Heidekreis keinen Wert, {reason}."
    )


def test_a_withheld_value_is_not_in_its_sentence() -> None:
    sentence = told(replace(FACTS, is_publishable=False))

    assert sentence == (
        "Abgehende ohne Hauptschulabschluss: Für 2023 wird der Wert im Heidekreis nicht veröffentlicht, "
        "weil er der Geheimhaltung unterliegt."
    )


def test_few_cases_are_explained_as_chance_and_never_as_a_sample() -> None:
    sentence = told(replace(FACTS, base=54.0, ci_low=3.1, ci_high=21.5))

    assert sentence.endswith(
        "Weil nur 54 Fälle zugrunde liegen, ist die zufällige Schwankung kleiner Fallzahlen groß: "
        "Der Bereich, der allein damit vereinbar ist, reicht von 3,10 % bis 21,50 %."
    )


def test_from_a_hundred_cases_on_the_interval_stays_in_the_table() -> None:
    assert "Schwankung" not in told(replace(FACTS, base=100.0, ci_low=3.1, ci_high=21.5))


@pytest.mark.parametrize("language", ["de", "en"])
@given(
    value=st.none() | st.floats(-5, 100),
    reference=st.none() | st.floats(0, 100),
    z=st.none() | st.floats(-9, 9),
    assessment=st.sampled_from(Assessment),
    unit=st.sampled_from(["pct", "pct_points", "per_100", "per_1000", "eur"]),
)
def test_every_situation_makes_a_whole_sentence(language: str, **given_facts: object) -> None:
    z = given_facts.pop("z")
    facts = replace(FACTS, z_adjusted=z, base=50.0, ci_low=0.0, ci_high=9.0, **given_facts)  # type: ignore[arg-type]
    facts = replace(facts, status=FACTS.status if facts.value is not None else IndicatorStatus.INPUT_MISSING)

    sentence = indicator_sentence(language, facts)

    assert sentence.endswith(".")
    assert "  " not in sentence
    assert " ," not in sentence
    assert " ;" not in sentence
    assert not any(word in sentence for word in SECRET_WORDS)


@pytest.mark.parametrize(
    ("concerns", "title"),
    [
        (("A",), "A"),
        (("A", "B"), "A; B"),
        (("A", "B", "C"), "A; B; C"),
    ],
)
def test_a_need_lists_what_is_to_be_done(concerns: tuple[str, ...], title: str) -> None:
    assert need_title("de", concerns) == title


@pytest.mark.parametrize(
    ("value", "unit", "digits", "german", "english"),
    [
        (11.036, "pct", 2, "11,04 %", "11.04%"),
        (22313.0, "eur", 0, "22.313 €", "22,313 €"),
        (1.0, "pct_points", 0, "1 Prozentpunkt", "1 percentage point"),
        (1.0, "pct_points", 1, "1,0 Prozentpunkte", "1.0 percentage points"),
        (-0.004, "pct", 2, "0,00 %", "0.00%"),
        (32.76, "per_100", 1, "32,8", "32.8"),
    ],
)
def test_an_amount_is_written_as_its_language_does(
    value: float, unit: str, digits: int, german: str, english: str
) -> None:
    assert amount(value, unit, digits, "de").replace("\u00a0", " ") == german
    assert amount(value, unit, digits, "en").replace("\u00a0", " ") == english


def test_a_statement_begins_with_a_capital() -> None:
    assert filled(
        "die Quote lag {place} {period} bei {value}", value="6,5 %", place="im Kreis", period="2025"
    ) == ("Die Quote lag im Kreis 2025 bei 6,5 %")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("{value} {place}", "{period} must stand in it once"),
        ("{value} {value} {place} {period}", "{value} must stand in it once"),
        ("{value} {place} {period} {a|b|c}", "{a|b|c} is neither"),
        ("{value} {place} {period} {0.__class__}", "{0.__class__} is neither"),
        ("{value} {place} {period} {", "a brace is left open"),
    ],
)
def test_a_statement_with_wrong_gaps_is_named(statement: str, says: str) -> None:
    assert any(says in fault for fault in statement_faults(statement))
