"""What may be done to needs: nothing is lost, nothing is done twice, and every act has its reason."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import NeedAct, NeedState
from steering.errors import NotAllowedNow, NotThere, SteeringError
from steering.needs import acts
from steering.needs.acts import OwnNeed, Wording
from steering.needs.folder import LIVE, Folder
from steering.needs.items import need_item
from tests.steering.needs.a_folder import a_folder, after, entered

OWN = OwnNeed(
    title="Sprachförderung ausbauen",
    life_stage="early_childhood",
    focus_area_key="integration_language",
    evidence=("Schuleingangsuntersuchung 2026",),
)


def homes(folder: Folder) -> Counter[str]:
    """In how many needs that were not replaced each finding lies."""
    return Counter(
        finding.id
        for need in folder.needs
        if need.state is not NeedState.REPLACED
        for finding in folder.findings_of(need)
    )


def test_an_edited_need_keeps_both_wordings() -> None:
    folder = a_folder()

    changed = after(folder, acts.edit(folder, 2, Wording(title=" Ausbildung \n sichern "), entered()))

    need = changed.numbered(2)
    assert need.title == "Ausbildung sichern"
    told = [(each.number, each.act, each.title, each.reason) for each in changed.versions_of(need)]
    assert told == [
        (1, NeedAct.PROPOSED, "Bedarf 2", ""),
        (2, NeedAct.EDITED, "Ausbildung sichern", "So ist es klarer."),
    ]


def test_a_need_that_reads_so_already_is_not_edited() -> None:
    assert acts.edit(a_folder(), 2, Wording(title="Bedarf 2", text="  "), entered()) == []


def test_a_merged_need_bears_the_findings_of_all() -> None:
    folder = a_folder()

    changed = after(folder, acts.merge(folder, 2, [1, 3], Wording(title="Alles"), entered()))

    target = changed.numbered(2)
    assert [each.indicator_key for each in changed.findings_of(target)] == ["D15", "D18", "E09", "A12"]
    assert target.title == "Alles"
    assert {changed.numbered(number).state for number in (1, 3)} == {NeedState.REPLACED}
    assert changed.went_into(changed.numbered(3)) == [target]
    assert [need.number for need in changed.came_from(target)] == [1, 3]


def test_merging_twice_does_nothing_more() -> None:
    folder = a_folder()
    merged = after(folder, acts.merge(folder, 2, [1], Wording(), entered()))

    assert acts.merge(merged, 2, [1], Wording(), entered()) == []


def test_a_split_need_is_replaced_by_two() -> None:
    folder = a_folder()

    changed = after(folder, acts.split(folder, 1, ["D18"], Wording(title="Mittlere"), entered()))

    assert changed.numbered(1).state is NeedState.REPLACED
    told = {
        need.title: [each.indicator_key for each in changed.findings_of(need)]
        for need in changed.went_into(changed.numbered(1))
    }
    assert told == {"Bedarf 1": ["D15"], "Mittlere": ["D18"]}


def test_a_rejected_need_stays_with_its_reason_and_comes_back() -> None:
    folder = a_folder()
    rejected = after(folder, acts.reject(folder, 3, entered("Nicht beeinflussbar.")))

    assert rejected.numbered(3).state is NeedState.REJECTED
    assert need_item(rejected, rejected.numbered(3)).text == (
        "Der Handlungsbedarf „Bedarf 3“ wird nicht weiterverfolgt. Begründung: Nicht beeinflussbar. "
        "Er beruht auf einem Befund: Der Wert von A12 ist auffällig hoch."
    )
    assert acts.reject(rejected, 3, entered("Nicht beeinflussbar.")) == []
    restored = after(rejected, acts.restore(rejected, 3, entered("Doch.")))
    assert restored.numbered(3).state is NeedState.PROPOSED
    assert [each.act for each in restored.versions_of(restored.numbered(3))] == [
        NeedAct.PROPOSED,
        NeedAct.REJECTED,
        NeedAct.RESTORED,
    ]


def test_an_own_need_is_added_once_with_its_evidence() -> None:
    folder = a_folder()

    changed = after(folder, acts.add(folder, OWN, entered("Kein Indikator zeigt es.")))

    need = changed.numbered(4)
    assert need.is_own
    assert need_item(changed, need).text == (
        "Der Handlungsbedarf „Sprachförderung ausbauen“ wird anerkannt. "
        "Belege: Schuleingangsuntersuchung 2026."
    )
    assert acts.add(changed, OWN, entered()) == []


def test_what_was_merged_says_where_it_went() -> None:
    folder = a_folder()
    merged = after(folder, acts.merge(folder, 2, [1], Wording(), entered("Dieselben Jugendlichen")))
    split = after(folder, acts.split(folder, 1, ["D18"], Wording(title="Mittlere"), entered()))

    item = need_item(merged, merged.numbered(1))
    assert item.title == "Handlungsbedarf 1, geht auf in Handlungsbedarf 2: Bedarf 1"
    assert item.text == (
        "Der Handlungsbedarf „Bedarf 1“ geht in Handlungsbedarf 2 auf. Begründung: Dieselben Jugendlichen."
    )
    assert "geht in den Handlungsbedarfen 4 und 5 auf." in need_item(split, split.numbered(1)).text


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda f: acts.edit(f, 9, Wording(title="x"), entered()), "no_such_need"),
        (lambda f: acts.edit(f, 3, Wording(title="x"), entered()), "need_is_rejected"),
        (lambda f: acts.edit(f, 1, Wording(title="x"), entered()), "need_is_replaced"),
        (lambda f: acts.merge(f, 2, [2], Wording(), entered()), "need_merged_with_itself"),
        (lambda f: acts.merge(f, 2, [3], Wording(), entered()), "need_is_rejected"),
        (lambda f: acts.merge(f, 2, [9], Wording(), entered()), "no_such_need"),
        (lambda f: acts.split(f, 2, ["A12"], Wording(title="x"), entered()), "need_without_this_indicator"),
        (
            lambda f: acts.split(f, 2, ["D15", "D18", "E09"], Wording(title="x"), entered()),
            "need_split_leaves_nothing",
        ),
        (lambda f: acts.split(f, 2, ["D15"], Wording(title=" "), entered()), "need_without_title"),
        (lambda f: acts.restore(f, 2, entered()), "need_not_rejected"),
        (lambda f: acts.reject(f, 3, entered("Anders.")), "need_is_rejected"),
        (lambda f: acts.add(f, _own(title="Bedarf 2"), entered()), "need_title_taken"),
        (lambda f: acts.add(f, _own(title=""), entered()), "need_without_title"),
        (lambda f: acts.add(f, _own(evidence=(" ",)), entered()), "need_without_evidence"),
    ],
)
def test_what_cannot_be_done_says_why(act, code: str) -> None:  # type: ignore[no-untyped-def]
    folder = a_folder()
    folder = after(folder, acts.merge(folder, 2, [1], Wording(), entered()))
    folder = after(folder, acts.reject(folder, 3, entered("Nicht beeinflussbar.")))

    with pytest.raises((NotAllowedNow, NotThere)) as refusal:
        act(folder)

    assert refusal.value.code == code


def _own(**other: object) -> OwnNeed:
    known = {"title": "Neu", "life_stage": "framework", "focus_area_key": "framework", "evidence": ("B",)}
    return OwnNeed(**{**known, **other})  # type: ignore[arg-type]


ACT = st.one_of(
    st.tuples(st.just("edit"), st.integers(1, 9), st.sampled_from(["a", "b", "Bedarf 1"])),
    st.tuples(st.just("merge"), st.integers(1, 9), st.sets(st.integers(1, 9), max_size=3)),
    st.tuples(st.just("split"), st.integers(1, 9), st.sets(st.sampled_from(["A12", "D15", "D18", "E09"]))),
    st.tuples(st.just("reject"), st.integers(1, 9), st.just("Grund.")),
    st.tuples(st.just("restore"), st.integers(1, 9), st.just("")),
    st.tuples(st.just("add"), st.integers(1, 9), st.just("")),
)


def _done(folder: Folder, act: tuple) -> Folder:  # type: ignore[type-arg]
    name, number, said = act
    made = {
        "edit": lambda: acts.edit(folder, number, Wording(title=said), entered()),
        "merge": lambda: acts.merge(folder, number, said, Wording(), entered()),
        "split": lambda: acts.split(folder, number, said, Wording(title="Teil"), entered()),
        "reject": lambda: acts.reject(folder, number, entered(said)),
        "restore": lambda: acts.restore(folder, number, entered()),
        "add": lambda: acts.add(folder, _own(title=f"Eigener {number}"), entered()),
    }[name]()
    return after(folder, made)


@given(st.lists(ACT, max_size=12))
def test_whatever_is_done_every_finding_lies_in_one_need_and_every_version_has_its_reason(
    done: list[tuple],  # type: ignore[type-arg]
) -> None:
    folder = a_folder()
    for act in done:
        before = folder
        try:
            folder = _done(folder, act)
        except SteeringError:
            continue
        assert folder.versions[: len(before.versions)] == before.versions

    assert homes(folder) == Counter({finding.id: 1 for finding in folder.findings})
    for need in folder.needs:
        told = folder.versions_of(need)
        assert [each.number for each in told] == list(range(1, len(told) + 1))
        assert (told[-1].state, told[-1].title, told[-1].text) == (need.state, need.title, need.text)
        assert all(each.reason or each.act is NeedAct.PROPOSED for each in told)
        assert bool(folder.went_into(need)) is (need.state is NeedState.REPLACED)
        if need.state in LIVE:
            assert folder.findings_of(need) or folder.evidence_of(need)
        assert "{" not in need_item(folder, need).text
