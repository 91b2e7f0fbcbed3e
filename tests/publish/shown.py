"""Fabricated stories as a site shows them, a site of them in memory, and series of such sites for property tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from plugins.publish.movements import Change, Out, Shown

UNIT = "kanim-teluk-biru"
AT = 1_732_181_400  # 2024-11-21T09:30:00Z


def story(name: str = "antrean", *, unit: str = UNIT, id: str = "", **fields: object) -> Shown:
    """A live story; its id is that of its reference, or of another reference."""
    reference = f"{unit}/2024/{name}"
    made = Shown(reference, tag(id or reference), unit, AT - 3600, "d0", "live")
    return replace(made, **fields)


def stories(number: int, *, unit: str = UNIT) -> list[Shown]:
    return [story(f"berita-{n:04}", unit=unit) for n in range(number)]


def tag(reference: str) -> str:
    return f"tag:samudra.example,2024:{reference}"


@dataclass(frozen=True)
class Site:
    """What is out, by reference: what a publish log would answer."""

    shown: dict[str, Shown]

    @classmethod
    def of(cls, shown: Iterable[Shown]) -> Site:
        return cls({one.reference: one for one in shown})

    @property
    def total(self) -> int:
        return len(self.shown)

    def of_unit(self, unit: str) -> int:
        return sum(one.unit == unit for one in self.shown.values())

    def at(self, reference: str) -> Out | None:
        return Out(self.shown[reference], AT) if reference in self.shown else None


def changes(before: Site, now: Site) -> list[Change]:
    """Every reference of both."""
    return [Change(reference, now.shown.get(reference)) for reference in sorted({*before.shown, *now.shown})]


_NAMES = [f"{unit}/2024/{name}" for unit in ("kanim-a", "lapas-b") for name in ("x", "y", "z")]
_ROWS = st.builds(
    lambda instant, digest, state, corrections: (AT + instant, digest, state, corrections),
    st.sampled_from([-1, 0]),
    st.sampled_from(["d0", "d1"]),
    st.sampled_from(["live", "expired", "withdrawn"]),
    st.sampled_from([0, 1]),
)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """Up to six stories at six references, with ids of their own that may be those of other references."""
    references = draw(st.lists(st.sampled_from(_NAMES), unique=True))
    ids = draw(st.permutations(_NAMES)) if draw(st.booleans()) else references
    rows = [draw(_ROWS) for _ in references]
    return Site.of(
        Shown(reference, tag(id), reference.split("/")[0], *row)
        for reference, id, row in zip(references, ids, rows, strict=False)
    )
