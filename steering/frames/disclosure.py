"""What disclosure control decided: the figures of the newest round, and what was given away before."""

import pandas as pd

from models import DisclosureDecision, IndicatorValue
from steering.disclosure.rules import few, is_of_institution
from steering.frames.given import newest, table
from steering.records import Records

FIGURES = ("indicator_key", "region_code", "period", "is_few", "is_of_institution", "stays_back")
DECISIONS = ("round", "lost_count")
_SHARES = ("wilson", "newcombe")


def frames(records: Records) -> dict[str, pd.DataFrame]:
    """The figures with whether they stay back, and the decisions on them."""
    values = [value for value in newest(records.all(IndicatorValue)) if value.value is not None]
    figures = (
        {
            "indicator_key": value.indicator_key,
            "region_code": value.region_code,
            "period": value.period,
            "is_few": _is_few(value),
            "is_of_institution": is_of_institution(value.region_code, getattr(value, "breakdown", "")),
            "stays_back": not value.is_publishable,
        }
        for value in values
    )
    decisions = (
        {"round": each.round, "lost_count": each.lost_count}
        for each in newest(records.all(DisclosureDecision))
    )
    return {"figures": table(figures, FIGURES), "disclosure_decisions": table(decisions, DECISIONS)}


def _is_few(value: IndicatorValue) -> bool:
    """Fewer cases than may be told, or fewer others in the base."""
    if value.numerator is None:
        return False
    if few(value.numerator, of_base=True):
        return True
    is_share = value.denominator is not None and value.method.startswith(_SHARES)
    return is_share and few((value.denominator or 0.0) - value.numerator, of_base=True)
