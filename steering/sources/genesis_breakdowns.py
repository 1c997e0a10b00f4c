"""What rows are broken down by: sex, age, kind of school."""

import pandas as pd

from steering.sources import vocabulary


def breakdowns(details: list[pd.Series], count: int) -> pd.Series:
    """The breakdown of each row as 'dimension=category' pairs in the order of the dimensions."""
    if not details:
        return pd.Series([""] * count, dtype="str")
    pairs = [detail.map(_pairs(list(detail.unique()), place)) for place, detail in enumerate(details)]
    joined = pd.concat(pairs, axis="columns", ignore_index=True)
    seen = joined.drop_duplicates()
    words = {
        tuple(row): ";".join(sorted(pair for pair in row if pair)) for row in seen.itertuples(index=False)
    }
    return pd.Series([words[tuple(row)] for row in joined.itertuples(index=False)], dtype="str")


def _pairs(labels: list[str], place: int) -> dict[str, str]:
    """Categories by label; labels that we do not know, or not apart from each other, keep their words."""
    parts = [label for label in labels if not vocabulary.is_total(label)]
    pairs = [vocabulary.category(label) for label in parts]
    is_known = (
        all(pairs) and len(set(pairs)) == len(parts) and len({pair.split("=")[0] for pair in pairs}) <= 1
    )
    dimension = "item" if place == 0 else f"item_{place + 1}"
    if not is_known:
        pairs = [f"{dimension}={_plain(label)}" for label in parts]
    totals = [label for label in labels if vocabulary.is_total(label)]
    # Two words for a total in one column cannot both mean "nothing broken down".
    named_totals = {label: "" if len(totals) == 1 else f"{dimension}={_plain(label)}" for label in totals}
    return dict(zip(parts, pairs, strict=True)) | named_totals


def _plain(label: str) -> str:
    return " ".join(label.replace(";", ",").replace("=", ":").split())
