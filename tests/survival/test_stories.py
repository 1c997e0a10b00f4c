"""Thousands of stories in which everything goes wrong, and what must hold after each of them.

SURVIVAL_SEEDS says how many stories are played; SURVIVAL_FROM says with which seed they begin.
"""

import gc
import os
from collections.abc import Iterator

import pytest

from tests.survival import running
from tests.survival.house import House, a_house
from tests.survival.planted import MISTAKES
from tests.survival.running import VOTES_EVERY, first_found, play, story_of
from tests.survival.steps import Step

FEW = int(os.environ.get("SURVIVAL_SEEDS", "200"))
MANY = int(os.environ.get("SURVIVAL_SEEDS", "100000"))
FIRST = int(os.environ.get("SURVIVAL_FROM", "0"))
# By these seeds each mistake is found; the ones that only votes show are looked for in votes alone.
OF_LETTERS = range(1, 60)
OF_VOTES = range(0, 60 * VOTES_EVERY, VOTES_EVERY)
QUICKLY_FOUND = (
    "mark_sent_before_sending",
    "forget_the_lease",
    "let_a_second_worker_in",
    "draw_a_new_message_id",
    "send_reminders_again",
    "leave_a_letter_untold",
    "drop_merged_letters",
    "count_replaced_ballots",
    "count_answers_to_an_old_wording",
    "forget_votes",
    "owe_letters_afterwards",
)
LETTERS_ONLY = QUICKLY_FOUND[:7]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with a_house() as prepared:
        # A story makes a lot of garbage; what was there before need not be looked through each time.
        gc.collect()
        gc.freeze()
        yield prepared
        gc.unfreeze()


def test_no_story_breaks_a_promise(house: House) -> None:
    found = first_found(house, range(FIRST, FIRST + FEW))

    assert found is None, str(found)


@pytest.mark.survival
def test_a_hundred_thousand_stories_break_no_promise() -> None:
    found = running.run(range(FIRST, FIRST + MANY))

    assert found == [], "\n\n".join(map(str, found))


def is_found(house: House, name: str) -> bool:
    mistake, complaint = MISTAKES[name]
    with mistake():
        found = first_found(house, OF_LETTERS if name in LETTERS_ONLY else OF_VOTES, is_shortened=False)
    return found is not None and any(complaint in each for each in found.complaints)


@pytest.mark.parametrize("name", QUICKLY_FOUND)
def test_a_planted_mistake_is_found(house: House, name: str) -> None:
    assert is_found(house, name)


@pytest.mark.survival
@pytest.mark.parametrize("name", sorted(set(MISTAKES) - set(QUICKLY_FOUND)))
def test_a_mistake_that_hides_between_two_looks_is_found(house: House, name: str) -> None:
    assert is_found(house, name)


def test_a_seed_plays_the_same_story_again(house: House) -> None:
    seed = 4 * VOTES_EVERY

    once, again = play(house, story_of(seed)), play(house, story_of(seed))

    assert once == again
    assert len(once[1]) > len(story_of(seed)) / 2


def test_a_broken_promise_is_told_with_its_seed_and_its_shortest_story(house: House) -> None:
    mistake, complaint = MISTAKES["mark_sent_before_sending"]

    with mistake():
        found = first_found(house, OF_LETTERS)

    assert found is not None
    assert len(found.steps) < len(story_of(found.seed))
    assert f"seed {found.seed}: letter" in str(found)
    assert complaint in str(found)
    assert ", owe: owed" in str(found)
    assert f"SURVIVAL_SEED={found.seed} python" in str(found)


def test_a_worker_that_dies_with_a_letter_in_hand_sends_it_once_more_under_its_old_name(house: House) -> None:
    steps = [Step("owe", 0), *[Step("go", 0)] * 4, Step("restart")]
    copies: list[str] = []

    complaints, story = play(house, steps, copies=copies)

    assert complaints == ()
    assert any(line.startswith("  step 6, restart: worker A dies with") for line in story)
    assert copies == ["<0@heidekreis.example.org>"] * 2
