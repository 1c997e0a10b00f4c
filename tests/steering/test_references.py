"""A figure without a reference is found, whoever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.drafting import unreferenced_figures
from steering.references import with_references


@pytest.mark.parametrize(
    "text",
    [
        "Am 12. März 2027 und am 01.02.2028 tagt das Gremium.",
        "Von 2019–2023 galt der Masterplan Bildung 2.0, im Schuljahr 2022/23 nicht.",
        "Die Fassung 3.0 enthält 18 strategische Maßnahmen, darunter M07.",
        "Kosten: einmalig 12.000 €, jährlich 3.000 €.",
        "Der Anteil liegt bei 11,04 % [E3] und bei 1.477 [E12], der Abstand bei 2,98 Prozentpunkten [E4].",
        "Jugendliche der 7. Klasse, 15- bis 24-Jährige und unter 3-Jährige.",
        "",
    ],
)
def test_excepted_figures_are_excepted(text: str) -> None:
    assert unreferenced_figures(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Anteil liegt bei 11,04 %.", ["11,04 %"]),
        ("Es sind 1.477 Abgehende.", ["1.477"]),
        ("Das Einkommen beträgt 22.313 €.", ["22.313 €"]),
        ("11,04 % [E3], aber 9 % nicht.", ["9 %"]),
        ("2023 Plätze gab es 2023,5 nicht.", ["2023,5"]),
        ("Der Plan 45 % sieht es vor.", ["45 %"]),
        ("Von 23 Mitgliedern kamen 19.", ["23", "19"]),
    ],
)
def test_figures_without_a_trace_are_found(text: str, found: list[str]) -> None:
    assert unreferenced_figures(text) == found


@given(
    number=st.decimals(min_value=0, max_value=99_999, places=2).map(
        lambda each: f"{each:.2f}".replace(".", ",")
    )
)
def test_any_percentage_is_found_until_it_carries_its_reference(number: str) -> None:
    text = f"Der Anteil lag bei {number} % in der Region."

    assert unreferenced_figures(text) == [f"{number} %"]
    assert unreferenced_figures(with_references(text, {f"{number}\u00a0%": "E1"})) == []


def test_a_longer_figure_is_not_taken_for_the_shorter_one_in_it() -> None:
    shown = {"1,04 %": "E1", "11,04 %": "E2"}

    assert (
        with_references("11,04 % und 1,04 % und 1,04 % [E1]", shown)
        == "11,04 % [E2] und 1,04 % [E1] und 1,04 % [E1]"
    )
    assert with_references("111,04 %", shown) == "111,04 %"


def test_a_count_is_no_part_of_a_reference() -> None:
    assert with_references("12,3 % [E12] und 12", {"12": "E76"}) == "12,3 % [E12] und 12 [E76]"
