"""Suites for the input of each stage; the file name is the stage key."""

from importlib import import_module

from expectations.check import Suite


def suite_named(part: str) -> Suite:
    """The suite of a stage, or its closing part: 'approve_plan:closing'."""
    stage_key, _, which = part.partition(":")
    module = import_module(f"expectations.stages.{stage_key}")
    suite = getattr(module, which.upper() or "SUITE")
    if not isinstance(suite, Suite):
        raise TypeError(f"{part} names no suite.")
    return suite
