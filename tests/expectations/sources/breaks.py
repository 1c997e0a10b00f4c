"""One breakage for each rule of figures, on a desk that is otherwise good."""

from datetime import timedelta

import numpy as np
import pandas as pd

import models as m
from tests.expectations.sources.a_good_desk import AGES, NOW, OWN, YEARS, Break, Desk

POP, TOTALS, LEAVERS, PUPILS = "12411-02-03-4", "12411-01-01-4", "21111-02-06-4", "21111-01-03-4"
UNEMPLOYED, CARE, RATES = "13211-02-05-4", "22543-01-01-4", "AI003-1"
LAST = str(YEARS[-1])
MINE = {"region_code": OWN, "breakdown": ""}
SECRET = {"value": None, "status": m.ValueStatus.UNKNOWN_OR_CONFIDENTIAL.value, "symbol": "."}
FAR_COUNTY = "09162"


def cell(values: dict[str, object], **where: object) -> Break:
    return lambda desk: desk.change(values, **where)


def plus(count: float, **where: object) -> Break:
    def broken(desk: Desk) -> None:
        desk.cells.loc[desk.where(**where), "value"] += count

    return broken


def times(factor: float, **where: object) -> Break:
    return lambda desk: desk.scale(factor, **where)


def without(**where: object) -> Break:
    def broken(desk: Desk) -> None:
        desk.cells = desk.cells[~desk.where(**where)].reset_index(drop=True)

    return broken


def renamed(code: str, **where: object) -> Break:
    return cell({"region_code": code}, **where)


def copied(values: dict[str, object], **where: object) -> Break:
    """Cells that fit stand there once more, with other values."""

    def broken(desk: Desk) -> None:
        more = desk.cells[desk.where(**where)].assign(**values)
        desk.cells = pd.concat([desk.cells, more], ignore_index=True)

    return broken


def released(name: str, **values: object) -> Break:
    def broken(desk: Desk) -> None:
        for key, value in values.items():
            setattr(desk.release(name), key, value)

    return broken


def redelivered(name: str, then: Break | None = None, **values: object) -> Break:
    """The same table is delivered once more, a day later; `then` changes the new cells (release 'again')."""

    def broken(desk: Desk) -> None:
        old = desk.release(name)
        new = {"id": "again", "file_name": "again.csv", "sha256": "a" * 64, "supersedes_id": old.id}
        told = {**old.model_dump(), **new, "retrieved_at": NOW + timedelta(days=1), **values}
        desk.records.append(m.Release(**told))
        more = desk.cells[desk.where(release_id=name)].assign(release_id="again")
        desk.cells = pd.concat([desk.cells, more], ignore_index=True)
        if then:
            then(desk)

    return broken


def both(*breaks: Break) -> Break:
    def broken(desk: Desk) -> None:
        for each in breaks:
            each(desk)

    return broken


def _secret_and_too_large(region: str, **where: object) -> Break:
    place = {"region_code": region, "breakdown": "", "period": LAST, **where}
    return both(cell(SECRET, variable="lv_fhr", **place), times(3, variable="lv_mid", **place))


def _same_as_the_year_before(desk: Desk) -> None:
    chosen = {"release_id": LEAVERS, "region_code": OWN}
    before = desk.cells.loc[desk.where(period=str(YEARS[-2]), **chosen), "value"].to_numpy()
    desk.cells.loc[desk.where(period=LAST, **chosen), "value"] = before + 0
    more = desk.cells[desk.where(variable=("lv_no", "lv_hsa", "lv_mid"), region_code=OWN)]
    alike = more.assign(breakdown="sex=female", value=np.floor(more["value"] / 2))
    alike.loc[alike["period"] == LAST, "value"] = alike.loc[
        alike["period"] == str(YEARS[-2]), "value"
    ].to_numpy()
    desk.cells = pd.concat([desk.cells, alike], ignore_index=True)


def _multiples(desk: Desk) -> None:
    chosen = desk.where(release_id=POP, region_code="07")
    desk.cells.loc[chosen, "value"] = (desk.cells.loc[chosen, "value"] / 3).round() * 3


def _named(desk: Desk) -> None:
    desk.cells["region_name"] = desk.cells["region_code"].map(lambda code: f"Region {code}")
    first = desk.cells.index[desk.where(release_id=POP, region_code=OWN)][0]
    desk.cells.loc[first, "region_name"] = "Soltau-Fallingbostel"


