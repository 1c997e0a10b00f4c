"""To whom letters go: one per address, with every reason."""

from hypothesis import given
from hypothesis import strategies as st

from steering.addressees import Addressee, once_each
from templates.occasions import Capacity, Recipient

STRATEGY_GROUP = "Strategiegruppe Bildung"


def someone(name: str, address: str, capacity: Capacity = Capacity.MEMBER, **others: object) -> Addressee:
    return Addressee(
        id=name,
        title=name,
        address=address,
        language="de",
        as_what=Recipient(capacity=capacity, committee=STRATEGY_GROUP),
        **others,  # type: ignore[arg-type]
    )


def test_an_address_in_two_capacities_gets_one_letter_with_both_reasons() -> None:
    member = someone("ihk", "ihk@example.org", has_vote=True)
    owner = someone("chamber", "IHK@example.org", Capacity.MEASURE_OWNER)

    (told,) = once_each([member, owner])

    assert (told.id, told.has_vote) == ("ihk", True)
    assert told.as_what.capacity is Capacity.MEMBER
    assert [other.capacity for other in told.as_what.also] == [Capacity.MEASURE_OWNER]


def test_the_same_reason_is_not_given_twice() -> None:
    first, second = someone("seat-1", "a@example.org"), someone("seat-2", "a@example.org")

    (told,) = once_each([first, second])

    assert told == first


def test_two_addresses_are_two_letters() -> None:
    told = once_each([someone("a", "a@example.org"), someone("b", "b@example.org")])

    assert [each.id for each in told] == ["a", "b"]


@given(st.lists(st.tuples(st.sampled_from("abcABC"), st.sampled_from(Capacity))))
def test_nobody_is_forgotten_and_nobody_told_twice(people: list[tuple[str, Capacity]]) -> None:
    asked = [
        someone(f"{place}", f"{name}@example.org", capacity) for place, (name, capacity) in enumerate(people)
    ]

    told = once_each(asked)

    reached = [each.address.casefold() for each in told]
    assert len(reached) == len(set(reached))
    assert set(reached) == {each.address.casefold() for each in asked}
    assert once_each(told) == told
    for each in asked:
        (letter,) = [one for one in told if one.address.casefold() == each.address.casefold()]
        assert each.as_what.capacity in {one.capacity for one in (letter.as_what, *letter.as_what.also)}
