"""What happens in a story: a list of steps drawn from a seed, each of which says who moves.

A step that makes no sense at its place does nothing. So a story can be made shorter by leaving
steps out, and what is left is a story again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random

from models import Answer, MessageState
from models.columns import key
from steering.office import acts, cycles, stopping
from steering.office.amending import Wording, amend_content
from steering.office.attending import attend
from steering.office.closing import close_early
from steering.office.dispatch import dispatch
from steering.office.gates import hear
from steering.office.opening import Office
from tests.survival.consents import say_it, want_consent
from tests.survival.house import ITEMS, STAGE
from tests.survival.play import MOODS, Play, Vote

WORKERS = ("worker A", "worker B")
OF_VOTES = frozenset({"vote", "flow", "early", "extend", "send_back", "amend", "consent"})
# One that goes at once, two that share a letter or wait for the morning, and one that is only news.
OCCASIONS = ("outcome", "delivery_requested", "reminder", "sent_back")
# Few enough that several letters to one person fall together.
READERS = 3
BY_A_PERSON = 3
# Of the stories of votes, which are every hundredth, every other one.
CONSENT_EVERY = 200


@dataclass(frozen=True)
class Step:
    """One thing that happens; `number` is its own piece of chance."""

    kind: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


def _chance(*names: object) -> Random:
    return Random("/".join(map(str, names)))  # noqa: S311 - no secret, a story


def letters_of(seed: int) -> list[Step]:
    """A story of letters: two workers, a moody server, deaths and a clock that jumps."""
    chance = _chance("letters", seed)
    steps = [Step("owe", chance.randrange(1000)) for _ in range(chance.randint(1, 3))]
    kinds = ("go", "mood", "die", "die_in_commit", "clock", "back", "owe", "restart", "undo")
    weights = (60, 14, 5, 4, 9, 2, 4, 1, 1)
    drawn = chance.choices(kinds, weights, k=chance.randint(8, 34))
    return steps + [Step(kind, chance.randrange(1000)) for kind in drawn]


def votes_of(seed: int) -> list[Step]:
    """A story of votes: members, deputies and the coordinator act while two flows listen."""
    chance = _chance("votes", seed)
    kinds = ("vote", "go_on", "flow", "die", "die_in_commit", "mood", "clock", "day", "back", "early")
    weights = (26, 18, 26, 4, 4, 4, 4, 7, 1, 2)
    drawn = chance.choices(
        (*kinds, "extend", "send_back", "amend"), (*weights, 2, 1, 2), k=chance.randint(16, 48)
    )
    steps = [Step(kind, chance.randrange(1000)) for kind in drawn]
    return _with_consents(chance, steps) if seed % CONSENT_EVERY == 0 else steps


def _with_consents(chance: Random, steps: list[Step]) -> list[Step]:
    """The same story of a question that waits for consent first; it is said before and in between."""
    said = [Step("consent", chance.randrange(1000)) for _ in range(chance.randint(8, 28))]
    first = chance.randint(0, len(said))
    mixed = [*steps, *said[first:]]
    chance.shuffle(mixed)
    return [Step("wants_consent"), *said[:first], *mixed]


def take(play: Play, step: Step) -> None:
    """Let a step happen."""
    _TAKEN[step.kind](play, step.number)


def _owe(play: Play, number: int) -> None:
    """Letters are owed by an act, as everywhere: in the transaction of the act."""
    letter = play.house.letters[number % READERS]
    occasion = OCCASIONS[number % len(OCCASIONS)]
    known = next(play.names)
    # Some were caused by a person, who may take them back for some minutes.
    by = "coordinator" if number // len(OCCASIONS) % 4 == BY_A_PERSON else "flow"
    identity = key(play.house.gate.id, occasion, known)
    new = letter.model_copy(
        update={
            "id": identity,
            "occasion": occasion,
            "subject": f"Betreff {known}",
            "title": f"Bitte {known}",
            "mail_id": f"<{known}@heidekreis.example.org>",
            "state": MessageState.OWED,
            "owed_at": play.now,
            "not_before_at": play.now,
            "leased_until_at": None,
            "ended_at": None,
        }
    )
    fresh = type(letter).model_validate(new.model_dump())
    with play.office(by).writing() as tx:
        tx.owe([fresh])
    play.tell(f"owed {identity}")


def _worker(number: int) -> str:
    return WORKERS[number % len(WORKERS)]


def _go(play: Play, number: int) -> None:
    play.go(_worker(number), dispatch)


def _flow(play: Play, number: int) -> None:
    play.go(_worker(number), partial(flow, play=play))


def flow(office: Office, *, play: Play) -> None:
    """What the flow does each time: remind and escalate, listen, and hand over what is owed."""
    attend(office)
    hear(office, play.house.cycle, play.house.stage)
    dispatch(office)


def _go_on(play: Play, number: int) -> None:
    busy = [actor.name for actor in play.actors.values() if actor.is_busy]
    if busy:
        play.go(busy[number % len(busy)], dispatch)


def _die(play: Play, number: int, *, in_commit: bool = False) -> None:
    busy = [actor.name for actor in play.actors.values() if actor.is_busy]
    if busy:
        play.die(busy[number % len(busy)], in_commit=in_commit)


def _restart(play: Play, _number: int) -> None:
    for name in list(play.actors):
        play.die(name)
    play.tell("the machine is started anew")


def _mood(play: Play, number: int) -> None:
    play.moods.append(MOODS[number % len(MOODS)])


def _clock(play: Play, number: int) -> None:
    minutes = (1, 6, 11, 16, 61, 200)[number % 6]
    play.set_clock(play.now + timedelta(minutes=minutes))
    play.tell(f"{minutes} minutes pass")


def _day(play: Play, number: int) -> None:
    play.set_clock(play.now + timedelta(days=1 + number % 8))
    play.tell(f"it is {play.now:%d.%m.%Y %H:%M}")


def _back(play: Play, number: int) -> None:
    play.set_clock(play.now - timedelta(hours=1 + number % 5))
    play.tell(f"the clock jumps back to {play.now:%d.%m.%Y %H:%M}")


def _vote(play: Play, number: int) -> None:
    """A member or a deputy answers; the same name may answer again and change its mind."""
    mandate = play.house.voters[number % len(play.house.voters)]
    gate_id = key(play.house.gate.stage_run_id, play.house.gate.key, 1 + (number % 17 == 0))
    chance = _chance("vote", number)
    answers = {n: chance.choice((Answer.YES, Answer.YES, Answer.NO, Answer.ABSTAIN)) for n in (1, 2)[:ITEMS]}
    given = {n: acts.Given(answer=answer) for n, answer in answers.items()}
    said = {n: answer.value for n, answer in answers.items()}

    def kept() -> None:
        wordings = {n: play.wordings[gate_id, n] for n in said}
        play.votes.append(Vote(gate_id=gate_id, seat_id=mandate.seat_id, answers=said, wordings=wordings))
        play.tell(f"acknowledged: {mandate.seat_id} {said}")

    def act(office: Office) -> None:
        acts.answer(office, gate_id, mandate.id, given)

    play.go(f"member {mandate.id}", act, then=kept)


def _amend(play: Play, number: int) -> None:
    """The coordinator rewords an item: whoever has answered it answers it again, or does not count."""
    item = 1 + number % ITEMS
    gate_id = play.house.gate.id

    def kept() -> None:
        play.wordings[gate_id, item] += 1
        play.tell(f"item {item} reads otherwise")

    def act(office: Office) -> None:
        text = f"Fassung {next(play.names)}"
        amend_content(office, gate_id, {item: Wording(text=text)}, reason="Es war zu ungenau.")

    play.go("coordinator", act, then=kept)


def _coordinator(act: Callable[[Office, Play], object]) -> Callable[[Play, int], None]:
    def begin(play: Play, _number: int) -> None:
        play.go("coordinator", partial(_with, act, play))

    return begin


def _with(act: Callable[[Office, Play], object], play: Play, office: Office) -> None:
    act(office, play)


def _close_early(office: Office, play: Play) -> None:
    close_early(office, play.house.gate.id, "Alle sind sich einig.")


def _extend(office: Office, play: Play) -> None:
    cycles.extend(office, play.house.cycle, STAGE, until=office.due(20), reason="Ferien.")


def _send_back(office: Office, play: Play) -> None:
    cycles.send_back(office, play.house.cycle, STAGE, reason="Eine Tabelle fehlt.")


def _undo(office: Office, play: Play) -> None:
    taken = stopping.undo(office, [], reason="Das war zu früh.").letters
    play.tell(f"taken back: {[each.id for each in taken]}")


_TAKEN: dict[str, Callable[[Play, int], None]] = {
    "owe": _owe,
    "go": _go,
    "flow": _flow,
    "go_on": _go_on,
    "die": _die,
    "die_in_commit": partial(_die, in_commit=True),
    "restart": _restart,
    "mood": _mood,
    "clock": _clock,
    "day": _day,
    "back": _back,
    "vote": _vote,
    "wants_consent": want_consent,
    "consent": say_it,
    "early": _coordinator(_close_early),
    "extend": _coordinator(_extend),
    "send_back": _coordinator(_send_back),
    "amend": _amend,
    "undo": _coordinator(_undo),
}
