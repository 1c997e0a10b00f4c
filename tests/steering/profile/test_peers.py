from dataclasses import replace
from datetime import date

from steering.profile import load, peers
from tests.steering.profile.a_profile import REGIONS, heidekreis

LEAVERS = REGIONS / "heidekreis" / "deliveries" / "21111-02-06-4_2023.csv"


def codes_in_the_official_file() -> list[str]:
    rows = LEAVERS.read_bytes().decode("cp1252").splitlines()
    cells = [row.split(";") for row in rows]
    return [
        cell.strip() for row in cells for cell in row[:2] if cell.strip().isdigit() and len(cell.strip()) < 9
    ]


def test_all_counties_of_the_land_are_peers_but_not_the_dissolved_ones() -> None:
    region = load(heidekreis()).region

    found = peers(region, codes_in_the_official_file(), on=date(2023, 12, 31))

    assert len(found) == 44
    assert "03358" not in found
    assert {"03152", "03156"}.isdisjoint(found)
    assert "03159" in found


def test_before_the_reform_the_old_counties_are_peers_and_the_new_one_is_not() -> None:
    region = load(heidekreis()).region

    found = peers(region, ["03152", "03156", "03159", "03358"], on=date(2016, 10, 31))

    assert found == ("03152", "03156")


def test_a_chosen_list_of_peers_is_taken_as_it_is() -> None:
    region = replace(load(heidekreis()).region, compare_with=("03351", "05111"))

    found = peers(region, ["03351", "03352", "05111"], on=date(2023, 12, 31))

    assert found == ("03351", "05111")
