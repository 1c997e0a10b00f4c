"""Our own expectations: each condition becomes a Great Expectations class of the same name.

They read the frame where it lies, without the copies that the library's own map expectations
make, and name every failing row by its position.
"""

import inspect
from collections.abc import Callable
from typing import Any, Optional

import numpy as np

from expectations.conditions import CONDITIONS, Condition


def register() -> None:
    """Make our expectations known to Great Expectations; call once, before the first suite."""
    for name, condition in CONDITIONS.items():
        _metric(name, condition)
        _expectation(name, condition)


def _metric(name: str, condition: Condition) -> None:
    """The metric of a condition: how many rows there are, and the positions of those that fail."""
    from great_expectations.core.metric_domain_types import MetricDomainTypes
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations.metrics.metric_provider import metric_value
    from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

    def failing(**told: Any) -> dict[str, Any]:
        frame, _, _ = told["execution_engine"].get_compute_domain(
            told["metric_domain_kwargs"], domain_type=MetricDomainTypes.TABLE
        )
        options = {
            option: value for option, value in told["metric_value_kwargs"].items() if value is not None
        }
        return {"rows_count": len(frame), "failing": np.flatnonzero(condition(frame, **options)).tolist()}

    type(
        _class_name(name) + "Metric",
        (TableMetricProvider,),
        {
            "metric_name": _metric_name(name),
            "value_keys": _options(condition),
            "_pandas": metric_value(engine=PandasExecutionEngine)(failing),
        },
    )


def _expectation(name: str, condition: Condition) -> None:
    from great_expectations.expectations.expectation import BatchExpectation

    parameters = inspect.signature(condition).parameters
    options = _options(condition)
    required = {option for option in options if parameters[option].default is inspect.Parameter.empty}
    type(
        _class_name(name),
        (BatchExpectation,),
        {
            "__doc__": condition.__doc__,
            "__module__": __name__,
            "__annotations__": {
                option: parameters[option].annotation if option in required else Optional[Any]  # noqa: UP045 - pydantic 1 reads it
                for option in options
            },
            **{option: None for option in options if option not in required},
            "metric_dependencies": (_metric_name(name),),
            "success_keys": options,
            "args_keys": options,
            "_validate": _validate(_metric_name(name)),
        },
    )


def _validate(metric_name: str) -> Callable[..., dict[str, Any]]:
    def validate(_self: object, metrics: dict[str, Any], **_told: Any) -> dict[str, Any]:
        found = metrics[metric_name]
        failing = found["failing"]
        return {
            "success": not failing,
            "result": {
                "element_count": found["rows_count"],
                "unexpected_count": len(failing),
                "unexpected_index_list": failing,
            },
        }

    return validate


def _options(condition: Condition) -> tuple[str, ...]:
    return tuple(inspect.signature(condition).parameters)[1:]


def _metric_name(name: str) -> str:
    return f"masterplan.{name}"


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
