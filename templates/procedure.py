"""The rules of a committee as people read them: a sentence for each, with where it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from templates.environment import environment
from templates.laws import law_text
from templates.tables import joined

# A share in words, and its genitive.
_PORTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "de": {
        "1/2": ("die Hälfte", "der Hälfte"),
        "1/3": ("ein Drittel", "eines Drittels"),
        "2/3": ("zwei Drittel", "zweier Drittel"),
        "1/4": ("ein Viertel", "eines Viertels"),
        "3/4": ("drei Viertel", "dreier Viertel"),
        "4/5": ("vier Fünftel", "von vier Fünfteln"),
    },
    "en": {
        "1/2": ("half", "half"),
        "1/3": ("one third", "one third"),
        "2/3": ("two thirds", "two thirds"),
        "1/4": ("one quarter", "one quarter"),
        "3/4": ("three quarters", "three quarters"),
        "4/5": ("four fifths", "four fifths"),
    },
}


@dataclass(frozen=True, kw_only=True)
class RuleSentence:
    """One rule in words; `source` is told for people as well."""

    key: str
    sentence: str
    source: str


def portion(share: str, case: str = "", *, language: str = "de") -> str:
    """A share in words: two thirds; one that has no word stays a fraction."""
    plain, genitive = _PORTIONS[language].get(share, (share, share))
    return genitive if case else plain


def rule_sentences(
    facts: Mapping[str, object], sources: Mapping[str, str], language: str = "de"
) -> Iterator[RuleSentence]:
    """The rules, one sentence each, in the order in which rules of procedure are read."""
    made = environment(language).overlay()
    made.filters["portion"] = lambda share, case="": portion(share, case, language=language)
    for key, wording in joined("procedure", language).items():
        told = " ".join(made.from_string(wording).render(**facts).split())
        if told:
            yield RuleSentence(key=key, sentence=told, source=law_text(sources.get(key, ""), language))
