"""Every paper of a cycle before the attacker: what each tells him, and that together they tell no secret."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd
import pytest
from lxml import html

from models import DisclosureDecision, StageRun
from steering.disclosure import gate
from steering.disclosure.attack import Knowledge
from steering.disclosure.counts import Count, counts_in
from steering.disclosure.deciding import Decision
from steering.disclosure.statements import Form, Statement, form_of
from steering.disclosure.tables import Tables, around
from steering.documents import evidence as evidence_pages
from steering.documents.kinds import facts_of
from steering.documents.releasing import decision_on, values_in
from steering.indicators.measuring.values import ComputedValue
from steering.stage import Desk
from steering.stages import analyse_indicators
from steering.stages.analyse_indicators import analyse
from templates.documents import write_document
from tests.steering.disclosure.a_round import (
    CHOSEN,
    OWN,
    a_delivery,
    analysed,
    cells_of,
    leavers,
    numbers_of,
)
from tests.steering.disclosure.papers import a_world, after_all_stages, for_programs, pages, sentences
from tests.steering.disclosure.reading import Read, numbers_in, page_texts
from tests.steering.disclosure.translating import in_german
from tests.steering.disclosure.understanding import BEFORE, knowledge, told_in_json
from tests.steering.documented.names import CYCLE, NOW, TODAY

INDICATORS = (*CHOSEN, "E03")
WITH_FIGURES = (
    *("topic_list", "draft_plan", "masterplan", "follow_up_list", "thematic", "thematic/en", "map"),
    *("education_report", "education_report/en", "education_data_sheet", "education_data_sheet/en"),
)
WITHOUT_FIGURES = ("quality_report", "review_report", "resolution_paper")
BESIDE_PAGES = ("findings", "findings/en", "json")
SLACK = 1e-6


@dataclass(frozen=True)
class Published:
    """What the attacker holds in his hands after a round: papers by name, and what he understood of each."""

    pages: Mapping[str, str]
    told: Mapping[str, list[Statement]]

    @property
    def everything(self) -> list[Statement]:
        return [each for listed in self.told.values() for each in listed]


def published(desk: Desk) -> Published:
    """All papers of a cycle, and what is told of findings and for programs, read from their bytes."""
    written = pages(desk)
    read = {name: _read(name, page_texts(page.encode())) for name, page in written.items()}
    for name, language in (("findings", "de"), ("findings/en", "en")):
        read[name] = _read(name, (Read(text=each, around="") for each in sentences(desk, language)))
    told = {name: list(knowledge(texts)) for name, texts in read.items()}
    return Published(written, {**told, "json": list(told_in_json(for_programs(desk)))})


def _read(name: str, texts: Iterable[Read]) -> list[Read]:
    return list(in_german(texts) if name.endswith("/en") else texts)


def secrets(numbers: Mapping[Count, float]) -> dict[str, Form]:
    """The counts that nobody may work out: one and two persons."""
    return {
        f"{count.variable}[{count.breakdown}] {count.region_code} {count.period}": ((count, 1.0),)
        for count, number in numbers.items()
        if 0 < number < 3
    }


def sums_in(numbers: Mapping[Count, float], told: Iterable[Statement]) -> list[Statement]:
    telling: dict[Count, list[Statement]] = {}
    for statement in told:
        for count in counts_in([statement.form]):
            telling.setdefault(count, []).append(statement)
    return around(numbers, Tables(numbers), telling)[0]


def given_away(numbers: Mapping[Count, float], told: list[Statement]) -> set[str]:
    """The secrets that all that is told gives away or narrows to fewer than four numbers."""
    known = Knowledge([*sums_in(numbers, told), *told])
    return {name for name, form in secrets(numbers).items() if known.interval(form).width < 3}


def is_true(statement: Statement, numbers: Mapping[Count, float]) -> bool:
    value = sum(factor * numbers[count] for count, factor in statement.form)  # type: ignore[index, misc]
    return statement.low - SLACK <= value <= statement.high + SLACK


def secret_counts(told: Iterable[Statement]) -> set[Count]:
    """The withheld counts of which something is told beside their bases."""
    hidden = {
        Count("lv_ahr", "", OWN, "2023"),
        Count("lv_no", "", "03352", "2023"),
        Count("vlv_fhr", "", OWN, "2023"),
        Count("lv_hsa", "sex=female", OWN, "2023"),
    }
    return hidden & set(counts_in(each.form for each in told))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return analysed(a_world(), chosen=INDICATORS)


@pytest.fixture(scope="module")
def papers(desk: Desk) -> Published:
    return published(desk)


def test_no_secret_follows_from_all_papers_of_a_cycle(papers: Published) -> None:
    numbers = numbers_of(a_world())

    # Two in all are a secret, and so are the woman and the man among them.
    assert {name.split("[")[0] for name in secrets(numbers)} == {"lv_ahr", "lv_no", "vlv_fhr"}
    assert len(secrets(numbers)) == 7
    assert given_away(numbers, papers.everything) == set()


def test_what_the_attacker_understands_is_true(papers: Published) -> None:
    numbers = numbers_of(a_world())

    assert {
        name: [each for each in told if not is_true(each, numbers)] for name, told in papers.told.items()
    } == {name: [] for name in papers.told}


@pytest.mark.parametrize("name", [*WITH_FIGURES, *BESIDE_PAGES])
def test_each_paper_with_figures_tells_the_attacker_something(papers: Published, name: str) -> None:
    own = [each for each in papers.told[name] if any(c.region_code == OWN for c in counts_in([each.form]))]

    assert own


@pytest.mark.parametrize("name", WITHOUT_FIGURES)
def test_the_other_papers_print_no_figure_of_an_indicator(papers: Published, name: str) -> None:
    text = " ".join(each.text for each in page_texts(papers.pages[name].encode()))

    assert re.findall(r"\d+,\d+|\d %", text) == []


def test_every_paper_is_read(papers: Published) -> None:
    assert set(papers.told) == {*WITH_FIGURES, *WITHOUT_FIGURES, *BESIDE_PAGES}


@pytest.mark.parametrize("name", [*WITH_FIGURES, *WITHOUT_FIGURES])
def test_the_attacker_reads_every_number_of_a_paper(papers: Published, name: str) -> None:
    body = html.document_fromstring(papers.pages[name]).find("body")
    assert body is not None

    read = numbers_in(each.text for each in page_texts(papers.pages[name].encode()))

    assert numbers_in(map(str, body.itertext())) <= read


@pytest.mark.parametrize("name", ["topic_list", "findings", "findings/en"])
def test_findings_tell_of_women_and_men(papers: Published, name: str) -> None:
    known = Knowledge(papers.told[name]).interval(((Count("lv_no", "sex=female", OWN, "2023"), 1.0),))

    assert (known.low, known.high) == (12, 12)


@pytest.fixture(scope="module")
def open_papers() -> Published:
    """The papers of a house that has forgotten its gate."""

    def nothing_stays_back(
        values: list[ComputedValue], *_given: object, **_more: object
    ) -> tuple[list[ComputedValue], Decision]:
        return [replace(each, is_publishable=True) for each in values], Decision()

    def everybody(pairs: object, *_decided: object) -> object:
        return pairs

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(analyse_indicators, "judged", nothing_stays_back)
        patched.setattr(analyse_indicators, "told", everybody)
        patched.setattr(gate.Gate, "shown", lambda _gate, value: value)
        return published(analysed(a_world(), chosen=INDICATORS))


@pytest.mark.parametrize("name", [*WITH_FIGURES, *BESIDE_PAGES])
def test_the_attacker_finds_in_each_paper_that_the_gate_was_forgotten(
    open_papers: Published, papers: Published, name: str
) -> None:
    assert secret_counts(open_papers.told[name]) > secret_counts(papers.told[name])


def test_a_house_without_a_gate_gives_its_secrets_away(open_papers: Published) -> None:
    found = given_away(numbers_of(a_world()), open_papers.everything)

    assert {"lv_ahr[] 03358 2023", "lv_no[] 03352 2023", "lv_ahr[sex=female] 03358 2023"} <= found


@pytest.mark.parametrize("name", ["draft_plan", "masterplan"])
def test_the_attacker_finds_that_the_evidence_of_a_plan_was_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(evidence_pages, "hidden_cells", lambda _desk: frozenset())

    page = write_document(name, facts_of(name, after_all_stages(desk)))
    found = given_away(numbers_of(a_world()), list(knowledge(page_texts(page.encode()))))

    assert found == {"vlv_fhr[] 03358 2023"}


# A second delivery corrects a year that was told: two of all leavers of 2022, not 180, have the highest one.
LATER = a_world({"2022": leavers(50, 110, 290, 2)})


@pytest.fixture(scope="module")
def second(desk: Desk) -> Desk:
    """The desk after a second round, with what the first one told still on it."""
    more = cells_of(LATER, release="second")
    cells = pd.concat([desk.records.cells, more.assign(id=more["id"] + len(desk.records.cells))])
    kept = [each for each in a_delivery(release="second", number=2) if each.__tablename__ != "source"]
    run = StageRun(
        id=f"{CYCLE}/analyse_indicators/2",
        cycle_id=CYCLE,
        stage_key="analyse_indicators",
        round=2,
        opened_at=NOW,
        due_on=TODAY,
    )
    records = type(desk.records)([*desk.records.everything(), *kept], cells=cells.reset_index(drop=True))
    opened = replace(desk, run=run, records=records)
    return replace(opened, records=records.with_added(analyse(opened)))


@pytest.fixture(scope="module")
def later_papers(second: Desk) -> Published:
    return published(second)


def as_of_then(told: Iterable[Statement], *, is_all: bool = False) -> list[Statement]:
    """Statements of which those about an earlier state keep their mark only where it has been revised."""
    before, now = numbers_of(a_world()), numbers_of(LATER)

    def named(count: Count) -> Count:
        plain = count._replace(variable=count.variable.removesuffix(BEFORE))
        is_old = (is_all or count.variable.endswith(BEFORE)) and before.get(plain) != now.get(plain)
        return plain._replace(variable=plain.variable + BEFORE) if is_old else plain

    return [
        replace(
            each,
            form=form_of((named(cell), factor) for cell, factor in each.form if isinstance(cell, Count)),
        )
        for each in told
        if all(isinstance(cell, Count) for cell, _ in each.form)
    ]


def of_both_rounds(papers: Published, later: Published) -> dict[Count, float]:
    """The counts of both deliveries; those of the first that were revised under a name of their own."""
    now = numbers_of(LATER)
    old = {
        count._replace(variable=count.variable + BEFORE): number
        for count, number in numbers_of(a_world()).items()
        if number != now[count]
    }
    return now | old


def test_no_secret_follows_from_the_papers_of_two_rounds(papers: Published, later_papers: Published) -> None:
    before, now = numbers_of(a_world()), numbers_of(LATER)
    first, then = papers.everything, as_of_then(later_papers.everything)
    sums = [*as_of_then(sums_in(before, first), is_all=True), *sums_in(now, then)]

    known = Knowledge([*sums, *as_of_then(first, is_all=True), *then])

    wanted = secrets(now)
    assert "lv_ahr[] 03358 2022" in wanted
    assert {name for name, form in wanted.items() if known.interval(form).width < 3} == set()
    told = Knowledge(then).interval(((Count("lv_mid", "", OWN, "2021"), 1.0),))
    assert (told.low, told.high) == (300, 300)


def test_what_has_changed_since_the_last_report_tells_the_attacker_something_true(
    papers: Published, later_papers: Published
) -> None:
    numbers = of_both_rounds(papers, later_papers)
    for name in ("education_report", "education_report/en"):
        document = html.document_fromstring(later_papers.pages[name])
        section = next(
            each for each in document.iter("section") if any(h.get("id") == "changes" for h in each)
        )

        told = as_of_then(knowledge(_read(name, page_texts(html.tostring(section)))))

        assert any(BEFORE in count.variable for each in told for count in counts_in([each.form]))
        assert all(is_true(each, numbers) for each in told)


def test_a_year_that_was_told_goes_wholly_when_one_of_its_counts_becomes_small(second: Desk) -> None:
    decision = decision_on(second, values_in(second, 2))

    withheld = {
        key.indicator_key for key in decision.figures if (key.region_code, key.period) == (OWN, "2022")
    }

    # The others were told in the first round, so that their base alone would give the two away.
    assert {"D15", "D17", "D18", "D19"} <= withheld
    (decided,) = [each for each in second.records.all(DisclosureDecision) if each.round == 2]
    assert decided.lost_count == 0


def test_the_json_of_a_report_holds_no_more_than_its_pages(desk: Desk, papers: Published) -> None:
    told = {
        (each["indicator"], each["region_code"], each["period"])
        for each in json.loads(for_programs(desk))["values"]
    }
    withheld = {
        (key.indicator_key, key.region_code, key.period) for key in decision_on(desk, values_in(desk)).figures
    }

    assert told
    assert not told & withheld
