"""German articles for the names of committees and offices: die Strategiegruppe, des Kreistages.

A region names its committees as it likes. Where the head noun is known, its name is inflected;
where it is not, it is quoted behind a noun that is („das Gremium ‚Runder Tisch‘“), so that a
letter is never ungrammatical.
"""

from enum import StrEnum
from typing import NamedTuple


class Case(StrEnum):
    """The four German cases."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"


class Head(NamedTuple):
    """How a head noun is inflected."""

    gender: str
    genitive: str


FEMININE = Head("feminine", "")
ARTICLES = {
    "feminine": {
        Case.NOMINATIVE: "die",
        Case.GENITIVE: "der",
        Case.DATIVE: "der",
        Case.ACCUSATIVE: "die",
    },
    "masculine": {
        Case.NOMINATIVE: "der",
        Case.GENITIVE: "des",
        Case.DATIVE: "dem",
        Case.ACCUSATIVE: "den",
    },
    "neuter": {
        Case.NOMINATIVE: "das",
        Case.GENITIVE: "des",
        Case.DATIVE: "dem",
        Case.ACCUSATIVE: "das",
    },
}
# The longer ending is asked first: a Referat is no Rat.
HEADS = {
    "versammlung": FEMININE,
    "kommission": FEMININE,
    "verwaltung": FEMININE,
    "abteilung": FEMININE,
    "konferenz": FEMININE,
    "agentur": FEMININE,
    "kammer": FEMININE,
    "gruppe": FEMININE,
    "schule": FEMININE,
    "stelle": FEMININE,
    "rätin": FEMININE,
    "runde": FEMININE,
    "ausschuss": Head("masculine", "es"),
    "vorstand": Head("masculine", "es"),
    "verband": Head("masculine", "es"),
    "bereich": Head("masculine", "s"),
    "dienst": Head("masculine", "es"),
    "kreis": Head("masculine", "es"),
    "tag": Head("masculine", "es"),
    "sekretariat": Head("neuter", "s"),
    "netzwerk": Head("neuter", "s"),
    "referat": Head("neuter", "es"),
    "gremium": Head("neuter", "s"),
    "forum": Head("neuter", "s"),
    "büro": Head("neuter", "s"),
    "team": Head("neuter", "s"),
    "amt": Head("neuter", "es"),
    "rat": Head("masculine", "es"),
}
STRONG_ENDING = {"feminine": "e", "neuter": "es"}


def named(title: str, case: Case = Case.NOMINATIVE, *, noun: str = "Gremium") -> str:
    """The title with its article in a case: „der Internen Steuerungsgruppe Bildung“.

    `noun` stands before titles whose grammar is not known.
    """
    before, head, after = _parted(title)
    kind = _kind_of(head)
    if kind is None or not all(_is_adjective(part, kind) for part in before):
        return f"{_with_article(noun, case)} „{title}“"
    adjectives = [_declined(part, kind, case) for part in before]
    return " ".join([ARTICLES[kind.gender][case], *adjectives, _inflected(head, kind, case), *after])


def _parted(title: str) -> tuple[list[str], str, list[str]]:
    parts = title.split()
    for place, part in enumerate(parts):
        if _kind_of(part) is not None:
            return parts[:place], part, parts[place + 1 :]
    return parts, "", []


def _kind_of(noun: str) -> Head | None:
    bare = noun.lower().rstrip(",")
    return next((kind for ending, kind in HEADS.items() if bare.endswith(ending)), None)


def _is_adjective(part: str, kind: Head) -> bool:
    # "Lüneburger" and "Ständiger" cannot be told apart, so no masculine adjective is inflected.
    ending = STRONG_ENDING.get(kind.gender)
    return ending is not None and part.istitle() and part.endswith(ending)


def _declined(adjective: str, kind: Head, case: Case) -> str:
    stem = adjective.removesuffix(STRONG_ENDING[kind.gender])
    return stem + ("e" if case in {Case.NOMINATIVE, Case.ACCUSATIVE} else "en")


def _inflected(noun: str, kind: Head, case: Case) -> str:
    if case is not Case.GENITIVE or not kind.genitive:
        return noun
    bare = noun.rstrip(",")
    return bare + kind.genitive + noun[len(bare) :]


def _with_article(noun: str, case: Case) -> str:
    kind = _kind_of(noun)
    if kind is None:
        raise ValueError(f"The grammar of the noun {noun!r} is not known; add it to HEADS.")
    return f"{ARTICLES[kind.gender][case]} {_inflected(noun, kind, case)}"
