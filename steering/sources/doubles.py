"""Two cells for one fact: which of them is right, nobody can say."""

import numpy as np
import pandas as pd

from steering.sources import words
from steering.sources.refusals import refusal

_IDENTITY = ("variable", "region_code", "period", "breakdown")


def refuse_doubles(cells: pd.DataFrame, file_name: str) -> None:
    """Each fact has one cell."""
    parts = [cells[name].cat for name in _IDENTITY]
    size = 1
    identity = np.zeros(len(cells), dtype=np.int64)
    for part in parts:
        size *= max(len(part.categories), 1)
        identity = identity * max(len(part.categories), 1) + part.codes.to_numpy()
    if words.are_different(identity, size):
        return
    double = int(np.argmax(pd.Series(identity).duplicated().to_numpy()))
    first = int(np.argmax(identity == identity[double]))
    raise refusal(
        "duplicate_observation",
        file_name,
        int(cells["row_number"].iloc[double]),
        int(cells["column_number"].iloc[double]),
        other_row=int(cells["row_number"].iloc[first]),
        other_column=int(cells["column_number"].iloc[first]),
        symbol=" ".join(str(cells[name].iloc[double]) for name in _IDENTITY).strip(),
    )
