"""What was agreed with whoever delivers a source: variables, regions, years, units."""

from expectations.suite import Dimension, Rule
from models import Severity


def _rule(key: str, name: str, severity: Severity, dimension: Dimension) -> Rule:
    return Rule(
        key=key,
        frame="contracts",
        severity=severity,
        dimension=dimension,
        expectation=("expect_numbers_to_be_between", {"column": f"{name}_count", "max_value": 0}),
        place=("source_key", "title", name),
        per=("source_key",),
    )


RULES = (
    _rule("contract_variables_are_there", "missing_variables", Severity.CRITICAL, Dimension.COMPLETENESS),
    _rule("contract_regions_are_there", "missing_regions", Severity.CRITICAL, Dimension.COMPLETENESS),
    _rule("contract_units_are_kept", "strange_units", Severity.CRITICAL, Dimension.CONSISTENCY),
    _rule("contract_years_are_there", "missing_years", Severity.WARNING, Dimension.COMPLETENESS),
    _rule("contract_variables_are_known", "strange_variables", Severity.WARNING, Dimension.CONSISTENCY),
)
