"""How near two words are, for slips of the pen."""

from __future__ import annotations


def slip(written: str, meant: str) -> bool:
    """Whether one word is the other with a slip: a letter more, fewer, other, or two changed places; two in a long one.

    Both in small letters. Short words, and words that begin with another letter, are other words.
    """
    length = min(len(written), len(meant))
    if length < 5 or written == meant or written[0] != meant[0] or abs(len(written) - len(meant)) > 2:
        return False
    return distance(written, meant) <= (2 if length >= 9 else 1)


def distance(one: str, other: str) -> int:
    """Letters to add, drop, replace, or exchange with the next one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def one_slip(one: str, other: str) -> bool:
    """Whether `distance` is one, found in a single walk along both."""
    longer = abs(len(one) - len(other))
    if longer > 1 or one == other:
        return False
    first = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
    if first < 0:
        return longer == 1
    left, right = one[first:], other[first:]
    if longer:
        return left[1:] == right if len(left) > len(right) else left == right[1:]
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
