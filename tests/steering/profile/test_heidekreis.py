from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from steering.profile import examine, load
from steering.profile.kinds import TO_FILL
from tests.steering.profile.a_profile import CHOSEN, REGIONS, heidekreis, what_we_know


def test_heidekreis_passes_its_own_check() -> None:
    examination = examine(heidekreis(), what_we_know())

    assert examination.faults == ()
    assert examination.profile is not None
    assert examination.profile.region.region_code == "03358"


def test_the_strategy_group_has_23_seats_and_names_the_thirteen_groups_of_the_source() -> None:
    profile = load(heidekreis())

    group = next(c for c in profile.committees.committee if c.key == "strategy_group")
    titles = [seat.title for seat in group.places]

    assert len(titles) == group.seats_count == 23
    assert titles.count("weiteres Mitglied") == 9
    assert titles[1:14] == [
        "Kreispolitik",
        "Städte und Gemeinden",
        "Regionales Landesamt für Schulische Bildung",
        "Kindertagesstätten",
        "Schulen",
        "Kreiselternrat",
        "Kreisschülerrat",
        "Volkshochschule Heidekreis gGmbH",
        "Agentur für Arbeit",
        "Industrie- und Handelskammer",
        "Gewerkschaften",
        "Kreishandwerkerschaft",
        "Stiftungen",
    ]
    assert [seat.title for seat in group.places if seat.is_chair] == ["Landrat"]


def test_plan_two_holds_eighteen_measures_ten_of_them_new_or_reoriented() -> None:
    plan = load(heidekreis()).plan

    kinds = Counter(measure.disposition.value for measure in plan.measure)

    assert len(plan.measure) == 18
    assert kinds["new"] + kinds["reoriented"] == 10
    assert kinds["continued"] == 8


def test_no_title_is_invented_that_no_source_gives() -> None:
    plan = load(heidekreis()).plan

    for measure in plan.measure:
        unnamed = "(Titel nicht in den Quellen)"
        assert (measure.title == unnamed) == (measure.title_source == "") == ("title" in measure.assumed)
    assert sum(measure.title_source != "" for measure in plan.measure) == 6


def test_the_number_of_council_seats_is_shown_as_assumed_with_its_source() -> None:
    warnings = examine(heidekreis()).warnings

    seats = {w.field: w for w in warnings if w.field.endswith("seats_count")}

    assert "committee county_council seats_count" in seats
    assert "committee executive_committee seats_count" in seats
    assert "51 Sitze" in str(seats["committee county_council seats_count"].facts["source"])
    assert load(heidekreis()).is_assumed("committees.toml", "committee county_council seats_count")
    assert not load(heidekreis()).is_assumed("committees.toml", "committee strategy_group seats_count")


def test_the_gap_between_plan_two_and_three_is_shown_not_forbidden() -> None:
    gaps = [warning for warning in examine(heidekreis()).warnings if warning.code == "plans_leave_a_gap"]

    assert [(gap.facts["ended"], gap.facts["begins"]) for gap in gaps] == [(2023, 2028)]


def test_the_ten_indicators_and_six_tables_are_chosen() -> None:
    profile = load(heidekreis())

    assert tuple(indicator.key for indicator in profile.indicators.indicator) == CHOSEN
    assert len(profile.sources.source) == 6


def test_each_delivered_file_belongs_to_exactly_one_table() -> None:
    profile = load(heidekreis())
    folder = REGIONS / "heidekreis"
    delivered = [file.relative_to(folder).as_posix() for file in (folder / "deliveries").glob("*.csv")]

    owners = {
        name: [s.table_code for s in profile.sources.source if fnmatch(name, s.delivery)]
        for name in delivered
    }

    assert delivered
    assert owners == {name: [Path(name).name.split("_")[0]] for name in delivered}


def test_heidekreis_leaves_nothing_to_fill_in_and_uses_no_real_mailbox() -> None:
    for file, content in heidekreis().items():
        text = content.decode()

        assert TO_FILL not in text, file
        assert all("example.org" in word for word in text.split() if "@" in word and "<" not in word), file
