"""What rows are broken down by: sex, age, kind of school."""

from collections.abc import Sequence

from steering.sources import vocabulary, words
from steering.sources.words import Words


def breakdowns(details: Sequence[Words], count: int) -> Words:
    """The breakdown of each row as 'dimension=category' pairs in the order of the dimensions."""
    if not details:
        return words.constant("", count)
    pairs = [_named(detail, place) for place, detail in enumerate(details)]
    codes, chosen = words.grouped(pairs)
    joined = words.of(
        [";".join(sorted(pair.text(row) for pair in pairs if pair.text(row))) for row in chosen.tolist()]
    )
    return Words(joined.codes[codes], joined.texts)


def parted_measures(details: Sequence[Words]) -> tuple[list[Words], Words | None, Words | None]:
    """The last two columns as measure and unit of each row ("Personen;Anzahl"), and the others before."""
    if len(details) < len(("measure", "unit")) or not set(details[-1].texts) <= vocabulary.units():
        return list(details), None, None
    *others, measures, units = details
    codes, rows = words.grouped([measures, units])
    named = [_with_share(measures.text(row), units.text(row)) for row in rows.tolist()]
    found = words.of(named)
    return others, Words(found.codes[codes], found.texts), units


def _with_share(measure: str, unit: str) -> str:
    """One measure may stand there as a number and as a share of it."""
    return f"{measure} (%)" if unit in vocabulary.SHARES else measure


def _named(detail: Words, place: int) -> Words:
    names = _pairs(list(detail.texts), place)
    return detail.renamed(lambda label: names[label])


def _pairs(labels: list[str], place: int) -> dict[str, str]:
    """Categories by label; labels that we do not know, or not apart from each other, keep their words."""
    parts = [label for label in labels if not vocabulary.is_total(label)]
    pairs = [vocabulary.category(label) for label in parts]
    is_known = (
        all(pairs) and len(set(pairs)) == len(parts) and len({pair.split("=")[0] for pair in pairs}) <= 1
    )
    dimension = "item" if place == 0 else f"item_{place + 1}"
    if not is_known:
        pairs = [f"{dimension}={plain(label)}" for label in parts]
    totals = [label for label in labels if vocabulary.is_total(label)]
    # Two words for a total in one column cannot both mean "nothing broken down".
    named_totals = {label: "" if len(totals) == 1 else f"{dimension}={plain(label)}" for label in totals}
    return dict(zip(parts, pairs, strict=True)) | named_totals


def plain(label: str) -> str:
    """A label that can stand in a pair."""
    return " ".join(label.replace(";", ",").replace("=", ":").split())
