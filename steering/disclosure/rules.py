"""Primary suppression: which counts are too small, too lopsided or close to one institution."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.disclosure import Ground

INSTITUTION_DIMENSIONS = frozenset(
    {"school", "class", "kita", "group", "facility", "institution", "site", "course", "teacher", "person"}
)
"""Breakdowns that speak of one school, class or day-care centre; never in a public paper."""
INSTITUTION_COUNTS = frozenset({"schools", "vschools", "kita_sites", "kita_staff_sites"})
"""Counts of institutions, not of persons: one school in a county is no secret."""
REGION_LENGTHS = frozenset({2, 3, 5, 8, 9, 12})
COUNTRY = "DG"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How small is too small.

    `minimum_count` persons and as many others in the base; the protection `width` is how many numbers
    apart the ends of what an attacker can narrow a count to must lie. A single count of 0 says that there
    is nobody, and is told unless `is_zero_secret`; as a share it says something of everybody in the base,
    so 0 % and 100 % are treated like few. With contributions known (institutions, firms), the largest
    `dominant_count` may hold at most `dominant_pct` of the sum, and the largest must not be estimable by
    the second largest to within `p_pct`.
    """

    minimum_count: int = 3
    width: float = 3.0
    is_zero_secret: bool = False
    minimum_contributors: int = 3
    dominant_count: int = 2
    dominant_pct: float = 85.0
    p_pct: float = 10.0

    def at_least(self, minimum_count: int) -> "Rule":
        """The rule for an indicator that asks for more cases, and so for wider protection."""
        if minimum_count <= self.minimum_count:
            return self
        return replace(self, minimum_count=minimum_count, width=max(self.width, float(minimum_count)))


USUAL = Rule()


def few(number: float | None, rule: Rule = USUAL, *, of_base: bool = False) -> bool:
    """Whether a count of persons is too small to be shown; as part of a base nobody is few, too."""
    if number is None or number >= rule.minimum_count or number < 0:
        return False
    return number > 0 or of_base or rule.is_zero_secret


def ground_of_contributions(contributions: Sequence[float], rule: Rule = USUAL) -> Ground | None:
    """Why a sum may not be shown whose single contributions are known (rules of dominance).

    (n,k) rule: the n largest hold more than k percent. p% rule: the sum without the two largest is less
    than p percent of the largest, so that the second could work the largest out too closely. Hundepool
    et al. (2012), Statistical Disclosure Control, section 4.2.2.
    """
    largest = sorted((each for each in contributions if each > 0), reverse=True)
    total = sum(largest)
    if not largest:
        return None
    if len(largest) < rule.minimum_contributors:
        return Ground.FEW_CONTRIBUTORS
    if 100 * sum(largest[: rule.dominant_count]) > rule.dominant_pct * total:
        return Ground.DOMINATED
    if total - sum(largest[:2]) < rule.p_pct / 100 * largest[0]:
        return Ground.DOMINATED
    return None


def is_of_institution(region_code: str, breakdown: str) -> bool:
    """Whether a figure speaks of one school, class or day-care centre; such figures are never shown."""
    if any(pair.split("=")[0] in INSTITUTION_DIMENSIONS for pair in breakdown.split(";")):
        return True
    is_official = region_code.isdigit() and len(region_code) in REGION_LENGTHS
    return not is_official and region_code != COUNTRY
