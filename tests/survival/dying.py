"""Killing a revision at its steps: a child works, dies at a step, and another one goes on.

A step is a moment before or after a commit, or before or after a letter is handed over. This file
is run as a program of its own (`python -m tests.survival.dying FOLDER STRIDE UNTIL MISTAKE`): its
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
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from models import Message
from steering.delivery import Delivery
from steering.office.archive import Transaction
from steering.office.dispatch import dispatch
from steering.office.opening import open_office
from steering.office.post import Post
from steering.office.settings import Settings
from tests.a_revision import THE_END, Clockwork, play_on
from tests.survival.planting import MISTAKES

HANDED_OVER = "handed_over.txt"
MOST_KILLS = 5_000


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
    """Play to the end, and send a day later what a dead worker had claimed."""
    clock = Clockwork()
    play_on(settings, clock=clock, until=until)
    with open_office(settings, clock=clock.later(timedelta(days=1)), actor="flow", origin="flow") as office:
        dispatch(office)
    with open_office(settings, clock=clock.later(timedelta(days=2)), actor="flow", origin="flow") as office:
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


def main(folder: Path, stride: int, until: date, mistake: str) -> None:
    """One revision that is left in peace, and one that is killed all the time.

    A mistake of `tests/survival/planting.py` is made in the second one, to see that it is noticed.
    """
    profile = folder / "profile"
    import_module("great_expectations")
    if threading.active_count() != 1:
        raise RuntimeError(f"Threads would not survive a fork: {threading.enumerate()}.")
    a_child(partial(finish, Settings(home=folder / "undisturbed", profile=profile), until), folder)
    if mistake:
        MISTAKES[mistake]()
    killed = Settings(home=folder / "killed", profile=profile)
    kills = kill_again_and_again(killed, folder, stride=stride, until=until)
    (folder / "kinds.json").write_text(json.dumps(kills), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), date.fromisoformat(sys.argv[3]), sys.argv[4])
