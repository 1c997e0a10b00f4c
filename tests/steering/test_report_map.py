"""A boundary file becomes a map of the counties, or is refused with what it lacks."""

import json
from typing import Any

import pytest

from steering.documents.education import education_report
from steering.documents.education_map import read_boundaries
from steering.documents.education_scope import Scope
from steering.errors import BadUsage
from templates.documents import write_document
from tests.steering.documented.report_world import COUNTIES, a_report_desk
from tests.templates.pages import faults


def a_square(code: str, x: float, y: float, *, side: float = 0.2) -> dict[str, Any]:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {
        "type": "Feature",
        "properties": {"AGS": code, "GEN": f"Kreis {code}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def a_file(codes: tuple[str, ...] = COUNTIES, **changes: Any) -> bytes:
    features = [
        {**a_square(code, 8 + 0.2 * (place % 8), 52 + 0.2 * (place // 8)), **changes}
        for place, code in enumerate(codes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_every_region_of_the_file_is_drawn_inside_the_drawing() -> None:
    found = read_boundaries(a_file())

    assert [each.code for each in found.outlines] == sorted(COUNTIES)
    for each in found.outlines:
        places = [part.strip("MZ").split(",") for part in each.path.replace("L", " ").split()]
        assert all(0 <= float(x) <= found.width and 0 <= float(y) <= found.height for x, y in places)


def test_north_is_up_and_a_degree_of_longitude_is_shorter() -> None:
    south, north = read_boundaries(
        json.dumps({"features": [a_square("03351", 8, 52), a_square("03352", 8, 53)]}).encode()
    ).outlines

    assert south.centre is not None
    assert north.centre is not None
    assert north.centre[1] < south.centre[1]
    wide, tall = (
        max(values) - min(values)
        for values in zip(
            *(
                (float(x), float(y))
                for x, y in (part.split(",") for part in south.path.strip("MZ").split("L"))
            ),
            strict=True,
        )
    )
    assert 0.58 < wide / tall < 0.65


def test_keys_that_are_filled_with_zeros_are_those_of_the_counties() -> None:
    assert read_boundaries(a_file(("033580000000",))).outlines[0].code == "03358"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no json", "boundaries_unreadable"),
        (b"{}", "boundaries_unreadable"),
        (b'{"features": []}', "boundaries_unreadable"),
        (a_file(properties={"name": "Heidekreis"}), "boundaries_without_key"),
        (a_file(geometry={"type": "Point", "coordinates": [8, 52]}), "boundaries_unreadable"),
        (a_file(geometry=None), "boundaries_unreadable"),
    ],
)
def test_a_bad_file_is_refused_with_what_it_lacks(content: bytes, code: str) -> None:
    with pytest.raises(BadUsage) as refused:
        read_boundaries(content)

    assert refused.value.code == code


def test_a_report_shows_maps_where_there_is_a_file_and_says_so_where_there_is_none() -> None:
    desk = a_report_desk(keys=("D15",), years=(2023,))

    with_map = write_document(
        "education_report", education_report(desk, "de", Scope(boundaries=read_boundaries(a_file())))
    )
    without = write_document("education_report", education_report(desk))

    assert faults(with_map) == faults(without) == []
    assert "auf der Karte der Kreise" in with_map
    assert "boundaries.geojson, SHA-256" in with_map
    assert "Eine Karte der Kreise fehlt" in without
    assert "Eine Karte der Kreise fehlt" not in with_map


def test_fewer_than_five_counties_make_no_map() -> None:
    desk = a_report_desk(keys=("D15",), years=(2023,))
    few = read_boundaries(a_file(COUNTIES[:4]))

    chapters = education_report(desk, "de", Scope(boundaries=few)).chapters

    assert all(each.on_map is None for chapter in chapters for each in chapter.indicators)
