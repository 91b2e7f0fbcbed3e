import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.data.tables import to_csv, to_json

any_text = st.text(st.characters(exclude_categories=["Cs"]))
SHORT = st.text('ab ,;"=-+@\t\0\u2003＝', max_size=6)  # what cells have to be cleaned of


def cells(value: str | list[str] | bool) -> str:
    return to_csv(["x"], [(value,)]).decode().removeprefix("x\r\n").removesuffix("\r\n")


def test_a_csv_file_is_as_rfc_4180_says() -> None:
    rows = [('kata "itu", dan', ["satu", "dua"]), ("é", [])]
    assert to_csv(["a", "b"], rows) == 'a,b\r\n"kata ""itu"", dan",satu;dua\r\né,\r\n'.encode()


@pytest.mark.parametrize(
    "written", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "Judul; =1", "a;@b", "\n-1"]
)
def test_no_cell_begins_a_formula(written: str) -> None:
    assert "'" in cells(written)
    assert cells(written).replace("'", "") == " ".join(written.split())


@pytest.mark.parametrize("written", ["a=b", "e-paspor", "8-10 Juni", "tag:x,2024", "surel a@b.example", ";"])
def test_other_cells_are_left_alone(written: str) -> None:
    assert "'" not in cells(written)


def test_the_members_of_a_list_cannot_begin_a_formula_either() -> None:
    assert cells(["aman", "=1"]) == "aman;'=1"


@given(st.lists(st.tuples(any_text, st.lists(any_text)), max_size=5))
def test_every_row_stays_one_row_and_every_cell_safe(rows: list[tuple[str, list[str]]]) -> None:
    data = to_csv(["a", "b"], rows)
    for separator in (",", ";"):  # as spreadsheets read it here, and as those of Indonesian offices do
        for line in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=separator):
            assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for cell in line)
    assert len(list(csv.reader(io.StringIO(data.decode(), newline="")))) == len(rows) + 1


@given(st.lists(st.tuples(any_text, st.lists(any_text), st.booleans()), max_size=5))
def test_json_gives_back_what_was_put_in(rows: list[tuple[str, list[str], bool]]) -> None:
    columns = ("a", "b", "c")
    expected = [dict(zip(columns, row, strict=True)) for row in rows]
    assert json.loads(to_json("stories", columns, rows)) == {"stories": expected}


def test_json_is_one_row_a_line_in_utf_8() -> None:
    assert to_json("units", ["a"], [("é\n",), ("b",)]) == '{"units": [\n{"a":"é\\n"},\n{"a":"b"}\n]}\n'.encode()


@given(st.lists(st.tuples(any_text, SHORT, st.lists(SHORT)), max_size=5))
def test_a_cell_is_written_alike_whatever_stands_beside_it(rows: list[tuple[str, str, list[str]]]) -> None:
    alone = [line for row in rows for line in to_csv("abc", [row]).splitlines(keepends=True)[1:]]
    assert b"".join(to_csv("abc", rows).splitlines(keepends=True)[1:]) == b"".join(alone)


@given(st.lists(st.tuples(any_text, SHORT, st.lists(SHORT)), max_size=5))
def test_cells_are_quoted_as_the_standard_library_does(rows: list[tuple[str, str, list[str]]]) -> None:
    text = to_csv("abc", rows).decode()
    again = io.StringIO()
    csv.writer(again, lineterminator="\r\n").writerows(csv.reader(io.StringIO(text, newline="")))
    assert again.getvalue() == text
