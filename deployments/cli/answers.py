"""Answers, counts, seats and wordings as they are typed: `2=yes:1`, `1=adopted:20/3/2:with a remark`."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Mandate
    from steering.office.acts import Given, Reported
    from steering.office.amending import Wording
    from steering.office.opening import Office
    from steering.records import Records

Choice = TypeVar("Choice", bound=StrEnum)
VOTES = 3


def one_of(choices: type[Choice], text: str, name: str) -> Choice:
    """A value of a closed list. Raises BadUsage, which names them all."""
    if text not in list(choices):
        raise BadUsage(
            f"{name} {text!r} is none of {list(choices)}.",
            code="no_such_choice",
            name=name,
            value=text,
            choices=[choice.value for choice in choices],
        )
    return choices(text)


def given(typed: Sequence[str], every: str | None, numbers: Sequence[int], remark: str) -> "dict[int, Given]":
    """What a member answers, by the numbers of the items; `every` holds for those not named."""
    from models import Answer
    from steering.office.acts import Given

    if not typed and every is None:
        raise BadUsage("No answer.", code="answer_not_given")
    answers: dict[int, Given] = {}
    if every is not None:
        common = one_of(Answer, every, "--all")
        answers = {number: Given(answer=common, remark=remark) for number in numbers}
    named: set[int] = set()
    for text in typed:
        number, said = _numbered(text)
        _refuse_twice(named, number)
        word, _, rank = said.partition(":")
        if rank and (not rank.isdecimal() or int(rank) < 1):
            raise BadUsage(f"{text!r} has no rank.", code="bad_item", item=text)
        choice = one_of(Answer, word, "--item")
        answers[number] = Given(answer=choice, rank=int(rank) if rank else None, remark=remark)
    return answers


def counts(typed: Sequence[str], numbers: Sequence[int]) -> "list[Reported]":
    """What a body voted, in the order of the items."""
    from models import ItemResult
    from steering.errors import NotAllowedNow
    from steering.office.acts import Reported

    found: dict[int, Reported] = {}
    named: set[int] = set()
    for text in typed:
        number, said = _numbered(text)
        _refuse_twice(named, number)
        if number not in numbers:
            raise NotThere(f"No item {number}.", code="no_such_item", number=number)
        word, _, rest = said.partition(":")
        votes, _, remark = rest.partition(":")
        parts = votes.split("/")
        if len(parts) != VOTES or not all(part.isdecimal() for part in parts):
            raise BadUsage(f"{text!r} has no votes.", code="bad_count", item=text)
        yes, no, abstain = (int(part) for part in parts)
        result = one_of(ItemResult, word, "--item")
        found[number] = Reported(yes=yes, no=no, abstain=abstain, result=result, remark=remark)
    if len(found) != len(numbers):
        raise NotAllowedNow(
            "Counts are missing.", code="counts_missing", expected=len(numbers), given=len(found)
        )
    return [found[number] for number in sorted(found)]


def _numbered(text: str) -> tuple[int, str]:
    number, sign, said = text.partition("=")
    if not sign or not number.strip().isdecimal() or not said:
        raise BadUsage(f"{text!r} names no item.", code="bad_item", item=text)
    return int(number), said


def _refuse_twice(named: set[int], number: int) -> None:
    if number in named:
        raise BadUsage(f"Item {number} twice.", code="item_twice", number=number)
    named.add(number)


def mandate_named(office: "Office", records: "Records", name: str, *, is_deputy: bool) -> "Mandate":
    """The mandate that fills a seat today: `strategy_group/07`."""
    from models import Mandate, Role
    from steering.addressees import active_mandates
    from steering.office.acts import seat_named

    committee, _, number = name.rpartition("/")
    if not committee or not number.isdecimal():
        raise BadUsage(f"No seat can be called {name!r}.", code="bad_seat", seat=name)
    seat = seat_named(office, committee, int(number))
    running = active_mandates(records.all(Mandate), office.today)
    mine = [each for each in running if each.seat_id == seat.id and (each.role is Role.DEPUTY) is is_deputy]
    if not mine:
        raise NotThere(f"Nobody fills {seat.id}.", code="seat_not_filled", seat=seat.title)
    return mine[0]


def worded(texts: Sequence[str], titles: Sequence[str]) -> "dict[int, Wording]":
    """New wordings as they are typed: `2=The measure is continued.`, by the numbers of the items."""
    from steering.office.amending import Wording

    given: dict[int, dict[str, str]] = {}
    for kind, typed in (("text", texts), ("title", titles)):
        named: set[int] = set()
        for each in typed:
            number, said = _numbered(each)
            _refuse_twice(named, number)
            given.setdefault(number, {})[kind] = said
    if not given:
        raise BadUsage("No new wording.", code="wording_not_given")
    return {number: Wording(**parts) for number, parts in given.items()}
