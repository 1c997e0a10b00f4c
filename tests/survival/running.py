"""Running stories by their seeds, finding the shortest story that still goes wrong, and telling it.

    python -m tests.survival.running 0 100000        stories 0 to 99999
    SURVIVAL_SEED=4711 python -m tests.survival.running   that one again, told step by step

Most seeds are stories of letters; every hundredth is a story of votes, which takes thirty times as long.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from steering.office.dispatch import dispatch
from tests.a_revision import morning
from tests.survival.house import BEGUN_ON, House, a_house
from tests.survival.play import Play, claims_seen
from tests.survival.promises import broken
from tests.survival.steps import OF_VOTES, Step, flow, letters_of, take, votes_of

VOTES_EVERY = 100
# A letter of news may wait for a week until there is room for it, and then a server may be gone for days.
ROUNDS = 40
ENOUGH = 10
# A story leaves little behind; to look through it after every few hundred objects costs more than it frees.
SELDOM = 100_000
Broken = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A seed whose story broke a promise, and the shortest story that still does."""

    seed: int
    complaints: Broken
    steps: tuple[Step, ...]
    story: tuple[str, ...]

    def __str__(self) -> str:
        """The seed, what was broken, and how it came to that."""
        return "\n".join(
            [
                f"seed {self.seed}: {self.complaints[0]}",
                *self.story,
                f"Play it again: SURVIVAL_SEED={self.seed} python -m tests.survival.running",
            ]
        )


def story_of(seed: int) -> list[Step]:
    """The steps of a seed."""
    return votes_of(seed) if seed % VOTES_EVERY == 0 else letters_of(seed)


def play(house: House, steps: Sequence[Step], *, copies: list[str] | None = None) -> tuple[Broken, list[str]]:
    """Play a story from the beginning; gives what was broken, and the story in words.

    `copies` takes the Message-ID of every copy that a mail server has got.
    """
    house.put_back()
    stage = Play(house=house, now=morning(BEGUN_ON))
    with claims_seen():
        for number, step in enumerate(steps, start=1):
            before = len(stage.told)
            take(stage, step)
            stage.told[before:] = [f"  step {number}, {step.kind}: {line}" for line in stage.told[before:]]
        _settle(stage, steps)
    if copies is not None:
        copies += [name for _, name in stage.copies]
    return tuple(broken(stage)), stage.told


def _settle(stage: Play, steps: Sequence[Step]) -> None:
    """The machine is started anew, nothing goes wrong any more, and time passes until all is done."""
    for name in list(stage.actors):
        stage.die(name)
    stage.moods.clear()
    has_votes = any(step.kind in OF_VOTES for step in steps)
    for _ in range(ROUNDS):
        until = _waits_until(stage, has_votes=has_votes)
        if until is None:
            return
        stage.now = max(stage.now, until) + timedelta(minutes=1)
        if has_votes:
            flow(stage.office("flow"), play=stage)
        else:
            dispatch(stage.office("flow"))


def _waits_until(stage: Play, *, has_votes: bool) -> datetime | None:
    """The moment by which everything that is waited for may go on; None when nothing is."""
    letters = stage.house.look.execute(
        "SELECT max(not_before_at, coalesce(leased_until_at, '')) FROM message"
        " WHERE state IN ('owed', 'sending')"
    ).fetchall()
    moments = [datetime.fromisoformat(row[0]).replace(tzinfo=UTC) for row in letters]
    if has_votes:
        gates = stage.house.look.execute(
            "SELECT due_on FROM gate WHERE state = 'open' AND committee_id = ?", (stage.house.committee.id,)
        ).fetchall()
        moments += [
            datetime.fromisoformat(row[0]).replace(tzinfo=UTC) + timedelta(days=1, hours=8) for row in gates
        ]
    return max(moments, default=None)


def shortened(house: House, steps: Sequence[Step], complaint: str) -> list[Step]:
    """The story without every step that it can do without and still go wrong in the same way."""
    kept, size = list(steps), max(1, len(steps) // 2)
    while size:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if any(_kind(each) == _kind(complaint) for each in play(house, fewer)[0]):
                kept = fewer
            else:
                place += size
        size //= 2
    return kept


def _kind(complaint: str) -> str:
    """What went wrong, without the names and figures."""
    return " ".join(word for word in complaint.split() if word.isalpha())[:40]


def first_found(house: House, seeds: Iterable[int], *, is_shortened: bool = True) -> Found | None:
    """The first seed whose story breaks a promise, with its shortest story."""
    for seed in seeds:
        steps = story_of(seed)
        complaints, story = play(house, steps)
        if complaints and is_shortened:
            steps = shortened(house, steps, complaints[0])
            complaints, story = play(house, steps)
        if complaints:
            return Found(seed=seed, complaints=complaints, steps=tuple(steps), story=tuple(story))
    return None


def run(seeds: Iterable[int], say: Callable[[str], object] = print) -> list[Found]:
    """Run all these seeds; gives the ones that broke a promise."""
    found, began, done = [], time.monotonic(), 0
    with a_house() as house:
        # What is there now lives as long as the process: nobody need look through it again.
        gc.freeze()
        gc.set_threshold(SELDOM)
        for seed in seeds:
            one = first_found(house, [seed])
            done += 1
            if one is not None:
                found.append(one)
                say(str(one))
                if len(found) == ENOUGH:
                    break
            if done % 1000 == 0:
                say(f"{done} stories, {len(found)} broken, {done / (time.monotonic() - began):.1f} a second")
    say(f"{done} stories, {len(found)} broken, {time.monotonic() - began:.0f} seconds")
    return found


def main(words: Sequence[str]) -> int:
    """The seeds of the command line, or the one seed that the environment names."""
    one = os.environ.get("SURVIVAL_SEED")
    if one is None:
        first, last = (int(word) for word in words)
        return 1 if run(range(first, last)) else 0
    with a_house() as house:
        complaints, story = play(house, story_of(int(one)))
    print("\n".join([*story, *(complaints or ("No promise was broken.",))]))  # noqa: T201 - a program
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
