"""`python -m plugins.editor CONTENT --admin admin --backend …`: make the admin tree, the editor of all offices.

Exit status: 0 done, 2 could not run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.desk.drafts import unit_folders
from plugins.editor import packing, policy
from plugins.editor.configuration import Store, after_saving, all_configurations
from plugins.newsroom import configuration, setup
from plugins.newsroom.telling import on_any_terminal
from plugins.publish.writing import is_ours
from plugins.rules import portable, table
from plugins.rules.known import known
from plugins.watch import states

_ROOT = Path(__file__).resolve().parents[2]
_BACKENDS = ("test", "local", "github", "gitlab", "gitea")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    on_any_terminal()
    chosen = _parser().parse_args(arguments)
    if not chosen.content.is_dir():
        print(f"Folder isi {chosen.content} tidak ada.", file=sys.stderr)
        return 2
    if chosen.backend in ("github", "gitlab", "gitea") and "/" not in chosen.repo:
        print("Sebutkan repositorinya: --repo pemilik/nama", file=sys.stderr)
        return 2
    if any(is_ours(folder) for folder in (chosen.admin.resolve(), *chosen.admin.resolve().parents)):
        print(
            f"{chosen.admin} terletak di dalam situs. Ruang penyuntingan punya tempat sendiri: --admin admin",
            file=sys.stderr,
        )
        return 2
    store = Store(
        chosen.backend,
        chosen.repo,
        chosen.server.rstrip("/"),
        chosen.branch,
        chosen.folder.strip("/"),
        chosen.sign_in,
        chosen.application,
    )
    files = [*_states(chosen.internal)]
    offices = 0
    if not chosen.only_states:
        try:
            settings = configuration.read(chosen.settings.absolute(), {"PATH": str(chosen.content.absolute())})
            modules = packing.fetch(chosen.tools)
            files += policy.applied([*packing.sveltia(modules), *packing.pages()], store)
            files.append(("store.json", _json({"after": after_saving(store)})))
            made = list(_made(chosen.content, settings, store))
        except (packing.Missing, ValueError) as error:  # another Sveltia, or a setting RULES that cannot be meant
            print(error, file=sys.stderr)
            return 2
        offices = sum(path.startswith("config/") for path, _ in made)
        files += made
    for path, content in files:
        _put(chosen.admin / path, content)
    if chosen.only_states:
        print(f"{chosen.admin}: keadaan berita {len(files)} kantor.")
        return 0
    print(f"{chosen.admin}: ruang penyuntingan {offices} kantor. Buka mulai.html?unit=… di alamatnya sendiri.")
    return 0


def _made(content: Path, settings: dict[str, Any], store: Store) -> Iterator[tuple[str, bytes]]:
    registers = setup.load(settings)
    registry, taxonomy = registers.places.registry, registers.taxonomy
    zones = [(theme.id, f"{theme.id}: {theme.name}") for theme in taxonomy.themes]
    folders = {unit: found[0] for unit in registry.units if (found := unit_folders(content, unit, registry))}
    for unit, made in all_configurations(store, registry, zones, folders):
        yield f"config/{unit}.json", _json(made)
    yield "units.json", _json({unit: row.name for unit, row in sorted(registry.units.items())})
    contacts = known(registry, registers.places.profiles).contacts
    yield "rules.json", _json(portable.portable(table.chosen(settings["RULES"]), contacts))


def _states(internal: Path | None) -> Iterator[tuple[str, bytes]]:
    """The states of each office's stories, by the receipts of the watch."""
    if internal is None:
        return
    yield from states.of_offices(internal)


def _put(place: Path, content: bytes) -> None:
    """Write a file in one step, where it is not there with the same content."""
    if place.is_file() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(place.name + ".new")
    beside.write_bytes(content)
    beside.replace(place)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="editor", description="Membuat ruang penyuntingan di peramban.")
    parser.add_argument("content", type=Path)
    parser.add_argument(
        "--admin", type=Path, default=Path("admin"), help="folder hasilnya; tidak pernah di dalam output/"
    )
    parser.add_argument("--backend", choices=_BACKENDS, default="test")
    parser.add_argument("--repo", default="", help="pemilik/nama")
    parser.add_argument("--server", default="", help="alamat server Git sendiri, misalnya https://git.contoh.go.id")
    parser.add_argument("--branch", default="main")
    parser.add_argument(
        "--folder", default="content", help="letak folder isi di dalam repositori; kosong: repositori itu sendiri"
    )
    parser.add_argument("--sign-in", default="", help="alamat layanan masuk OAuth; kosong: pengguna memakai token")
    parser.add_argument("--application", default="", help="ID aplikasi OAuth (PKCE) di server itu")
    parser.add_argument("--internal", type=Path, help="folder tanda terima dari make watch: keadaan setiap berita")
    parser.add_argument("--only-states", action="store_true", help="hanya perbarui keadaan berita (perlu --internal)")
    parser.add_argument(
        "--tools", type=Path, default=_ROOT / ".venv" / "editor", help="tempat npm membongkar penyunting"
    )
    parser.add_argument("-s", "--settings", type=Path, default=_ROOT / "pelicanconf.py")
    return parser


if __name__ == "__main__":
    sys.exit(main())