def _not_recorded_in_the_land(desk: Desk) -> None:
    counties = tuple(code for code in desk.cells["region_code"].unique() if code[:2] == "03")
    desk.change(SECRET, variable="lv_fhr", region_code=counties)
    # Counties of another Land show that the figure exists.
    far = desk.cells[desk.where(variable="lv_fhr", region_code="09")]
    more = [far.assign(region_code=f"0916{number}") for number in range(2, 8)]
    desk.cells = pd.concat([desk.cells, *more], ignore_index=True)


def _baden_wuerttemberg(desk: Desk) -> None:
    desk.region_code = "08111"
    desk.cells.loc[desk.where(release_id=LEAVERS, region_code="08"), "region_code"] = "08111"
    desk.cells["period"] = desk.cells["period"].replace({str(YEARS[0]): "2010"})


def _far_apart(desk: Desk) -> None:
    desk.required = (("F02", "unemp", ""), ("F02", "pop_total", ""))
    desk.change({"period": "2018"}, release_id=UNEMPLOYED)


BREAKS: dict[str, Break] = {
    "texts_are_whole": cell({"variable": "StÃ¤dte"}, variable="unemp", **MINE),
    "delivery_texts_are_whole": released(POP, title="Kreisfreie StÃ¤dte"),
    "footers_stay_outside": cell({"variable": "__________"}, variable="unemp", **MINE),
    "table_is_the_asked_one": released(POP, table_code="12411-02-02-4"),
    "rows_are_whole": without(variable="unemp", **MINE),
    "release_is_dated": released(POP, stand=""),
    "stand_does_not_go_back": redelivered(POP, stand="12.03.2022 / 16:39:14"),
    "variables_are_named": cell({"variable": " "}, variable="unemp", **MINE),
    "totals_are_no_categories": cell({"breakdown": "sex=INSGESAMT"}, variable="unemp", **MINE),
    "rates_keep_their_decimals": cell({"value": 65.0}, variable="alq", **MINE),
    "figures_keep_their_scale": times(0.001, variable="pop_total", period=f"{LAST}-12-31"),
    "symbols_tell_their_value": cell({"symbol": "(1 234)"}, variable="unemp", **MINE),
    "keys_hold_no_blanks": cell({"variable": "  unemp"}, variable="unemp", **MINE),
    "names_belong_to_one_key": _named,
    "file_counts_once": released(POP, sha256=f"{1:064}"),
    "periods_are_understood": cell({"period": "1492"}, variable="unemp", **MINE),
    "file_holds_figures": without(release_id=CARE),
    "secrets_are_no_zeros": cell({"symbol": "."}, variable="unemp", **MINE),
    "dissolved_regions_are_named": both(
        renamed("03152", release_id=PUPILS, region_code="03401"),
        cell({"value": 0.0, "symbol": "-", "status": "true_zero"}, release_id=PUPILS, region_code="03152"),
    ),
    "unrecorded_is_known": _not_recorded_in_the_land,
    "closed_cells_stay_closed": cell(
        {"value": 5.0, "status": "reported", "symbol": ""}, variable="schools", **MINE
    ),
    "possible_secrets_are_marked": both(
        cell({"value": None, "status": "confidential", "symbol": "g"}, variable="unemp", **MINE),
        cell({"value": 0.0, "status": "true_zero"}, variable="unemp_15_20", **MINE),
    ),
    "unsure_values_are_marked": cell({"symbol": "(540)", "value": 540.0}, variable="unemp", **MINE),
    "preliminary_is_told": cell({"symbol": "540p", "value": 540.0}, variable="unemp", **MINE),
    "gaps_do_not_grow": redelivered(
        UNEMPLOYED, cell(SECRET, release_id="again", variable=("unemp_15_20", "unemp_15_25"))
    ),
    "years_follow": without(release_id=TOTALS, period="2015-12-31"),
    "categories_are_there": without(breakdown=f"age={AGES[3]}"),
    "reference_times_fit": cell({"reference_time": "school_year_begin"}, release_id=LEAVERS),
    "inputs_are_near_in_time": _far_apart,
    "days_are_the_statistics": cell({"period": "2022-03-15"}, release_id=CARE),
    "parts_sum_to_total": plus(1, variable="lv_no", period=LAST, **MINE),
    "parts_sum_to_total_elsewhere": plus(1, variable="lv_no", period=LAST, region_code="09"),
    "known_parts_fit": _secret_and_too_large(OWN),
    "known_parts_fit_elsewhere": _secret_and_too_large("09"),
    "part_within_whole": times(20, variable="unemp_15_20", **MINE),
    "part_within_whole_elsewhere": times(20, variable="unemp_15_20", region_code="09"),
    "shares_make_hundred": plus(0.4, variable="AI0203", period=LAST, **MINE),
    "counties_sum_to_land": plus(
        1, release_id=LEAVERS, variable="lv_fhr_school", period=LAST, region_code="03"
    ),
    "counties_sum_to_land_elsewhere": lambda desk: (
        setattr(desk, "region_code", "09162"),
        plus(1, variable="lv_fhr_school", period=LAST, region_code="03")(desk),
    ),
    "laender_sum_to_germany": plus(90, variable="lv_fhr_school", period=LAST, region_code="DG"),
    "municipalities_sum_to_county": plus(1, variable="kita_u3", region_code="03358001"),
    "shares_within_hundred": cell({"value": 141.0}, variable="alq", **MINE),
    "rates_within_limit": cell({"value": 121.0}, variable="kita_rate_u3", **MINE),
    "official_rates_fit": plus(0.3, variable="AI0305", period=LAST, **MINE),
    "tables_agree": plus(1, variable="pop", **MINE),
    "tables_agree_elsewhere": plus(1, variable="pop", breakdown="", region_code="09"),
    "nothing_together": cell(
        {"value": 0.0}, variable="schools", region_code=OWN, breakdown="school_type=type_2"
    ),
    "ratios_are_plausible": times(9, variable="pup", region_code=OWN, breakdown="school_type=primary"),
    "counts_within_limits": times(12, variable="kita_u3", **MINE),
    "regions_existed": renamed("03152", release_id=UNEMPLOYED, region_code="03401"),
    "regions_existed_elsewhere": renamed("14161", release_id=UNEMPLOYED, region_code="09"),
    "merged_counties_stay_apart": both(
        renamed("03152", release_id=UNEMPLOYED, region_code="03401"),
        renamed("03159", release_id=UNEMPLOYED, region_code="03402"),
    ),
    "merged_counties_stay_apart_elsewhere": both(
        renamed("14161", release_id=UNEMPLOYED, region_code="09"),
        renamed("14511", release_id=UNEMPLOYED, region_code="10"),
    ),
    "merged_municipalities_stay_apart": both(
        renamed("03358004", release_id=UNEMPLOYED, region_code="03358001"),
        renamed("03358024", release_id=UNEMPLOYED, region_code="03358002"),
    ),
    "territory_break_is_marked": _baden_wuerttemberg,
    "territory_break_elsewhere_is_marked": cell({"period": "2010"}, release_id=LEAVERS, period=str(YEARS[0])),
    "census_break_is_marked": cell({"period": "2022-12-31"}, release_id=TOTALS, period=f"{LAST}-12-31"),
    "census_changes_little": both(
        cell({"period": "2022-12-31"}, release_id=TOTALS, period=f"{YEARS[0]}-12-31"),
        times(1.05, release_id=TOTALS, period="2022-12-31"),
    ),
    "districts_are_no_counties": cell({"variable": "trainees_new"}, variable="unemp", **MINE),
    "changes_are_usual": times(1.2, variable="lv_mid", period="2018", **MINE),
    "large_figures_are_steady": times(1.5, variable="lv_mid", period="2018", **MINE),
    "shares_change_by_chance": times(2, variable="lv_no", period="2018", **MINE),
    # Lower Saxony's 2020 had no full year of Abitur.
    "known_events_are_told": times(0.4, variable="lv_ahr", period="2020", **MINE),
    "categories_stay": without(variable="lv_hsa", period=LAST),
    "revisions_are_small": redelivered(UNEMPLOYED, plus(30, release_id="again", variable="unemp", **MINE)),
    "years_are_not_copied": _same_as_the_year_before,
    "rounding_is_declared": _multiples,
}
