"""The result of one indicator for one region and period, as one object: from the count to the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.indicator import Assessment, IndicatorStatus
from steering.indicators.answering.kept import kept, pair, whole
from steering.indicators.answering.peer_standing import PeerStanding
from steering.indicators.answering.pooled_years import Pool, shown_as

STATUS_OF: Mapping[Assessment, str] = {
    Assessment.BETTER: "better",
    Assessment.USUAL: "on_target",
    Assessment.WORSE: "worse",
    Assessment.NO_STATEMENT: "no_statement",
}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """With what a value is compared: the Land of a county, Germany for a Land."""

    region: str
    value: float | None
    name: str = ""
    publishable: bool = True


@dataclass(frozen=True, kw_only=True)
class TrendResult:
    """How a series moved until the period, without excluded years; None where nothing can be said.

    `excluded` names each year that is left out with the reason; `slope` and `ci` are per year, in the unit
    of the indicator.
    """

    n: int
    years: tuple[int, ...] = ()
    tau: float | None = None
    p: float | None = None
    slope: float | None = None
    ci: tuple[float, float] | None = None
    excluded: tuple[tuple[int, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The trend for programs."""
        return {
            "n": self.n,
            "tau": kept(self.tau),
            "p": kept(self.p),
            "slope": kept(self.slope),
            "ci": pair(self.ci),
            "excluded": [year for year, _ in self.excluded],
            "years": list(self.years),
            "reasons": {str(year): reason for year, reason in self.excluded},
        }


@dataclass(frozen=True, kw_only=True)
class Result:
    """One value with everything that must stand beside it. All numbers are in the unit of the indicator.

    `status` is the judgement where there is a value (better, on_target, worse, no_statement), and otherwise
    the reason why there is none. `flags` are stable words that texts are made from.
    """

    indicator: str
    indicator_version: int
    title: str
    unit: str
    digits: int
    region: str
    region_name: str
    period: str
    breakdown: str
    k: float | None
    n: float | None
    value: float | None
    ci: tuple[float, float] | None
    reference: Reference | None
    z_adj: float | None
    phi: float | None
    trend: TrendResult | None
    state: IndicatorStatus
    assessment: Assessment
    flags: tuple[str, ...]
    publishable: bool
    text_key: str
    method: str = ""
    peers: tuple[PeerStanding, ...] = ()
    pool: Pool | None = None

    @property
    def status(self) -> str:
        """The judgement, or the reason why there is no value."""
        if self.state is not IndicatorStatus.COMPUTED:
            return self.state.value
        return STATUS_OF[self.assessment]

    def as_json(self, *, is_public: bool = False) -> dict[str, Any]:
        """The result for programs; None where something is not known, never NaN.

        What goes out publicly tells no number of a value that may not be published, nor what would give it
        away (interval, distance, trend). Nor does it tell how the counties scatter: that is worked out of all
        of them, and so tells of those whose value is withheld. Inside the house, at the desk of whoever holds
        the files anyway, the number is shown and marked with `publishable: false`: only so can somebody check
        why.
        """
        is_told = self.publishable or not is_public
        return {
            "indicator": self.indicator,
            "indicator_version": self.indicator_version,
            "title": self.title,
            "unit": self.unit,
            "region": self.region,
            "region_name": self.region_name,
            "period": self.period,
            "breakdown": self.breakdown,
            "k": whole(self.k) if is_told else None,
            "n": whole(self.n) if is_told else None,
            "value": kept(self.value) if is_told else None,
            "ci": pair(self.ci) if is_told else None,
            "reference": self._reference(is_public=is_public),
            "z_adj": None if is_public else kept(self.z_adj),
            "phi": None if is_public else kept(self.phi),
            "trend": self.trend.as_json() if self.trend and is_told else None,
            "status": self.status
            if is_told or self.state is not IndicatorStatus.COMPUTED
            else "no_statement",
            "flags": self.told_flags(is_public=is_public),
            "publishable": self.publishable,
            "text_key": self.text_key,
            "method": self.method or None,
            # Sums over counties and years are judged by papers, with everything else that is published.
            "peers": [] if is_public else [each.as_json() for each in self.peers],
            "display": str(shown_as(self.n)) if is_told and self.n is not None else None,
            "pooled": self.pool.as_json() if self.pool and not is_public else None,
        }

    def told_flags(self, *, is_public: bool) -> list[str]:
        """What must be known beside the value, as far as it may go out."""
        if not is_public:
            return list(self.flags)
        return (
            [flag for flag in self.flags if not flag.startswith("phi=")] if self.publishable else ["withheld"]
        )

    def _reference(self, *, is_public: bool) -> dict[str, Any] | None:
        if self.reference is None:
            return None
        is_told = self.reference.publishable or not is_public
        return {
            "region": self.reference.region,
            "value": kept(self.reference.value) if is_told else None,
            "name": self.reference.name or None,
        }
