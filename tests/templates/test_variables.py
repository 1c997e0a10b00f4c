"""What official tables count is said in words."""

import pytest

from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.origins import origins
from templates.variables import breakdown_named, equation_named, variable_named, variable_names


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_variable_of_the_catalogue_has_a_name(language: str) -> None:
    used = {
        term.variable
        for indicator in load_catalogue().values()
        for formula in (indicator.formula, indicator.fallback, *dict(indicator.variants).values())
        if formula is not None
        for term in formula.terms
    }
    used |= {figure.key for origin in origins().values() for figure in origin.figures}

    assert used <= set(variable_names(language))
    assert all(name.strip() for name in variable_names(language).values())


def test_both_languages_name_the_same_variables() -> None:
    assert set(variable_names("de")) == set(variable_names("en"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unemp_lt", "Langzeitarbeitslose"),
        ("pop[age=15-18]", "Bevölkerung, 15 bis unter 18 Jahre"),
        ("pop[age=75-]", "Bevölkerung, 75 Jahre und älter"),
        ("lv_no[sex=female]", "Abgehende ohne Hauptschulabschluss, weiblich"),
        ("Personen | je Fall", "Personen | je Fall"),
        ("pop_total[t-5]", "Bevölkerung insgesamt, Stand 5 Jahre davor"),
        ("pop[age=00-03][t-1]", "Bevölkerung, 0 bis unter 3 Jahre, Stand ein Jahr davor"),
        ("mean(pop_total, -1..0)", "Bevölkerung insgesamt, Mittel über 2 Jahre"),
        ("mean(pop[age=18-20], -1..0)", "Bevölkerung, 18 bis unter 20 Jahre, Mittel über 2 Jahre"),
    ],
)
def test_a_variable_is_named_with_its_breakdown(name: str, words: str) -> None:
    assert variable_named(name) == words


def test_a_breakdown_alone_is_named() -> None:
    assert breakdown_named("age=00-03;sex=male", "en") == "aged 0 to under 3, male"


def test_an_equation_is_told_in_words() -> None:
    assert equation_named("lv_no ≤ lv") == (
        "Abgehende ohne Hauptschulabschluss ≤ Abgehende allgemeinbildender Schulen insgesamt"
    )
    assert equation_named("lv, sex") == "Abgehende allgemeinbildender Schulen insgesamt, Geschlecht"
