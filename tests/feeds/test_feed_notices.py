from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import item, notice
from plugins.feeds.view import ItemView
from plugins.stories.story import Correction, Story
from tests import factory

STYLE = item.Style(factory.SITE, "id", {}, lambda target: None, {})
ID = "tag:samudra.example,2024:kanim-teluk-biru/2024/antrean"
RALAT = factory.correction()


def corrected(*corrections: Correction, **fields: object) -> Story:
    return factory.story(corrections=corrections, updated=corrections[-1].instant, **fields)


def told(story: Story, full: bool = True) -> list[ItemView]:
    """All notices of a story, newest first."""
    placed = factory.placed(story)
    return [one for at in reversed(placed.notices) for one in notice.make(at, placed, STYLE, full=full)]


def test_a_correction_is_told_at_its_moment_with_the_corrected_story() -> None:
    (one,) = told(corrected(RALAT))
    assert one["id"] == f"{ID}/ralat/20240602T100000"
    assert one["about"] == ID
    assert one["title"] == "Ralat: Antrean paspor kini lebih singkat"
    assert one["date"] == one["updated"] == "2024-06-02T10:00:00+09:00"
    assert one["description"] == "Jam buka diperbaiki."
    assert "Jam buka diperbaiki." in one["content"]
    assert one["content"].endswith("<p>Loket tambahan dibuka setiap pagi.</p>")
    assert one["link"].endswith("/kanim-teluk-biru/2024/antrean/")


def test_each_kind_has_its_name() -> None:
    kinds = ("ralat", "koreksi", "hak-jawab", "pemutakhiran")
    story = corrected(*(factory.correction(f"2024-06-0{day}", kind) for day, kind in enumerate(kinds, 2)))
    assert [one["title"].partition(":")[0] for one in reversed(told(story))] == [
        "Ralat", "Koreksi", "Hak jawab", "Pemutakhiran",
    ]  # fmt: skip


def test_each_notice_begins_with_its_own_note_and_keeps_the_others() -> None:
    second = factory.correction("2024-06-05 08:00", note="Alamat diperbaiki.")
    newer, older = told(corrected(RALAT, second))
    assert newer["content"].index("Alamat") < newer["content"].index("Jam buka diperbaiki")
    assert older["content"].index("Jam buka diperbaiki") < older["content"].index("Alamat")


def test_two_of_the_same_moment_are_told_apart() -> None:
    notes = [factory.correction(note=note) for note in ("Satu.", "Dua.", "Satu.")]
    stamp = f"{ID}/ralat/20240602T100000"
    assert [(one["id"], one["description"]) for one in told(corrected(*notes))] == [
        (f"{stamp}-3", "Satu."), (f"{stamp}-2", "Dua."), (stamp, "Satu."),
    ]  # fmt: skip


@given(st.permutations(["Satu.", "Dua.", "Tiga."]))
def test_a_further_one_of_the_same_day_takes_the_id_of_no_other_wherever_it_is_written(notes: list[str]) -> None:
    corrections = [replace(factory.correction("2024-06-02", note=note), has_time=False) for note in notes]
    two = {one["description"]: one["id"] for one in told(corrected(*corrections[:2]))}
    three = {one["description"]: one["id"] for one in told(corrected(*corrections))}
    assert len(set(three.values())) == 3
    assert two.items() <= three.items()
    assert all(id_.startswith(f"{ID}/ralat/20240602-") for id_ in three.values())


def test_kinds_of_one_moment_never_exchange_their_ids() -> None:
    answer = factory.correction(kind="hak-jawab", note="Jawaban.")
    alone = {one["description"]: one["id"] for one in told(corrected(RALAT))}
    both = {one["description"]: one["id"] for one in told(corrected(answer, RALAT))}
    assert alone.items() <= both.items() and len(set(both.values())) == 2


def test_a_withdrawal_is_told_under_an_id_without_its_date() -> None:
    (one,) = told(factory.withdrawn(factory.story()))
    (mended,) = told(factory.withdrawn(factory.story(), date="2024-06-04"))
    assert one["id"] == mended["id"] == f"{ID}/pencabutan"
    assert one["title"] == "Dicabut: Antrean paspor kini lebih singkat"
    assert one["description"] == "Berita ini dicabut pada Senin, 3 Juni 2024. Alasan: Data keliru."
    assert one["date"] == one["updated"] == "2024-06-03T00:00:00+09:00"
    assert (one["withdrawn"], one["content"], one["about"]) == ("", "", ID)


def test_a_correction_of_a_story_withdrawn_since_stays_without_what_it_said() -> None:
    story = replace(factory.withdrawn(factory.story()), corrections=(RALAT,))
    withdrawal, one = told(story)
    assert withdrawal["id"].endswith("/pencabutan")
    assert one["id"] == told(corrected(RALAT))[0]["id"]
    assert one["title"] == "Ralat: Antrean paspor kini lebih singkat"
    assert one["description"].startswith("Berita ini dicabut pada")
    assert one["withdrawn"] == one["updated"] == withdrawal["date"]
    assert "Jam buka" not in str(one)


def test_a_withdrawal_for_privacy_names_nobody() -> None:
    private = replace(factory.withdrawn(factory.story(), "privasi", "Permintaan warga."), title="Nama Warga")
    (one,) = told(private)
    assert one["title"] == "Berita dicabut"
    assert "Nama Warga" not in str(one)
    assert "antrean" not in one["link"]


def test_a_samples_notice_says_so() -> None:
    assert told(corrected(RALAT, sample=True))[0]["title"].startswith("[Contoh] Ralat: ")


def test_a_note_without_words_still_says_what_it_is_about() -> None:
    assert told(corrected(factory.correction(note="\x00")))[0]["description"] == "Loket tambahan dibuka setiap pagi."


def test_beyond_the_fiftieth_only_the_note_is_given() -> None:
    (one,) = told(corrected(RALAT), full=False)
    assert (one["content"], one["description"]) == ("", "Jam buka diperbaiki.")


days = st.integers(1, 28).map(lambda day: f"2024-06-{day:02}")


@given(st.lists(days, min_size=1, max_size=6).map(sorted), st.booleans(), st.booleans())
def test_no_id_stands_twice_and_every_correction_has_one(moments: list[str], has_time: bool, withdrawn: bool) -> None:
    corrections = tuple(replace(factory.correction(day, note="Sama."), has_time=has_time) for day in moments)
    story = corrected(*corrections)
    if withdrawn:
        story = replace(factory.withdrawn(story, date="2024-07-01"), corrections=corrections)
    ids = [one["id"] for one in told(story)]
    assert len(ids) == len(set(ids)) == len(moments) + withdrawn
