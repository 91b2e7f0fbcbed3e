from __future__ import annotations

from plugins.leaks.finder import Finder
from plugins.leaks.hidden import Hidden
from plugins.leaks.marks import Marks, Pictures, Plain, marks
from plugins.leaks.words import words_of

PLAIN = Plain(frozenset(b"kantor imigrasi teluk".split()), frozenset(b"arsip berita".split()))
NO_PICTURES = Pictures(frozenset(), {})


def made(*texts: str, **others: tuple[str, ...]) -> Marks:
    hidden = Hidden("kanim-teluk/2025/rahasia", "draft", texts=tuple(map(words_of, texts)), **others)
    return marks([hidden], frozenset(), PLAIN, NO_PICTURES)


def found(made: Marks, text: str) -> list[tuple[str, str]]:
    return [(hit.sort, hit.said.decode().strip()) for hit in Finder(made).in_text(text)]


def test_six_words_in_a_row_give_a_story_away_and_five_do_not() -> None:
    secret = made("Menteri melantik sebelas pejabat baru pada upacara tertutup malam ini")
    assert found(secret, "Kabarnya menteri melantik sebelas pejabat baru pada sore hari.") == [
        ("text", "menteri melantik sebelas pejabat baru pada")
    ]
    assert found(secret, "Kabarnya menteri melantik sebelas pejabat baru kemarin.") == []


def test_runs_that_overlap_are_told_as_one() -> None:
    text = "Menteri melantik sebelas pejabat baru pada upacara tertutup malam ini"
    assert found(made(text), f"<p>{text}</p>") == [("text", text.lower())]


def test_the_opening_of_a_title_gives_it_away_where_three_of_its_words_tell() -> None:
    openings = tuple(words_of(text) for text in ("operasi cendrawasih membongkar gudang", "teluk berjalan lancar di"))
    hidden = Hidden("kanim-teluk/2025/rahasia", "draft", openings=openings)
    assert list(marks([hidden], frozenset(), PLAIN, NO_PICTURES).phrases) == [openings[0]]


def test_names_of_offices_days_and_numbers_say_nothing_by_themselves() -> None:
    assert not made("Kantor Imigrasi Teluk, Senin 1 Juni 2026").phrases
    assert made("Kantor Imigrasi Teluk memecat pegawainya diam-diam").phrases


def test_an_address_is_found_whole_only() -> None:
    secret = made(addresses=("kanim-teluk/2025/loket",))
    for text in ("/berita/kanim-teluk/2025/loket/", "%2Fkanim-teluk%2F2025%2Floket", r'"kanim-teluk\/2025\/loket"'):
        assert found(secret, text) == [("address", "kanim-teluk/2025/loket")]
    for text in ("/berita/kanim-teluk/2025/loket-baru/", "/berita/eks-kanim-teluk/2025/loket/"):
        assert found(secret, text) == []


def test_an_address_at_which_something_public_stands_is_no_secret() -> None:
    hidden = Hidden("kanim-teluk/2025/baru", "draft", addresses=("kanim-teluk/2025/baru", "kanim-teluk/2025/lama"))
    assert list(marks([hidden], frozenset(["kanim-teluk/2025/lama"]), PLAIN, NO_PICTURES).exact) == [
        b"kanim-teluk/2025/baru"
    ]


def test_a_picture_that_a_public_story_shows_too_is_no_secret() -> None:
    hidden = Hidden("kanim-teluk/2025/rahasia", "draft", files=("a.jpg", "b.jpg"))
    both = Pictures(frozenset(["a" * 64]), {0: ("a" * 64, "b" * 64)})
    secret = marks([hidden], frozenset(), PLAIN, both)
    assert secret.pictures == {"b" * 64: (0,)}
    assert found(secret, f"ukuran/b-{'b' * 12}-640.webp") == [("picture", "b" * 12)]


def test_what_public_texts_say_too_is_forgotten() -> None:
    secret = made("Layanan paspor dibuka setiap hari kerja")
    finder = Finder(secret)
    said = words_of("Bahwa layanan paspor dibuka setiap hari kerja, semua tahu.")
    secret.without(finder.phrases_in(said), secret.words.keys() & set(said.split()))
    assert not secret.phrases and not secret.words
