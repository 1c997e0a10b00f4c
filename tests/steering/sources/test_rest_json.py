"""Answers of the REST interfaces, and JSON that is no statistics at all."""

import json

import pytest

from steering.errors import BadSource
from steering.sources.reading import read
from tests.steering.sources.flat_tables import REAL_FLAT, a_cube, new_file, new_row
from tests.steering.sources.tables import a_table, read_text

TABLE = a_table("2023;03358;Heidekreis;5;6")


def _answer(content: str | None, *, service: str = "data", method: str = "table", code: int = 0) -> str:
    return json.dumps(
        {
            "Ident": {"Service": service, "Method": method},
            "Status": {"Code": code, "Content": "erfolgreich", "Type": "Information"},
            "Object": None if content is None else {"Content": content, "Structure": {}},
            "Copyright": "© Statistisches Bundesamt (Destatis), 2026",
        }
    )


@pytest.mark.parametrize("inside", [TABLE, new_file(new_row("5")), a_cube("D;03358;GESM;2023;7;e")])
def test_a_table_inside_of_an_answer_is_read_like_the_table_itself(inside: str) -> None:
    reading = read_text(_answer(inside), encoding="utf-8")

    assert reading.layout == "rest_json"
    assert reading.cells.equals(read_text(inside).cells)
    assert reading.attribution.startswith("©")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("error_page", _answer(None, code=104)),
        ("error_page", _answer(None)),
        ("error_page", _answer("  ", code=98)),
        ("metadata_answer", _answer("Bevölkerung", service="metadata")),
        ("catalogue_answer", _answer(None, service="find", method="find")),
        ("catalogue_answer", _answer(None, service="catalogue", method="tables")),
        ("rest_not_understood", _answer("jahr,menge\n2023,5\n")),
        ("rest_not_understood", _answer(TABLE.replace("Heidekreis", "Heide\ud800"))),
        ("bad_encoding", _answer(TABLE.replace(";5;", ";5\0;"))),
        ("destroyed_letters", _answer(TABLE.replace("Heidekreis", "G\ufffdttingen"))),
        ("broken_json", _answer(TABLE)[:200]),
        ("foreign_json", '{"a": 1}'),
        ("foreign_json", "[1, 2]"),
        ("council_record", '{"type": "https://schema.oparl.org/1.1/Meeting", "id": "x"}'),
        ("council_record", '{"data": [{"type": "https://schema.oparl.org/1.1/Paper"}]}'),
    ],
)
def test_json_without_figures_is_refused_by_what_it_is(code: str, text: str) -> None:
    with pytest.raises(BadSource) as refused:
        read_text(text, encoding="utf-8")

    assert refused.value.code == code


def test_a_message_of_the_portal_is_shown_with_its_number() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(_answer(None, code=104), encoding="utf-8")

    assert refused.value.facts["said"] == "104: erfolgreich"


PAPERS = sorted(
    path
    for folder in ("genesis_error", "genesis_metadata", "oparl")
    for path in (REAL_FLAT / folder).rglob("*.json")
)


@pytest.mark.skipif(not PAPERS, reason="the real answers are not at hand (../shared/data/public)")
def test_real_answers_without_figures_are_refused_by_what_they_are() -> None:
    codes: dict[str, set[str]] = {}
    for path in PAPERS:
        with pytest.raises(BadSource) as refused:
            read(path.read_bytes(), file_name=path.name)
        codes.setdefault(path.relative_to(REAL_FLAT).parts[0], set()).add(str(refused.value.code))

    assert codes == {
        "genesis_error": {"error_page"},
        "genesis_metadata": {"metadata_answer"},
        "oparl": {"council_record"},
    }
