"""`indicators compute --public`: whoever asks everything of a folder of files works out no small count."""

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime

import pytest

from steering.disclosure.attack import Knowledge
from steering.disclosure.counts import Count, FigureKey, counts_in
from steering.disclosure.statements import Statement, exactly
from steering.disclosure.tables import Tables, around
from steering.indicators.answering.asking import Question, ask
from steering.indicators.answering.composing import result_of
from steering.indicators.answering.result import Result
from steering.indicators.answering.row_of_a_table import RowOfATable, beside_of
from steering.releases.vintages import Drawn
from tests.steering.disclosure.a_round import CATALOGUE, OWN, TABLE, World, cells_of, leavers, numbers_of
from tests.steering.disclosure.papers import a_world
from tests.steering.disclosure.understanding import FIGURES

ASKED = ("D15", "D17", "D18", "D19")
GROUPS = ("", "sex=male", "sex=female")
# Enough of every certificate together, but of the women only one has the highest.
WORLD = a_world({"2023": leavers(55, 115, 310, 80)})


def files(world: World) -> list[Drawn]:
    """The delivery as a file in a folder."""
    cells = cells_of(world).assign(region_name="", raw="")
    return [
        Drawn(
            name="leavers.csv",
            table_code=TABLE,
            layout="long_table",
            stand_at=datetime(2025, 3, 13, tzinfo=UTC),
            cells=cells,
        )
    ]


def answer(world: World, key: str, breakdown: str = "", withheld: Collection[FigureKey] = ()) -> Result:
    indicator = CATALOGUE[key]
    question = Question(region=OWN, period="2023", breakdown=breakdown)
    asked = ask(indicator, files(world), question, beside=beside_of(indicator, CATALOGUE))
    return result_of(asked, CATALOGUE, withheld=withheld)


def told_in(text: str) -> Iterator[Statement]:
    """What a public answer tells: cases and base, as they stand in it."""
    each = json.loads(text)
    part, base = FIGURES[each["indicator"]]
    for name, number in ((part, each["k"]), (base, each["n"])):
        if number is not None:
            count = Count(name, each["breakdown"], each["region"], each["period"])
            yield exactly(((count, 1.0),), float(number))


def everything(world: World) -> list[Statement]:
    asked = [answer(world, key, group) for key in ASKED for group in GROUPS]
    return [told for each in asked for told in told_in(json.dumps(each.as_json(is_public=True)))]


def width(world: World, told: list[Statement], count: Count) -> float:
    numbers = numbers_of(world)
    telling: dict[Count, list[Statement]] = {}
    for each in told:
        for one in counts_in([each.form]):
            telling.setdefault(one, []).append(each)
    sums, _ = around(numbers, Tables(numbers), telling)
    return Knowledge([*sums, *told]).interval(((count, 1.0),)).width


FEW = Count("lv_ahr", "sex=female", OWN, "2023")


def test_all_answers_together_do_not_tell_of_one_woman() -> None:
    told = everything(WORLD)

    assert numbers_of(WORLD)[FEW] == 1
    assert width(WORLD, told, Count("lv_no", "", OWN, "2023")) == 0
    assert width(WORLD, told, FEW) >= 3


def test_the_attacker_finds_that_each_answer_was_judged_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowOfATable, "periods_staying_back", lambda *_asked: frozenset())

    assert width(WORLD, everything(WORLD), FEW) == 0


def test_the_whole_is_told_where_giving_up_a_group_is_enough() -> None:
    assert [answer(WORLD, key).publishable for key in ASKED] == [True, True, True, True]
    assert not answer(WORLD, "D19", "sex=male").publishable


def test_a_trend_leaves_out_the_years_that_stay_back_for_others() -> None:
    # Two have the highest certificate, so the smallest of the others stays back with them.
    found = answer(a_world(), "D15")

    assert (found.value is not None, found.publishable) == (True, False)
    assert found.trend is not None
    assert found.trend.years == (2021, 2022)
    assert (2023, "withheld") in found.trend.excluded


def test_what_papers_keep_back_goes_out_in_no_answer() -> None:
    papers = {
        FigureKey("D15", "", OWN, "2023"),
        FigureKey("D15", "", OWN, "2021"),
        FigureKey("D15", "", "03", "2023"),
    }

    found = answer(WORLD, "D15", withheld=papers)

    told = found.as_json(is_public=True)
    assert (found.publishable, found.text_key) == (False, "no_value.withheld")
    assert (told["k"], told["value"], told["reference"]["value"], told["trend"]) == (None, None, None, None)
    assert found.trend is not None
    assert found.trend.years == (2022,)
