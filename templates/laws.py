"""Where a rule is written down, as people read it aloud: Paragraf 66 Absatz 1 NKomVG."""

import re

from templates.command_line import command_text

_CITED = re.compile(
    r"§§? (?P<places>\d+[a-z]?(?: \(\d+[a-z]?\))?(?:, \d+[a-z]?(?: \(\d+[a-z]?\))?)*) (?P<law>\S.*)"
)
_PLACE = re.compile(r"(\d+[a-z]?)(?: \((\d+[a-z]?)\))?")
# Sources that are no place in a text; see steering/rules_of_procedure/rules.py.
_UNWRITTEN = frozenset({"", "profile", "assumed", "proposed"})


def law_text(source: str, language: str = "de") -> str:
    """A source in words; one that is no paragraph is given as it was written."""
    if source in _UNWRITTEN:
        return command_text("rule_source", source or "none", language)
    cited = _CITED.fullmatch(source)
    if cited is None:
        return source
    places = [_place(number, part, language) for number, part in _PLACE.findall(cited["places"])]
    many = {"de": "Paragrafen", "en": "sections"}[language]
    one = {"de": "Paragraf", "en": "section"}[language]
    joining = {"de": " und ", "en": " and "}[language]
    return f"{one if len(places) == 1 else many} {joining.join(places)} {cited['law']}"


def _place(number: str, part: str, language: str) -> str:
    if not part:
        return number
    return f"{number} Absatz {part}" if language == "de" else f"{number} ({part})"
