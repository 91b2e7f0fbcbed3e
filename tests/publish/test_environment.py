from pathlib import Path

from plugins.publish import environment as room
from plugins.publish.environment import Environment, environment

SETTINGS = {"SITENAME": "Ruang Berita", "MENU": (("Berita", "berita/"),)}


def digests(tmp_path: Path, settings: dict[str, object] | None = None) -> Environment:
    theme, register = tmp_path / "theme", tmp_path / "units.csv"
    theme.mkdir(exist_ok=True)
    if not register.exists():
        register.write_text("id,name\n")
        (theme / "base.html").write_text("<html>")
    return environment(SETTINGS if settings is None else settings, [register], theme)


def test_the_same_environment_has_the_same_digests(tmp_path: Path) -> None:
    assert digests(tmp_path) == digests(tmp_path)
    assert digests(tmp_path) == digests(tmp_path, dict(reversed(SETTINGS.items())))


def test_a_theme_changes_what_bytes_are_made_under_and_no_row(tmp_path: Path) -> None:
    before = digests(tmp_path)
    (tmp_path / "theme" / "base.html").write_text("<html lang=id>")
    after = digests(tmp_path)
    assert after.rendering != before.rendering
    assert (after.reading, after.registers) == (before.reading, before.registers)


def test_a_register_changes_rows_and_views_but_renders_no_unchanged_view(tmp_path: Path) -> None:
    before = digests(tmp_path)
    (tmp_path / "units.csv").write_text("id,name\nkanim-a,Kanim A\n")
    after = digests(tmp_path)
    assert (after.reading != before.reading, after.registers != before.registers) == (True, True)
    assert after.rendering == before.rendering


def test_a_setting_changes_everything(tmp_path: Path) -> None:
    before, after = digests(tmp_path), digests(tmp_path, {**SETTINGS, "SITENAME": "Lain"})
    assert before.reading != after.reading
    assert before.registers != after.registers
    assert before.rendering != after.rendering


def test_every_room_that_reads_stories_counts_as_reading() -> None:
    from tests.test_architecture import imports_of_rooms, rooms

    below, waiting = set(), ["stories"]
    while waiting:
        room_name = waiting.pop()
        if room_name not in below:
            below.add(room_name)
            waiting += imports_of_rooms()[room_name]
    assert below <= set(room._READING_ROOMS) <= rooms()
