"""Where something is: „im Heidekreis“, „in Niedersachsen“, „in der Region Hannover“."""

_DISTRICT_WORDS = (", Landkreis", ", Kreis")
_CITY_WORDS = (", kreisfreie Stadt", ", Stadtkreis", ", Kreisfreie Stadt")
_FEMININE = ("Region", "Städteregion", "Stadt", "Grafschaft", "Bildungsregion", "Hansestadt")
_WITH_ARTICLE = ("Saarland", "Emsland", "Ammerland", "Havelland", "Wendland")
"""Names that take an article; for all others that end in -land ("Friesland") German has none."""


def place(name: str, language: str = "de") -> str:
    """The name of a region with the preposition that it takes.

    Official names are taken as the tables write them (`Emsland, Landkreis`).
    """
    if language != "de":
        return f"in {_bare(name)}"
    district = _without(name, _DISTRICT_WORDS)
    bare = _bare(name)
    first = bare.split()[0] if bare.split() else bare
    if first in _FEMININE and " " in bare:
        return f"in der {bare}"
    if bare.endswith("kreis") or bare.split("-")[-1].endswith("Kreis") or bare in _WITH_ARTICLE:
        return f"im {bare}"
    if first in {"Landkreis", "Kreis", "Land"}:
        return f"im {bare}"
    if district != name:
        return f"im Landkreis {bare}" if name.endswith(", Landkreis") else f"im Kreis {bare}"
    return f"in {bare}"


def _bare(name: str) -> str:
    bare = _without(name.strip(), _DISTRICT_WORDS + _CITY_WORDS)
    # "Lübeck, kreisfreie Stadt, Hansestadt": what follows the first comma is a rank, no name.
    return bare.split(", ", maxsplit=1)[0]


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        name = name.removesuffix(ending)
    return name
