"""Our own expectations as Great Expectations classes, each over one metric of its batch.

Conditions (`expectations/conditions.py`) read the frame where it lies, without the copies that the
library's own map expectations make. Expectations of figures (`expectations/figures.py`) share one
metric: the cubes of the batch. All of them name every failing row by its position.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Optional

import numpy as np

from expectations.conditions import CONDITIONS, Condition
from expectations.figures import CARRIED, EXPECTATIONS

Validate = Callable[..., dict[str, Any]]

# The library reads options with pydantic 1, which knows what may be left out by this form only.
_MAY_BE_LEFT_OUT = Optional[Any]  # noqa: UP045 - see above


def register() -> None:
    """Make our expectations known to Great Expectations; call once, before the first suite."""
    for name, condition in CONDITIONS.items():
        options = _options(condition)
        _metric(_class_name(name), _metric_name(name), tuple(options), _failing_of(condition))
        _expectation(
            name,
            options=options,
            says=condition.__doc__,
            metric=_metric_name(name),
            metric_options=tuple(options),
            validate=_validate_condition(_metric_name(name)),
        )
    _metric("Figures", CARRIED, (), lambda frame, **_: frame.attrs[CARRIED])
    for name, told in EXPECTATIONS.items():
        _expectation(
            name,
            options=dict.fromkeys(told.options, _MAY_BE_LEFT_OUT),
            says=told.says,
            metric=CARRIED,
            metric_options=(),
            validate=_validate_figures(name, told.options),
        )


def _metric(title: str, name: str, options: tuple[str, ...], compute: Callable[..., Any]) -> None:
    """A metric over the whole frame of a batch."""
    from great_expectations.core.metric_domain_types import MetricDomainTypes
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations.metrics.metric_provider import metric_value
    from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

    def computed(**told: Any) -> Any:
        frame, _, _ = told["execution_engine"].get_compute_domain(
            told["metric_domain_kwargs"], domain_type=MetricDomainTypes.TABLE
        )
        given = {option: value for option, value in told["metric_value_kwargs"].items() if value is not None}
        return compute(frame, **given)

    type(
        title + "Metric",
        (TableMetricProvider,),
        {
            "metric_name": name,
            "value_keys": options,
            "_pandas": metric_value(engine=PandasExecutionEngine)(computed),
        },
    )


def _expectation(
    name: str,
    *,
    options: Mapping[str, Any],
    says: str | None,
    metric: str,
    metric_options: tuple[str, ...],
    validate: Validate,
) -> None:
    from great_expectations.expectations.expectation import BatchExpectation

    may_be_left_out = [option for option, kind in options.items() if kind == _MAY_BE_LEFT_OUT]
    type(
        _class_name(name),
        (BatchExpectation,),
        {
            "__doc__": says,
            "__module__": __name__,
            "__annotations__": dict(options),
            **dict.fromkeys(may_be_left_out),
            "metric_dependencies": (metric,),
            "success_keys": tuple(options),
            "args_keys": tuple(options),
            "configuration": property(_configuration(name, tuple(options))),
            "get_validation_dependencies": _dependencies(metric, metric_options),
            "_validate": validate,
        },
    )


def _configuration(name: str, options: tuple[str, ...]) -> Callable[[Any], Any]:
    """What an expectation asks, told directly: the library writes out and compares all of its fields."""
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    asked = (*options, "batch_id")

    def configured(self: Any) -> Any:
        given = {option: getattr(self, option) for option in asked}
        return ExpectationConfiguration(
            type=name,
            kwargs={option: value for option, value in given.items() if value is not None},
            meta=self.meta,
            severity=self.severity,
        )

    return configured


def _dependencies(metric: str, options: tuple[str, ...]) -> Callable[..., Any]:
    """What an expectation needs, told directly: the library writes out the whole expectation each time."""
    from great_expectations.core.id_dict import IDDict
    from great_expectations.expectations.expectation_configuration import parse_result_format
    from great_expectations.validator.metric_configuration import MetricConfiguration
    from great_expectations.validator.validator import ValidationDependencies

    def needed(
        self: Any, execution_engine: object = None, runtime_configuration: dict[str, Any] | None = None
    ) -> Any:
        del execution_engine
        told = (runtime_configuration or {}).get("result_format", {"result_format": "COMPLETE"})
        asked = MetricConfiguration(
            metric_name=metric,
            metric_domain_kwargs=IDDict(batch_id=self.batch_id),
            metric_value_kwargs=IDDict({option: getattr(self, option) for option in options}),
        )
        return ValidationDependencies(
            metric_configurations={metric: asked}, result_format=parse_result_format(told)
        )

    return needed


def _failing_of(condition: Condition) -> Callable[..., dict[str, Any]]:
    """How many rows there are, and the positions of those that fail."""

    def failing(frame: Any, **options: Any) -> dict[str, Any]:
        return {"rows_count": len(frame), "failing": np.flatnonzero(condition(frame, **options)).tolist()}

    return failing


def _validate_condition(metric: str) -> Validate:
    def validate(_self: object, metrics: dict[str, Any], **_told: Any) -> dict[str, Any]:
        found = metrics[metric]
        return _result(found["failing"], found["rows_count"])

    return validate


def _validate_figures(name: str, options: tuple[str, ...]) -> Validate:
    def validate(self: object, metrics: dict[str, Any], **_told: Any) -> dict[str, Any]:
        given = {option: getattr(self, option) for option in options}
        given = {option: value for option, value in given.items() if value is not None}
        found = metrics[CARRIED].failing(name, given)
        result = _result(found.rows.tolist(), found.count)
        result["result"]["details"] = {"facts": found.facts}
        return result

    return validate


def _result(failing: list[int], count: int) -> dict[str, Any]:
    return {
        "success": not failing,
        "result": {
            "element_count": count,
            "unexpected_count": len(failing),
            "unexpected_index_list": failing,
        },
    }


def _options(condition: Condition) -> dict[str, Any]:
    """The options of a condition with their kinds; pydantic 1 reads Optional for those with a default."""
    parameters = list(inspect.signature(condition).parameters.values())[1:]
    return {
        each.name: each.annotation if each.default is inspect.Parameter.empty else _MAY_BE_LEFT_OUT
        for each in parameters
    }


def _metric_name(name: str) -> str:
    return f"masterplan.{name}"


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
