"""Killing a revision at its steps: a child works, dies at a step, and another one goes on.

A step is a moment before or after a commit, or before or after a letter is handed over. This file
is run as a program of its own (`python -m tests.survival.dying FOLDER STRIDE UNTIL MISTAKE ADDRESSES`): its
children are forked from a parent that has everything imported and has done nothing, because the
threads of a library (Typst has some) do not survive a fork.
"""

import json
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine, event
from sqlmodel import Session

from models import Message
from steering.delivery import Delivery
from steering.office.archive import Transaction
from steering.office.clock import StandingClock
from steering.office.dispatch import dispatch
from steering.office.opening import open_office
from steering.office.post import Post
from steering.office.settings import Settings
from tests.a_revision import THE_END, Clockwork, morning, play_on
from tests.survival.planting import MISTAKES

HANDED_OVER = "handed_over.txt"
MOST_KILLS = 5_000
# After the last day on which the flow was woken people may still have answered, for some days.
LATER = (timedelta(days=30), timedelta(days=31))


@dataclass
class Plan:
    """When to die: at a kind of step that killed nobody yet, or after so many steps."""

    stride: int
    kinds_used: frozenset[str] = frozenset()
    taken: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def reaches(self, kind: str) -> str:
        """Count a step; gives why to die at it, or nothing."""
        self.taken += 1
        if kind not in self.kinds_used:
            return kind
        return kind if self.taken >= self.stride else ""


def install(plan: Plan, folder: Path) -> None:
    """Hook the steps of this process."""

    def step(kind: str) -> None:
        if plan.reaches(kind):
            with (folder / "kills.txt").open("a") as log:
                log.write(kind + "\n")
            os.kill(os.getpid(), signal.SIGKILL)

    install_steps(step, folder)


def install_steps(step: Callable[[str], None], folder: Path) -> None:
    """Call `step` with the kind of each step before it is taken and after it was taken."""
    enter = Transaction.enter

    def entering(self: Transaction, act: str, *arguments: Any, **more: Any) -> None:
        self.session.info.setdefault("acts", []).append(act)
        enter(self, act, *arguments, **more)

    Transaction.enter = entering  # type: ignore[method-assign]
    event.listen(Engine, "after_cursor_execute", _note_a_change)
    event.listen(Session, "before_commit", lambda session: _at_commit(session, step, "before"))
    event.listen(Session, "after_commit", lambda session: _at_commit(session, step, "after"))
    hand_over = Post.hand_over

    def handing_over(self: Post, message: Message) -> Delivery:
        step(f"before handing over {message.occasion}")
        delivery = hand_over(self, message)
        with (folder / HANDED_OVER).open("a") as log:
            log.write(f"{message.id}\t{message.mail_id}\n")
        step(f"after handing over {message.occasion}")
        return delivery

    Post.hand_over = handing_over  # type: ignore[method-assign]


def _note_a_change(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.startswith(("INSERT", "UPDATE", "DELETE")):
        connection.info["wrote"] = True


def _at_commit(session: Any, step: Callable[[str], None], moment: str) -> None:
    if moment == "before" and session.connection().info.pop("wrote", False):
        session.info.update(wrote=True)
    # Looking for a letter when there is none changes nothing: dying there would lead nowhere.
    if session.info.get("wrote"):
        step(f"{moment} commit of {_acts(session)}")


def _acts(session: Any) -> str:
    return "+".join(dict.fromkeys(session.info.get("acts", ["a claim"])))


def finish(settings: Settings, until: date = THE_END) -> None:
    """Play to a day, and at the end of a revision send later what a dead worker had claimed."""
    clock = Clockwork()
    play_on(settings, clock=clock, until=until)
    if until == THE_END:
        send_what_is_left(settings, clock.at)


def send_what_is_left(settings: Settings, after: datetime) -> None:
    """Look twice: claims have run out, and some answers came when nobody was woken any more."""
    for later in LATER:
        clock = StandingClock(at=after + later)
        with open_office(settings, clock=clock, actor="flow", origin="flow") as office:
            dispatch(office)


def a_child(work: Callable[[], None], folder: Path) -> int:
    """Fork a child that works until it dies or is done; gives the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the child must not go on in the parent's code
            (folder / "fault.txt").write_text(traceback.format_exc(), encoding="utf-8")
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError((folder / "fault.txt").read_text(encoding="utf-8"))
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def kill_again_and_again(settings: Settings, folder: Path, *, stride: int, until: date) -> Counter[str]:
    """Kill a revision at step after step until it is finished all the same; gives the kinds of kills."""
    log = folder / "kills.txt"
    log.touch()
    for _ in range(MOST_KILLS):
        killed = Counter(log.read_text(encoding="utf-8").splitlines())
        plan = Plan(stride=stride, kinds_used=frozenset(killed))
        if a_child(partial(_work_and_die, settings, plan, folder, until), folder) == 0:
            return killed
    raise RuntimeError(f"The revision is not finished after {MOST_KILLS} kills.")


def _work_and_die(settings: Settings, plan: Plan, folder: Path, until: date) -> None:
    install(plan, folder)
    finish(settings, until)


def settings_of(folder: Path, name: str, addresses: Mapping[str, str] | None = None) -> Settings:
    """The settings of one of the two revisions; without an address of its own it keeps an SQLite file."""
    address = (addresses or {}).get(name)
    return Settings(
        home=folder / name,
        profile=folder / "profile",
        database_url=SecretStr(address) if address else None,
    )


def main(folder: Path, stride: int, until: date, mistake: str, addresses: Mapping[str, str]) -> None:
    """One revision that is left in peace, and one that is killed all the time.

    A mistake of `tests/survival/planting.py` is made in the second one, to see that it is noticed.
    """
    import_module("great_expectations")
    if threading.active_count() != 1:
        raise RuntimeError(f"Threads would not survive a fork: {threading.enumerate()}.")
    undisturbed = settings_of(folder, "undisturbed", addresses)
    a_child(partial(finish, undisturbed, until), folder)
    if mistake:
        MISTAKES[mistake]()
    killed = settings_of(folder, "killed", addresses)
    kills = kill_again_and_again(killed, folder, stride=stride, until=until)
    if until != THE_END:
        # Only now: a worker that dies on a later day would go on from there.
        for each in (undisturbed, killed):
            a_child(partial(send_what_is_left, each, morning(until)), folder)
    (folder / "kinds.json").write_text(json.dumps(kills), encoding="utf-8")


if __name__ == "__main__":
    place, steps, last_day, planted, databases = sys.argv[1:]
    main(Path(place), int(steps), date.fromisoformat(last_day), planted, json.loads(databases))
