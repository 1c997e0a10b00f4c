"""German articles for the names of committees and offices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.german import HEADS, Case, named


@pytest.mark.parametrize(
    ("title", "nominative", "genitive", "dative", "accusative"),
    [
        (
            "Strategiegruppe Bildung",
            *(f"{article} Strategiegruppe Bildung" for article in ["die", "der", "der", "die"]),
        ),
        ("Kreistag", "der Kreistag", "des Kreistages", "dem Kreistag", "den Kreistag"),
        (
            "Kreisausschuss",
            "der Kreisausschuss",
            "des Kreisausschusses",
            "dem Kreisausschuss",
            "den Kreisausschuss",
        ),
        (
            "Ausschuss für Schule, Bildung und Kultur",
            "der Ausschuss für Schule, Bildung und Kultur",
            "des Ausschusses für Schule, Bildung und Kultur",
            "dem Ausschuss für Schule, Bildung und Kultur",
            "den Ausschuss für Schule, Bildung und Kultur",
        ),
        (
            "Interne Steuerungsgruppe",
            "die Interne Steuerungsgruppe",
            "der Internen Steuerungsgruppe",
            "der Internen Steuerungsgruppe",
            "die Interne Steuerungsgruppe",
        ),
        (
            "Kommunales Bildungsbüro",
            "das Kommunale Bildungsbüro",
            "des Kommunalen Bildungsbüros",
            "dem Kommunalen Bildungsbüro",
            "das Kommunale Bildungsbüro",
        ),
        (
            "Referat Bildung",
            "das Referat Bildung",
            "des Referates Bildung",
            "dem Referat Bildung",
            "das Referat Bildung",
        ),
        (
            "Bildungskonferenz",
            "die Bildungskonferenz",
            "der Bildungskonferenz",
            "der Bildungskonferenz",
            "die Bildungskonferenz",
        ),
        (
            "Tisch der Bildung",
            "das Gremium „Tisch der Bildung“",
            "des Gremiums „Tisch der Bildung“",
            "dem Gremium „Tisch der Bildung“",
            "das Gremium „Tisch der Bildung“",
        ),
        (
            "Lüneburger Beirat",
            "das Gremium „Lüneburger Beirat“",
            "des Gremiums „Lüneburger Beirat“",
            "dem Gremium „Lüneburger Beirat“",
            "das Gremium „Lüneburger Beirat“",
        ),
    ],
)
def test_a_title_takes_its_article(
    title: str, nominative: str, genitive: str, dative: str, accusative: str
) -> None:
    assert [named(title, case) for case in Case] == [nominative, genitive, dative, accusative]


def test_an_office_whose_grammar_is_unknown_is_called_an_office() -> None:
    assert (
        named("Koordination Bildung", Case.ACCUSATIVE, noun="Stelle") == "die Stelle „Koordination Bildung“"
    )


def test_the_longer_ending_wins() -> None:
    assert named("Schulreferat") == "das Schulreferat"
    assert named("Kreiselternrat") == "der Kreiselternrat"


def test_an_unknown_noun_is_refused() -> None:
    with pytest.raises(ValueError, match="HEADS"):
        named("Tafelrunder Kreisel", noun="Kreisel")


@given(title=st.text(max_size=60), case=st.sampled_from(Case))
def test_no_title_is_lost(title: str, case: Case) -> None:
    told = named(title, case)

    assert len(told.split()) >= 2
    assert told.split()[0] in {"der", "die", "das", "des", "dem", "den"}


@given(ending=st.sampled_from(sorted(HEADS)), case=st.sampled_from(Case))
def test_every_head_noun_is_inflected(ending: str, case: Case) -> None:
    assert "„" not in named(ending.title(), case)
