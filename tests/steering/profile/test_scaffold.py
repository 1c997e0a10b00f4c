from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.errors import BadProfile
from steering.profile import FILES, NewRegion, examine, load, scaffold, suggested_key, to_records
from steering.profile.kinds import TO_FILL
from tests.steering.profile.a_profile import templates, what_we_know
from tests.steering.profile.test_record import kinds, stored

# No county has the key 03999: those of Niedersachsen begin with 031 to 034.
MUSTERKREIS = NewRegion(
    key="musterkreis", title="Landkreis Musterkreis", region_code="03999", plan_from_year=2024
)


def written(region: NewRegion = MUSTERKREIS) -> dict[str, bytes]:
    return {file: text.encode() for file, text in scaffold(templates(), region).items()}


def test_a_new_profile_passes_at_once_and_says_what_is_yet_to_be_filled_in() -> None:
    examination = examine(written(), what_we_know())

    assert examination.faults == ()
    assert {warning.code for warning in examination.warnings} == {"assumed", "to_fill"}


def test_a_new_profile_has_every_file_and_every_file_is_commented() -> None:
    files = written()

    # Rules of another Land are a file that only those write who need it.
    assert set(files) == set(FILES) - {"presets.toml"}
    assert all(content.startswith(b"# ") for content in files.values())


def test_filled_in_and_confirmed_it_passes_without_a_warning() -> None:
    files = written()
    for file, content in files.items():
        rows = content.decode().replace(TO_FILL, "Ausgefüllt").splitlines()
        files[file] = "\n".join(row for row in rows if not row.startswith("assumed = ")).encode()

    examination = examine(files, what_we_know())

    assert examination.faults == ()
    assert examination.warnings == ()


def test_another_county_needs_no_code() -> None:
    profile = load(written(), what_we_know())
    records = to_records(profile, on=date(2026, 11, 23))

    stored(records).close()

    assert profile.region.land_title == "Niedersachsen"
    assert kinds(records)[type(records[0])] == 1
    assert profile.process.timing("draft_plan").weeks == 24


@pytest.mark.parametrize(
    ("region", "code"),
    [
        (NewRegion(key="x", title="X", region_code="3999", plan_from_year=2024), "county_code_bad"),
        (NewRegion(key="Muster Kreis", title="X", region_code="03999", plan_from_year=2024), "key_bad"),
        (NewRegion(key="x", title=" ", region_code="03999", plan_from_year=2024), "empty"),
        (
            NewRegion(key="x", title="X", region_code="03999", plan_from_year=2024, language="fr"),
            "language_bad",
        ),
        (NewRegion(key="x", title="X", region_code="03999", plan_from_year=1800), "too_small"),
    ],
)
def test_wrong_answers_are_refused_before_anything_is_written(region: NewRegion, code: str) -> None:
    with pytest.raises(BadProfile) as refused:
        written(region)

    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    assert code in {fault.code for fault in faults}


@given(title=st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "noch ausz" not in text))
def test_any_name_of_a_county_survives_being_written(title: str) -> None:
    try:
        title.encode()
    except UnicodeEncodeError:
        return
    region = NewRegion(key="k", title=title, region_code="03999", plan_from_year=2024)

    assert load(written(region)).region.title == title


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Landkreis Lüchow-Dannenberg", "luechow_dannenberg"),
        ("Heidekreis", "heidekreis"),
        ("Kreis Steinburg", "steinburg"),
        ("Kreisfreie Stadt Weiden i.d.OPf.", "weiden_i_d_opf"),
        ("Märkischer Kreis", "maerkischer"),
    ],
)
def test_a_key_is_suggested_from_the_name(title: str, key: str) -> None:
    assert suggested_key(title) == key
