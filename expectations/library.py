"""Great Expectations itself, imported late and left as a guest: nothing of ours changes by it."""

import gc
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pandas as pd

_FRAMES = "frames"
_LOCK = threading.Lock()
_loaded: "list[Library]" = []


def library() -> "Library":
    """Great Expectations, imported once; the first call takes seconds, the others nothing."""
    if not _loaded:
        with _LOCK:
            if not _loaded:
                _loaded.append(Library())
    return _loaded[0]


class Library:
    """What we use of Great Expectations: contexts in memory, suites, expectations by name."""

    def __init__(self) -> None:
        _import_as_guest()
        from expectations.own import register

        register()
        self._idle: list[Any] = []
        # Building a suite asks the current context whether it is in the vendor's cloud; ours is not.
        self._make_current(self._new_context())
        # What was imported stays for good. Frozen, the collector need not walk through all of it each
        # time that a run makes some small objects; a tenth of a second is saved in every few runs.
        gc.collect()
        gc.freeze()

    @contextmanager
    def batches(self) -> Iterator[Any]:
        """A way into Great Expectations for the frames of one run: a context that no other run has meanwhile.

        The data source is new, for it would hold on to the frames of the run before; the context, which
        takes longer to build than all else, serves the next run.
        """
        try:
            context = self._idle.pop()
        except IndexError:
            context = self._new_context()
        source = context.data_sources.add_pandas(_FRAMES)
        try:
            yield source.add_dataframe_asset(_FRAMES).add_batch_definition_whole_dataframe(_FRAMES)
        finally:
            context.data_sources.delete(_FRAMES)
            self._idle.append(context)

    def results(self, batches: Any, frame: pd.DataFrame, suite: Any) -> list[Any]:
        """The results of a suite over a frame, each with the position of every failing row."""
        from great_expectations.validator.v1_validator import Validator

        # What `Batch.validate` does, without loading and hashing the frame a second time before.
        validator = Validator(
            batch_definition=batches,
            batch_parameters={"dataframe": frame},
            result_format={"result_format": "COMPLETE"},
        )
        return list(validator.validate_expectation_suite(suite).results)

    def _new_context(self) -> Any:
        """A context in memory: no files, no analytics, no progress bars, no network.

        Built directly: `get_context` hands out the newest context of the process, which may
        already be another thread's.
        """
        from great_expectations.data_context.types.base import (
            DataContextConfig,
            InMemoryStoreBackendDefaults,
            ProgressBarsConfig,
        )

        config = DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False),
        )
        return _passing_context()(project_config=config)

    def suite(self, name: str, expectations: list[Any]) -> Any:
        """A suite of these expectations."""
        from great_expectations.core.expectation_suite import ExpectationSuite

        return ExpectationSuite(name=name, expectations=expectations)

    def expectation(self, kind: str) -> Any:
        """The expectation class of this name, theirs or ours."""
        from great_expectations.expectations.registry import get_expectation_impl

        return get_expectation_impl(kind)

    def _make_current(self, context: Any) -> None:
        from great_expectations.data_context.data_context.context_factory import set_context

        set_context(context)


@cache
def _passing_context() -> Any:
    """A kind of context that neither writes itself out nor reads the environment: it passes with the run."""
    from great_expectations.data_context import EphemeralDataContext

    passing = {
        "_save_project_config": lambda _self: None,
        "_register_providers": lambda _self, _provider: None,
    }
    return type("PassingContext", (EphemeralDataContext,), passing)


def _import_as_guest() -> None:
    showed = warnings.showwarning
    import great_expectations  # noqa: F401 - its import registers the expectations

    # Its import sends Python's warnings to the log, where nobody looks for them.
    if warnings.showwarning is not showed:
        logging.captureWarnings(False)
