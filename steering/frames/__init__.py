"""Frames: records laid out as the tables that the suites of `expectations/stages` read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from steering.errors import NotThere
from steering.frames import (
    agree_topics,
    analyse_indicators,
    approve_plan,
    closing,
    collect_data,
    draft_plan,
    review_measures,
)
from steering.frames.given import Given, Required
from steering.records import Records

__all__ = ["PARTS", "Required", "frames_for"]

PARTS: Mapping[str, Callable[[Given], dict[str, pd.DataFrame]]] = {
    "collect_data": collect_data.frames,
    "analyse_indicators": analyse_indicators.frames,
    "review_measures": review_measures.frames,
    "agree_topics": agree_topics.frames,
    "draft_plan": draft_plan.frames,
    "approve_plan": approve_plan.frames,
    "approve_plan:closing": closing.frames,
}


def frames_for(
    part: str,
    records: Records,
    *,
    today: date,
    required: Sequence[Required] = (),
    region_code: str = "",
) -> dict[str, pd.DataFrame]:
    """The frames of one part of a stage; `part` is the stage key, or 'approve_plan:closing'.

    `required` are the observations that the chosen indicators need. Without `region_code` the
    region's own record on the desk tells it.
    """
    if part not in PARTS:
        raise NotThere(f"No suite is called {part!r}.", code="no_such_suite", suite=part)
    given = Given(records=records, today=today, required=tuple(required), region_code=region_code)
    return PARTS[part](given)
