"""Damaged copies of every layout: refused with a reason, or read with nothing that the file does not say."""

import os
import random
import time

import pytest

from steering.errors import BadSource
from steering.sources.reading import read
from tests.steering.sources.mutations import MUTATIONS, examples, wrongs

SECONDS_AT_MOST = 5.0
QUICK, LONG = 500, int(os.environ.get("MASTERPLAN_TEST_MUTATIONS", "20000"))
EXAMPLES = examples()


def _try(seed: int) -> str:
    """One damaged file; the code of its refusal, or "read". Raises AssertionError for what must not be."""
    dice = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    name, content = EXAMPLES[seed % len(EXAMPLES)]
    chosen = [dice.choice(MUTATIONS) for _ in range(dice.choice([1, 1, 1, 2, 3]))]
    for mutation in chosen:
        content = mutation(content, dice)
    began = time.process_time()
    try:
        reading = read(content, file_name=name)
    except BadSource as refused:
        return str(refused.code)
    finally:
        assert time.process_time() - began < SECONDS_AT_MOST, f"seed {seed} took too long"
    found = wrongs(reading, content)
    assert not found, f"seed {seed} ({name}, {[each.__name__ for each in chosen]}): {found[:3]}"
    return "read"


def _outcomes(seeds: range) -> dict[str, int]:
    counted: dict[str, int] = {}
    for seed in seeds:
        outcome = _try(seed)
        counted[outcome] = counted.get(outcome, 0) + 1
    return counted


def test_a_damaged_file_is_refused_or_says_what_it_said() -> None:
    outcomes = _outcomes(range(QUICK))

    assert sum(outcomes.values()) == QUICK
    assert outcomes["read"] > QUICK // 20
    assert len(outcomes) > 10
    assert "bad_source" not in outcomes


@pytest.mark.survival
def test_many_damaged_files_are_refused_or_say_what_they_said() -> None:
    outcomes = _outcomes(range(QUICK, QUICK + LONG))

    assert sum(outcomes.values()) == LONG


def test_undamaged_examples_are_read_whole() -> None:
    for name, content in EXAMPLES:
        assert wrongs(read(content, file_name=name), content) == []
