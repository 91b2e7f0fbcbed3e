"""Asking the person at the desk, where there is one: what is missing, and which of several was meant."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from plugins.desk.refusal import Refusal

_YES = ("ya", "y", "iya", "yes", "1")


def is_possible() -> bool:
    """Whether somebody sits at a terminal and can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, default: str = "") -> str:
    """The answer, stripped; the default where only Enter was pressed. Raises Refusal at the end."""
    hint = f" [{default}]" if default else ""
    try:
        answer = input(f"{question}{hint}: ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        raise Refusal("Dibatalkan; tidak ada yang ditulis.") from None
    return answer or default


def ask_until(question: str, default: str, complaint: Callable[[str], str]) -> str:
    """The first answer of which there is nothing to complain: a slip loses none of the answers before it."""
    while wrong := complaint(answer := ask(question, default)):
        print(wrong)
    return answer


def choose(question: str, options: Sequence[tuple[str, str]]) -> str:
    """One of the values of `options` (each with what is told of it), by its number; empty where none was chosen."""
    if len(options) == 1:
        value, meaning = options[0]
        return value if ask(f"{question}: {value} ({meaning})? ya/tidak", "ya").lower() in _YES else ""
    for number, (value, meaning) in enumerate(options, 1):
        print(f"  {number}. {value}  {meaning}".rstrip())
    while True:
        answer = ask(f"{question} (nomor 1 sampai {len(options)}, Enter bila bukan semuanya)")
        if not answer:
            return ""
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return options[int(answer) - 1][0]
        if answer in {value for value, _ in options}:
            return answer
        print(f"Tulis nomornya saja, 1 sampai {len(options)}.")
