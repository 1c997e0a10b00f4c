"""Where something is: „im Heidekreis“, „in Niedersachsen“, „in der Region Hannover“."""

import re

_DISTRICT_WORDS = (", Landkreis", ", Kreis")
_FEMININE = ("Region", "Städteregion", "Stadt", "Grafschaft", "Bildungsregion", "Hansestadt")
_MASCULINE = ("Landkreis", "Kreis", "Regionalverband", "Stadtverband", "Regierungsbezirk")
_WITH_ARTICLE = ("Saarland", "Emsland", "Ammerland", "Havelland", "Wendland")
"""Names that take an article; for all others that end in -land ("Friesland") German has none."""
_RANKS = {
    "Regierungsbezirk": "im Regierungsbezirk",
    "Regionalverband": "im Regionalverband",
    "Statistische Region": "in der Statistischen Region",
    "Stat. Region": "in der Statistischen Region",
}
_REMARK = re.compile(r"\s*\((?:bis|b\.|ab|einschl\.)[^()]*\)$")


def place(name: str, language: str = "de") -> str:
    """The name of a region with the preposition that it takes.

    Official names are taken as the tables write them (`Emsland, Landkreis`), their remarks left out.
    """
    plain = _REMARK.sub("", name.strip())
    # "Lübeck, kreisfreie Stadt, Hansestadt": what follows the first comma is a rank, no name.
    bare, _, rank = plain.partition(", ")
    bare = bare.removeprefix("Kreisfreie Stadt ")
    if language != "de":
        return f"in {bare}"
    if rank in _RANKS:
        return f"{_RANKS[rank]} {bare}"
    first, *more = bare.split() or [bare]
    if first in _FEMININE and more:
        return f"in der {bare}"
    if _takes_an_article(bare, first, more):
        return f"im {_in_dative(bare)}"
    if plain.endswith(_DISTRICT_WORDS):
        return f"im Landkreis {bare}" if plain.endswith(", Landkreis") else f"im Kreis {bare}"
    # Behind "Landkreis" such a name stands without: „im Landkreis Altenburger Land“.
    return f"im {bare}" if bare.endswith(" Land") else f"in {bare}"


def _takes_an_article(bare: str, first: str, more: list[str]) -> bool:
    """Heidekreis, Rhein-Kreis Neuss, Oberbergischer Kreis, Land Berlin, Saarland."""
    if bare in _WITH_ARTICLE or (first in (*_MASCULINE, "Land") and more):
        return True
    return any(word.endswith(("kreis", "-Kreis")) for word in (first, bare)) or bare.endswith(" Kreis")


def _in_dative(bare: str) -> str:
    """Im Oberbergischen Kreis, im Mittleren Erzgebirgskreis."""
    first, _, rest = bare.partition(" ")
    is_adjective = first.endswith("er") and rest.lower().endswith("kreis")
    return f"{first.removesuffix('er')}en {rest}" if is_adjective else bare
