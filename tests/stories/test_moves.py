from pathlib import Path

import pytest

from plugins.stories.moves import PATH, load_moves, read_moves

HEADER = "from,to,date,basis\n"


def test_each_row_lets_one_story_move() -> None:
    moves, problems = read_moves(HEADER + "lapas-a/2024/x, lapas-b/2024/x ,2024-06-01,Nota dinas\n")
    assert moves == {("lapas-a/2024/x", "lapas-b/2024/x")}
    assert problems == []


def test_a_bad_row_is_named_by_line_and_column_and_hides_no_other() -> None:
    moves, problems = read_moves(HEADER + "lapas-a/x,lapas-b/2024/x,,\nlapas-a/2024/y,lapas-b/2024/y,,\n")
    assert moves == {("lapas-a/2024/y", "lapas-b/2024/y")}
    assert [(p.path, p.line, p.field, p.value) for p in problems] == [(PATH, 2, "from", "lapas-a/x")]


def test_a_short_row_is_a_problem_not_a_crash() -> None:
    moves, problems = read_moves(HEADER + "lapas-a/2024/x\n")
    assert moves == frozenset()
    assert [(p.line, p.field) for p in problems] == [(2, "to")]


@pytest.mark.parametrize("text", ["", "dari,ke\n", "from\n"])
def test_missing_columns_are_reported(text: str) -> None:
    moves, problems = read_moves(text)
    assert moves == frozenset()
    assert {p.code for p in problems} == {"moves-no-column"}
    assert "to" in {p.field for p in problems}


def test_no_register_is_no_problem(tmp_path: Path) -> None:
    assert load_moves(tmp_path) == (frozenset(), [])


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / PATH).write_text("\ufeff" + HEADER + "a/2024/x,b/2024/x,,\n", encoding="utf-8")
    assert load_moves(tmp_path) == (frozenset({("a/2024/x", "b/2024/x")}), [])


def test_bytes_that_are_no_text_are_reported(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / PATH).write_bytes(b"from,to\n\xff\xfe\n")
    moves, problems = load_moves(tmp_path)
    assert (moves, [p.code for p in problems]) == (frozenset(), ["moves-unreadable"])
