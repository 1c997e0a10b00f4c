"""Each finding is one grammatical sentence: in every case of number, direction, place, unit and pattern."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from models.indicator import Assessment, IndicatorStatus
from models.need import Pattern
from steering.indicators.defining.catalogue import load_catalogue
from templates.environment import MINUS, NO_BREAK
from templates.findings import (
    Corridor,
    FindingFacts,
    GroupFacts,
    GroupGap,
    Jump,
    Move,
    finding_sentence,
    group_named,
)
from templates.places import place
from templates.sentences import SentenceFacts

LANGUAGES = ("de", "en")
UNITS = (
    ("pct", 2), ("pct", 0), ("pct_points", 2), ("pct_points", 0), ("per_100", 1), ("per_1000", 0),
    ("eur", 0), ("ratio", 1), ("index", 2), ("count", 0),
)  # fmt: skip
VALUES = (0.0, 1.0, 2.0, 11.036, 1477.0, -2.98)
PLACES = {
    "Landkreis Heidekreis": "im Landkreis Heidekreis",
    "Heidekreis, Landkreis": "im Heidekreis",
    "Region Hannover": "in der Region Hannover",
    "Stadt Göttingen": "in der Stadt Göttingen",
    "Emden, kreisfreie Stadt": "in Emden",
    "Niedersachsen": "in Niedersachsen",
    "Saarland": "im Saarland",
    "Rhein-Kreis Neuss": "im Rhein-Kreis Neuss",
    "Oberbergischer Kreis": "im Oberbergischen Kreis",
    "Grafschaft Bentheim, Landkreis": "in der Grafschaft Bentheim",
}
STATEMENTS = {
    "de": (
        "{value} der Abgehenden {place} {verließ|verließen} {period} die Schule ohne Abschluss",
        "der Anteil lag {place} {period} bei den Jungen um {value} niedriger",
    ),
    "en": ("{value} of the leavers {place} left school without a certificate {period}", ""),
}
DECIDED = date(2027, 3, 12)
CORRIDORS = (
    Corridor(low=None, high=8.0, decided_on=DECIDED, resolution="Kreistag."),
    Corridor(low=30.0, high=None, decided_on=DECIDED, resolution="Kreistag"),
    Corridor(low=30.0, high=40.0, decided_on=DECIDED, resolution="Kreistag"),
    Corridor(low=1.0, high=1.0, decided_on=DECIDED, resolution="Kreistag"),
)
MOVES = tuple(
    Move(first_value=first, first_period="2015", rises=rises, points=9, left_out=left_out)
    for first, rises, left_out in product(
        (1.0, 20.0), (True, False), ((), ("2020",), ("2016", "2020", "2021"))
    )
)
FEMALE = GroupFacts(breakdown="sex=female", value=9.54)
GAPS = (
    GroupGap(difference=-2.98),
    GroupGap(difference=2.98, first=GroupFacts(breakdown="sex=male", value=12.52), second=FEMALE),
    GroupGap(difference=1.0, first=GroupFacts(breakdown="age=15-18", value=1.0), second=FEMALE),
)
JUMPS = (Jump(before_value=1.0, before_period="2022"), Jump(before_value=2000.0, before_period="2022"))


def abouts(language: str) -> Iterator[SentenceFacts]:
    """Every unit, number and place; and for each of them how it stands against the Land, and its cases."""
    standings = [
        (Assessment.WORSE, 1.96), (Assessment.WORSE, -2.5), (Assessment.BETTER, 4.0),
        (Assessment.BETTER, -4.0), (Assessment.USUAL, 0.5), (Assessment.NO_STATEMENT, None),
    ]  # fmt: skip
    combined = product(UNITS, VALUES, PLACES, standings, (None, 7.67, 1.0), (None, 1.0, 2.0, 54.0, 1477.0))
    for number, ((unit, digits), value, name, (assessed, z), reference, base) in enumerate(combined):
        # Of 54,000 combinations a prime stride takes 2,300, in which every pair of properties meets.
        if number % 23 == 0:
            yield SentenceFacts(
                title="Abgehende ohne Abschluss",
                statement=STATEMENTS[language][0],
                statement_below=STATEMENTS[language][1],
                unit=unit,
                digits=digits,
                place=place(name, language),
                period="2023",
                reference_time="leaving_year",
                value=value,
                status=IndicatorStatus.COMPUTED,
                base=base,
                ci_low=None if base is None else value - 1,
                ci_high=None if base is None else value + 1,
                reference=reference,
                reference_name="Niedersachsen",
                assessment=assessed,
                z_adjusted=z,
            )


def cases(language: str) -> Iterator[FindingFacts]:
    """Every pattern in all its forms, with every kind of value in turn."""
    forms = [
        *(FindingFacts(about=ABOUT, pattern=Pattern.TREND, move=move) for move in MOVES),
        *(FindingFacts(about=ABOUT, pattern=Pattern.GAP, gap=gap) for gap in GAPS),
        *(FindingFacts(about=ABOUT, pattern=Pattern.BREAK, jump=jump) for jump in JUMPS),
        *(FindingFacts(about=ABOUT, pattern=Pattern.TARGET, corridor=corridor) for corridor in CORRIDORS),
        *(FindingFacts(about=ABOUT, pattern=Pattern.LEVEL, screened_count=n) for n in (0, 31)),
    ]
    for number, about in enumerate(abouts(language)):
        yield FindingFacts(about=about, pattern=Pattern.LEVEL, screened_count=(0, 2, 1031)[number % 3])
        yield replace(forms[number % len(forms)], about=about)


ABOUT = next(abouts("de"))


def faults(language: str, facts: FindingFacts, sentence: str) -> Iterator[str]:
    """What a teacher would mark in red."""
    if not sentence.endswith(".") or re.search(r"[.!?] ", sentence):
        yield "is not one sentence"
    if re.search(r" {2}| [,;.)]|\( |\.\.|[{}]|None|nan|\bTrue\b|\bFalse\b", sentence):
        yield "has a blank, a brace or a word of ours"
    if not sentence[0].isupper() and not sentence[0].isdigit() and sentence[0] != MINUS:
        yield "begins small"
    if facts.about.place not in sentence:
        yield "has lost its place"
    yield from (_german if language == "de" else _english)(facts, sentence)


def _german(facts: FindingFacts, sentence: str) -> Iterator[str]:
    if re.search(r"\d\.\d{1,2}(?!\d)", sentence):
        yield "has a decimal point"
    if re.search(rf"(?<!{NO_BREAK})[%€]", sentence):
        yield "lets a unit break from its number"
    singular = rf"(?<![\d,.])1{NO_BREAK}Prozentpunkt\b"
    if re.search(rf"(?<![\d,.])1{NO_BREAK}Prozentpunkte", sentence):
        yield "has one of many points"
    if re.search(rf"{NO_BREAK}Prozentpunkt\b", re.sub(singular, "", sentence)):
        yield "has many points in the singular"
    if re.search(rf"(von|rund|höchstens|mindestens|genau) \S+{NO_BREAK}Prozentpunkte\b", sentence):
        yield "has the dative wrong"
    yield from _german_agreement(facts, sentence)


def _german_agreement(facts: FindingFacts, sentence: str) -> Iterator[str]:
    stated = re.match(rf"(\S+?)(?:{NO_BREAK}\S+)? der Abgehenden .*? (verließ|verließen) ", sentence)
    if stated and (stated[1] == "1") != (stated[2] == "verließ"):
        yield "has a verb that does not agree"
    if ("nur einem Fall" in sentence) and round(facts.about.base or 0) != 1:
        yield "has one of several cases"
    if re.search(r"\b(20\d\d|\d{4}/\d\d) -?\d", sentence):
        yield "puts a number right behind a year"
    if re.search(r"nur 1 Fäll|in dem |in das Saarland|im Stadt|im Region", sentence):
        yield "has a wrong article"
    if facts.move is not None and facts.pattern is Pattern.TREND:
        years = len(facts.move.left_out)
        if ("Ausnahmejahr " in sentence, "Ausnahmejahre " in sentence) != (years == 1, years > 1):
            yield "counts the years left out wrongly"
        if (" stieg " in sentence) != facts.move.rises:
            yield "turns the direction round"


def _english(facts: FindingFacts, sentence: str) -> Iterator[str]:
    if re.search(r"\d,\d{1,2}(?!\d)", sentence):
        yield "has a decimal comma"
    if re.search(r"(?<!\d)%", sentence):
        yield "parts the sign from its number"
    if re.search(rf"(?<![\d,.])1{NO_BREAK}percentage points|only 1 cases", sentence):
        yield "has one of many"
    if re.search("[äöüß„]", sentence.replace("Göttingen", "")):
        yield "speaks German"
    if (
        facts.move is not None
        and facts.pattern is Pattern.TREND
        and (" rose " in sentence) != facts.move.rises
    ):
        yield "turns the direction round"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_one_grammatical_sentence(language: str) -> None:
    told = [(facts, finding_sentence(language, facts)) for facts in cases(language)]

    assert len(told) > 4000
    assert len({sentence for _, sentence in told}) > 2000
    wrong = [(fault, sentence) for facts, sentence in told for fault in faults(language, facts, sentence)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", load_catalogue())
def test_the_statement_of_every_indicator_agrees_with_its_number(key: str, language: str) -> None:
    indicator = load_catalogue()[key]
    statement = indicator.statement if language == "de" else indicator.statement_en
    below = indicator.statement_below if language == "de" else indicator.statement_below_en
    for value, name in product(VALUES, PLACES):
        about = replace(
            ABOUT,
            title=indicator.title if language == "de" else indicator.title_en,
            statement=statement,
            statement_below=below,
            unit=indicator.unit,
            digits=indicator.digits,
            place=place(name, language),
            value=value,
        )

        facts = FindingFacts(about=about, pattern=Pattern.LEVEL)
        sentence = finding_sentence(language, facts)

        assert list(faults(language, facts, sentence)) == [], sentence
        assert "|" not in sentence


def test_what_is_told_in_which_words() -> None:
    about = replace(
        ABOUT, unit="pct", digits=2, value=11.036, place="im Landkreis Heidekreis", base=54.0, ci_low=4.2,
        ci_high=21.5, reference=7.67, assessment=Assessment.WORSE, z_adjusted=2.0,
    )  # fmt: skip

    def told(**other: object) -> str:
        known: dict[str, object] = {"about": about, "pattern": Pattern.LEVEL}
        facts = FindingFacts(**{**known, **other})  # type: ignore[arg-type]
        return finding_sentence("de", facts).replace(NO_BREAK, " ")

    assert told() == (
        "11,04 % der Abgehenden im Landkreis Heidekreis verließen 2023 die Schule ohne Abschluss "
        "(Niedersachsen: 7,67 %); das ist auffällig hoch, liegt aber noch am Rand der üblichen Streuung der "
        "Kreise, und bei nur 54 Fällen kann allein der Zufall den Wert weit schwanken lassen (4,20 % bis "
        "21,50 %)."
    )
    assert told(about=replace(about, base=1477.0), screened_count=31).endswith(
        "am Rand der üblichen Streuung der Kreise, wie es unter 31 geprüften Werten auch durch Zufall "
        "vorkommen kann."
    )
    assert told(pattern=Pattern.TREND, move=MOVES[2]) == (
        "Abgehende ohne Abschluss: Der Wert stieg im Landkreis Heidekreis von 1,00 % (2015) auf 11,04 % "
        "(2023), die Ausnahmejahre 2016, 2020 und 2021 nicht gerechnet; bei 9 Zeitpunkten ist das mehr, als "
        "die zufällige Schwankung kleiner Fallzahlen erklärt."
    )
    assert told(pattern=Pattern.TREND, move=replace(MOVES[0], first_value=12.0)) == (
        "Abgehende ohne Abschluss: Der Wert stieg im Landkreis Heidekreis in den meisten Jahren, lag aber "
        "2023 mit 11,04 % nicht höher als 2015 mit 12,00 %; bei 9 Zeitpunkten ist das mehr, als die "
        "zufällige Schwankung kleiner Fallzahlen erklärt."
    )
    assert told(pattern=Pattern.GAP, gap=GAPS[1]) == (
        "Abgehende ohne Abschluss: Der Wert betrug im Landkreis Heidekreis 2023 bei Jungen und Männern 12,52 "
        "% und bei Mädchen und Frauen 9,54 %; dieser Abstand von rund 3,0 Prozentpunkten ist größer, als die "
        "zufällige Schwankung kleiner Fallzahlen erklärt."
    )
    assert told(pattern=Pattern.BREAK, jump=JUMPS[1]) == (
        "Abgehende ohne Abschluss: Der Wert fiel im Landkreis Heidekreis sprunghaft von 2.000,00 % (2022) "
        "auf 11,04 % (2023); ein solcher Sprung ist mehr, als die üblichen Schwankungen der Jahre erklären, "
        "und kann auch an der Erhebung liegen."
    )
    assert told(pattern=Pattern.TARGET, corridor=CORRIDORS[0]) == (
        "11,04 % der Abgehenden im Landkreis Heidekreis verließen 2023 die Schule ohne Abschluss; das Ziel "
        "von höchstens 8,00 %, beschlossen am 12. März 2027 („Kreistag“), ist damit auch dann verfehlt, wenn "
        "man die zufällige Schwankung berücksichtigt."
    )


def test_a_group_without_words_of_its_own_is_quoted() -> None:
    assert group_named("age=15-18") == "in der Gruppe „15 bis unter 18 Jahre“"


@pytest.mark.parametrize("gone", [{"value": None}, {"is_publishable": False}])
def test_a_finding_never_tells_of_a_value_that_may_not_be_told(gone: dict[str, object]) -> None:
    facts = FindingFacts(about=replace(ABOUT, **gone), pattern=Pattern.LEVEL)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="there and may be published"):
        finding_sentence("de", facts)


@pytest.mark.parametrize(("name", "where"), PLACES.items())
def test_a_place_takes_its_preposition(name: str, where: str) -> None:
    assert place(name) == where
