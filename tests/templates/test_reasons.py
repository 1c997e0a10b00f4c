"""Why a decision came out as it did: whole sentences, right in number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from models import Majority
from templates.reasons import reason_text
from templates.tables import joined
from templates.words import LANGUAGES

ALL_FACTS = {
    "present": 15,
    "needed": 12,
    "seats": 23,
    "yes": 14,
    "no": 3,
    "abstain": 2,
    "majority": Majority.SIMPLE,
    "reason": "Alle haben geantwortet",
    "by": "Kreistagsbüro",
    "items": 18,
    "adopted": 16,
    "remarks": "Die Ziele sind nicht messbar.",
    "objections": 1,
    "consents": 9,
    "recused": 12,
    "silent": 4,
    "method": "approval",
    "count": 2,
    "line": "3f2a 9c01 topic",
    "says_yes": True,
}


def codes(language: str) -> set[str]:
    return set(joined("reasons", language))


def test_both_languages_know_the_same_reasons() -> None:
    assert codes("de") == codes("en")


@pytest.mark.parametrize("code", sorted(codes("de")))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_made_of_whole_sentences(code: str, language: str) -> None:
    told = reason_text(code, ALL_FACTS, language)

    assert told[0].isupper() or told[0].isdigit()
    assert told.rstrip("“”").endswith(".")
    assert "  " not in told
    assert "simple" not in told or language == "en"


@pytest.mark.parametrize(
    ("code", "facts", "told"),
    [
        (
            "quorum_met",
            {"present": 15, "needed": 12, "seats": 23},
            "Von 23 Sitzen haben 15 teilgenommen; für die Beschlussfähigkeit sind 12 nötig.",
        ),
        (
            "quorum_met",
            {"present": 1, "needed": 1, "seats": 1},
            "Von einem Sitz hat einer teilgenommen; für die Beschlussfähigkeit ist einer nötig.",
        ),
        (
            "quorum_missed",
            {"present": 0, "needed": 12, "seats": 23},
            (
                "Von 23 Sitzen hat keiner teilgenommen; für die Beschlussfähigkeit sind 12 nötig. "
                "Das reicht nicht."
            ),
        ),
        (
            "carried",
            {"yes": 14, "no": 0, "abstain": 1, "majority": "two_thirds"},
            (
                "Dafür stimmten 14 Personen, dagegen niemand, eine Person enthielt sich. "
                "Damit ist die Zweidrittelmehrheit erreicht."
            ),
        ),
        (
            "carried",
            {"yes": 1, "no": 0, "abstain": 0, "majority": "simple"},
            (
                "Dafür stimmte eine Person, dagegen niemand, niemand enthielt sich. "
                "Damit ist die einfache Mehrheit erreicht."
            ),
        ),
        (
            "rejected_by_votes",
            {"yes": 0, "no": 8, "abstain": 3, "majority": "absolute"},
            (
                "Dafür stimmte niemand, dagegen 8, 3 Personen enthielten sich. "
                "Die absolute Mehrheit ist damit nicht erreicht."
            ),
        ),
        (
            "rejected_by_tie",
            {"yes": 7, "no": 7, "abstain": 0},
            "Je 7 Personen stimmten dafür und dagegen. Bei Stimmengleichheit ist abgelehnt.",
        ),
        (
            "rejected_by_tie",
            {},
            "Gleich viele stimmten dafür und dagegen. Bei Stimmengleichheit ist abgelehnt.",
        ),
        (
            "early_close",
            {"reason": "Alle haben geantwortet"},
            "Die Frage wurde vor Ablauf der Frist geschlossen. Der Grund ist: Alle haben geantwortet.",
        ),
        (
            "carried",
            {"yes": 5, "no": 1, "abstain": 2, "majority": "simple"},
            (
                "Dafür stimmten 5 Personen, dagegen eine, 2 Personen enthielten sich. "
                "Damit ist die einfache Mehrheit erreicht."
            ),
        ),
        (
            "rejected_by_tie",
            {"yes": 1, "no": 1, "abstain": 0},
            "Je eine Person stimmte dafür und dagegen. Bei Stimmengleichheit ist abgelehnt.",
        ),
        (
            "voted_one_by_one",
            {"items": 18, "adopted": 18},
            "Über 18 Punkte wurde einzeln abgestimmt; alle wurden angenommen.",
        ),
        (
            "voted_one_by_one",
            {"items": 18, "adopted": 16},
            "Über 18 Punkte wurde einzeln abgestimmt; davon wurden 16 angenommen.",
        ),
        (
            "voted_one_by_one",
            {"items": 2, "adopted": 1},
            "Über 2 Punkte wurde einzeln abgestimmt; davon wurde einer angenommen.",
        ),
        (
            "voted_one_by_one",
            {"items": 4, "adopted": 0},
            "Über 4 Punkte wurde einzeln abgestimmt; keiner wurde angenommen.",
        ),
        (
            "remarked",
            {"remarks": "Die Ziele sind nicht messbar."},
            "Dazu wurde gesagt: „Die Ziele sind nicht messbar.“",
        ),
        (
            "tally_reported",
            {"present": 40, "by": "Kreistagsbüro"},
            "Das Ergebnis stammt aus einer Sitzung mit 40 Anwesenden. Gemeldet hat es: Kreistagsbüro.",
        ),
    ],
)
def test_a_reason_is_right_in_number(code: str, facts: dict[str, object], told: str) -> None:
    assert reason_text(code, facts) == told


@given(
    yes=st.integers(0, 60),
    no=st.integers(0, 60),
    abstain=st.integers(0, 60),
    majority=st.sampled_from(Majority),
)
def test_no_count_is_told_in_the_wrong_number(yes: int, no: int, abstain: int, majority: Majority) -> None:
    told = reason_text("rejected_by_votes", {"yes": yes, "no": no, "abstain": abstain, "majority": majority})

    assert "stimmten 1 " not in told
    assert "dagegen 1," not in told
    assert " 1 enthielt" not in told
    assert ("enthielten sich" in told) == (abstain > 1)
    assert " 0" not in told


def test_a_missing_figure_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="needed"):
        reason_text("quorum_met", {"present": 15, "seats": 23})


def test_an_unworded_reason_is_an_error() -> None:
    with pytest.raises(KeyError, match="because_i_say_so"):
        reason_text("because_i_say_so")
