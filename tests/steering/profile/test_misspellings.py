import re

from hypothesis import given
from hypothesis import strategies as st

from steering.profile import examine, to_records
from tests.steering.profile.a_profile import heidekreis, what_we_know
from tests.steering.profile.test_record import TODAY

FILES = heidekreis()
KEY_LINES = [
    (file, number)
    for file, content in FILES.items()
    for number, row in enumerate(content.decode().splitlines())
    if re.match(r"(\[*[a-z_.]+\]*$)|([a-z_]+ = )", row)
]
places = st.sampled_from(KEY_LINES)
OTHER_VALUES = (
    *('""', "0", "-1", "99999999999999999999", "1e400", "nan", "true", "[]", "{}", "[[]]"),
    *("1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", '"\\u0000"', '["a", 1, {}]', "{ key = 1 }"),
    *('"heidekreis"', "'{value}'"),
)


def with_row(file: str, number: int, row: str | None) -> dict[str, bytes]:
    rows = FILES[file].decode().splitlines()
    rows[number : number + 1] = [] if row is None else [row]
    return {**FILES, file: "\n".join(rows).encode()}


def holds(files: dict[str, bytes]) -> None:
    """Either a profile whose records can be made, or faults with a line that the file has."""
    examination = examine(files, what_we_know())

    if examination.profile is not None:
        assert to_records(examination.profile, on=TODAY)
        return
    assert examination.faults
    for fault in examination.faults:
        assert 1 <= fault.line <= files[fault.file].count(b"\n") + 1


@given(place=places)
def test_leaving_out_any_key_never_breaks_the_check(place: tuple[str, int]) -> None:
    holds(with_row(*place, None))


@given(place=places, at=st.integers(0, 30), sign=st.sampled_from("aez_x0-.\"'[]=# \u00e4"))
def test_a_slip_of_the_finger_anywhere_in_a_key_line_never_breaks_the_check(
    place: tuple[str, int], at: int, sign: str
) -> None:
    file, number = place
    row = FILES[file].decode().splitlines()[number]
    at = min(at, len(row))

    holds(with_row(file, number, f"{row[:at]}{sign}{row[at + 1 :]}"))


@given(place=places, value=st.sampled_from(OTHER_VALUES))
def test_any_value_of_another_kind_never_breaks_the_check(place: tuple[str, int], value: str) -> None:
    file, number = place
    row = FILES[file].decode().splitlines()[number]

    holds(with_row(file, number, f"{row.partition('=')[0]}= {value}"))


@given(content=st.binary(max_size=200), file=st.sampled_from(sorted(FILES)))
def test_rubbish_in_a_file_is_a_fault_and_nothing_worse(content: bytes, file: str) -> None:
    holds({**FILES, file: content})
