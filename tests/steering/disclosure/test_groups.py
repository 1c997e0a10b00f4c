"""Groups of people in findings: judged with all figures, and kept so that later rounds reckon with them."""

from collections.abc import Mapping

import pytest

from models import (
    DisclosureDecision,
    Document,
    Finding,
    FindingGroup,
    FindingGroupInput,
    Pattern,
    Withheld,
    WithheldKind,
)
from steering.disclosure.groups import Pair
from steering.disclosure.keeping import named
from steering.documents.disclosure_audit import audit
from steering.stage import Desk
from steering.stages import analyse_indicators
from steering.stages.analyse_indicators import analyse
from tests.steering.disclosure.a_round import (
    OWN,
    PEERS,
    Leavers,
    a_delivery,
    a_desk,
    analysed,
    cells_of,
    leavers,
    with_land,
)
from tests.steering.documented.names import CYCLE, NOW, sha

CHOSEN = ("D15", "D17", "D18", "D19")
MEN = {"lv_no": 60, "lv_hsa": 110, "lv_mid": 130, "lv_ahr": 100}
WOMEN = {"lv_no": 20, "lv_hsa": 60, "lv_mid": 318, "lv_ahr": 2}
FEW_WOMEN = "lv_ahr[sex=female], 03358, 2023"


def counted(men: Mapping[str, float], women: Mapping[str, float]) -> Leavers:
    """Leavers by certificate and sex, as one county's delivery tells them."""
    whole = leavers(*(men[name] + women[name] for name in ("lv_no", "lv_hsa", "lv_mid", "lv_ahr")))
    return {**whole, **{f"{name}[f]": float(number) for name, number in women.items()}, "lv[f]": 400.0}


def a_world(women: Mapping[str, float] = WOMEN) -> dict[tuple[str, str], Leavers]:
    """Two women with the highest certificate among four hundred: three other gaps would tell of them."""
    usual = counted(MEN, {"lv_no": 20, "lv_hsa": 60, "lv_mid": 230, "lv_ahr": 90})
    return with_land({(region, "2023"): counted(MEN, women) if region == OWN else usual for region in PEERS})


def told_of(desk: Desk) -> dict[str, list[tuple[str, float, float]]]:
    """The groups of which findings tell, by indicator."""
    findings = {each.id: each for each in desk.records.all(Finding)}
    told: dict[str, list[tuple[str, float, float]]] = {}
    for each in desk.records.all(FindingGroup):
        listed = told.setdefault(findings[each.finding_id].indicator_key, [])
        listed.append((each.breakdown, each.numerator, each.denominator))
    return told


def gaps(desk: Desk) -> dict[str, Finding]:
    return {each.indicator_key: each for each in desk.records.all(Finding) if each.pattern is Pattern.GAP}


def withheld_groups(desk: Desk) -> set[tuple[str, str]]:
    return {
        (each.name, each.breakdown)
        for each in desk.records.all(Withheld)
        if each.kind is WithheldKind.FIGURE and each.breakdown
    }


def with_a_paper(desk: Desk, sentence: str) -> Desk:
    """The desk with a list of topics in which a sentence stands."""
    page = f"<html><body><p>{sentence}</p></body></html>"
    paper = Document(
        id="paper",
        cycle_id=CYCLE,
        stage_key="agree_topics",
        round=1,
        kind="topic_list",
        language="de",
        title="Themenliste",
        html=page,
        html_sha256=sha(page),
        created_at=NOW,
    )
    return a_desk([*desk.records.everything(), paper], desk.records.cells, chosen=CHOSEN)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return analysed(a_world(), chosen=CHOSEN)


@pytest.fixture
def bypassed(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk after an analysis that does not look at what was decided of groups."""

    def all_of_them(pairs: Mapping[str, list[Pair]], *_decided: object) -> Mapping[str, list[Pair]]:
        return pairs

    monkeypatch.setattr(analyse_indicators, "told", all_of_them)
    return analysed(a_world(), chosen=CHOSEN)


def test_a_pair_of_groups_stays_back_when_with_others_it_gives_a_small_one_away(desk: Desk) -> None:
    told = told_of(desk)

    # No, Haupt- and Realschule certificates of women would leave two with the highest one.
    assert len(told) == 2
    assert set(told) == set(gaps(desk)) < {"D15", "D17", "D18"}
    assert withheld_groups(desk)
    assert audit(desk).is_sound


def test_no_whole_value_is_given_up_for_a_group(desk: Desk) -> None:
    wholes = {
        each.name
        for each in desk.records.all(Withheld)
        if each.kind is WithheldKind.FIGURE and not each.breakdown
    }

    assert wholes == set()


def test_where_nothing_is_small_every_gap_is_told() -> None:
    desk = analysed(a_world({**WOMEN, "lv_mid": 310, "lv_ahr": 10}), chosen=CHOSEN)

    assert set(told_of(desk)) == {"D15", "D17", "D18", "D19"}
    assert withheld_groups(desk) == set()


def test_a_finding_keeps_its_groups_with_the_cells_behind_them(desk: Desk) -> None:
    key, finding = next(iter(gaps(desk).items()))
    variable = {"D15": "lv_no", "D17": "lv_hsa", "D18": "lv_mid"}[key]
    cells = desk.records.cells.set_index("id")

    behind = [
        (each.breakdown, (row["variable"], row["breakdown"]))
        for each in desk.records.all(FindingGroupInput)
        if each.finding_id == finding.id
        for row in [cells.loc[each.observation_id]]
    ]

    assert told_of(desk)[key] == [("sex=male", MEN[variable], 400.0), ("sex=female", WOMEN[variable], 400.0)]
    men, women = (
        {cell for breakdown, cell in behind if breakdown == sex} for sex in ("sex=male", "sex=female")
    )
    assert women == {(variable, "sex=female"), ("lv", "sex=female")}
    assert men == women | {(variable, ""), ("lv", "")}


def test_the_groups_were_judged_with_the_values(desk: Desk) -> None:
    (decided,) = desk.records.all(DisclosureDecision)
    values = 4 * (len(a_world()) + 1)

    # Men and women of D15, D17 and D18; two women are too few to be a figure at all.
    assert decided.figures_count == values + 6


def test_the_attacker_finds_that_groups_forgot_the_gate(bypassed: Desk) -> None:
    found = audit(bypassed)

    assert set(told_of(bypassed)) == {"D15", "D17", "D18"}
    # No table tells how many women have which of the two highest certificates: together they are two.
    assert any(FEW_WOMEN in named(each) for each in found.attacked.given_away)
    assert not found.is_sound


def test_a_paper_with_a_withheld_group_is_named(bypassed: Desk) -> None:
    withheld = {key for key, _ in withheld_groups(bypassed)}
    sentence = gaps(bypassed)[min(withheld)].sentence

    printed = audit(with_a_paper(bypassed, sentence)).printed

    assert {(each.document_kind, each.figure.indicator_key) for each in printed} == {
        ("topic_list", min(withheld))
    }


def test_a_later_round_reckons_with_the_groups_that_were_told(bypassed: Desk) -> None:
    records = [each for each in bypassed.records.everything() if type(each).__name__ != "Cycle"]
    later = [*a_delivery(release="own", number=2)[2:]]
    second = a_desk([*records, *later], cells_of(a_world()), number=2, chosen=CHOSEN)

    (decided,) = [each for each in analyse(second) if isinstance(each, DisclosureDecision)]

    assert decided.lost_count > 0
