"""What is computed: one value of one indicator, with its uncertainty and its reasons."""

from dataclasses import dataclass

from models.indicator import Assessment, IndicatorStatus


@dataclass(frozen=True, kw_only=True)
class ComputedValue:
    """One value of one indicator for one region and period, with the cells it rests on."""

    indicator_key: str
    indicator_version: int
    region_code: str
    period: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    method: str = ""
    status: IndicatorStatus = IndicatorStatus.COMPUTED
    assessment: Assessment = Assessment.NO_STATEMENT
    z_adjusted: float | None = None
    is_publishable: bool = True
    remark: str = ""
    inputs: tuple[tuple[int, str], ...] = ()
