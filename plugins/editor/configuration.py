"""What Sveltia is told about one unit: where its stories lie, where they are kept, and the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.editor.form import Options, form
from plugins.units import Registry

WIDEST = 1_600  # pixels: what a photo is reduced to before it leaves the device
LARGEST = 10 * 1024 * 1024  # bytes of a file
_REVIEWED = {"github", "gitlab"}  # where Sveltia can put a story before an editor


@dataclass(frozen=True, slots=True)
class Store:
    """Where stories are kept: `backend` is test, local, github, gitlab or gitea; `repository` its `owner/name`.

    `server` is the address of a server of one's own, without a slash at its end; `branch` the one that is published;
    `content` the path of the content folder in the repository (empty: the repository is the content folder);
    `sign_in` where people without a token sign in (an address; empty: they bring a token).
    """

    backend: str = "test"
    repository: str = ""
    server: str = ""
    branch: str = "main"
    content: str = "content"
    sign_in: str = ""
    application: str = ""


def after_saving(store: Store) -> str:
    """Where a story is when it was saved: `training`, `local`, `board` (it waits for an editor) or `sent`."""
    if store.backend in ("test", "local"):
        return {"test": "training", "local": "local"}[store.backend]
    return "board" if store.backend in _REVIEWED else "sent"


def backend(store: Store) -> dict[str, Any]:
    """The section `backend`. A local clone is what every Git backend offers on a computer, so it needs a name too."""
    if store.backend == "test":
        return {"name": "test-repo"}
    name = "github" if store.backend == "local" else store.backend
    made: dict[str, Any] = {
        "name": name,
        "repo": store.repository or "lokal/newsroom",
        "branch": store.branch,
        "commit_messages": {
            "create": "Berita baru: {{slug}}",
            "update": "Berita diubah: {{slug}}",
            "delete": "Berita dihapus: {{slug}}",
            "uploadMedia": "Berkas baru: {{path}}",
            "deleteMedia": "Berkas dihapus: {{path}}",
        },
    }
    if store.server:
        made["api_root"] = store.server + {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1"}[name]
        made["base_url"] = store.server
    if store.sign_in:
        made["base_url"] = store.sign_in
    if store.application:
        made |= {"auth_type": "pkce", "app_id": store.application}
    else:
        made["auth_methods"] = ["oauth", "token"] if store.sign_in else ["token"]
    return made


def origins(store: Store) -> tuple[str, ...]:
    """The addresses beside its own that the editor may ask: none but the server that keeps the stories."""
    usual = {"github": ("https://api.github.com",), "gitlab": ("https://gitlab.com",), "gitea": ("https://gitea.com",)}
    return (store.server,) if store.server else usual.get(store.backend, ())


def configuration(store: Store, unit: str, name: str, folder: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    """The configuration for the stories of `unit` in `folder` (a content path); `fields` as `form` makes them."""
    inside = f"{store.content}/{folder}" if store.content else folder
    return {
        "load_config_file": False,
        "app_title": "Ruang penyuntingan",
        "backend": backend(store),
        **({"publish_mode": "editorial_workflow"} if store.backend in _REVIEWED else {}),
        "media_folder": inside,
        "public_folder": "",
        "media_libraries": {
            "default": {
                "config": {
                    "max_file_size": LARGEST,
                    "slugify_filename": True,
                    "transformations": {
                        "raster_image": {"format": "webp", "quality": 85, "width": WIDEST, "height": WIDEST}
                    },
                }
            },
            "stock_assets": {"providers": []},
        },
        "slug": {
            "encoding": "ascii",
            "clean_accents": True,
            "sanitize_replacement": "-",
            "maxlength": 60,
            "lowercase": True,
        },
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "editor": {"preview": True},
        "collections": [
            {
                "name": unit,  # drafts that are not sent are kept under it, for each office its own
                "label": f"Berita {name}",
                "label_singular": "Berita",
                "icon": "article",
                "folder": inside,
                "path": "{{date | date('YYYY')}}/{{slug}}",
                "slug": {"template": "{{title}}", "editable": ["create"]},
                "extension": "md",
                "format": "yaml-frontmatter",
                "create": True,
                "delete": False,
                "media_folder": "",
                "public_folder": "{{slug}}",  # photos lie in a folder named after their story
                "summary": "{{title}}",
                "sortable_fields": {
                    "fields": ["date", "title"],
                    "default": {"field": "date", "direction": "descending"},
                },
                "fields": fields,
            }
        ],
    }


def units_to_choose(registry: Registry) -> Mapping[str, Options]:
    """For each unit the offices that its stories may name, with their names: all that have offices under them, and
    those under the same parents."""
    leading = {unit for unit in registry.units if registry.had_children(unit)}
    chosen = {}
    for unit in sorted(registry.units):
        beside = {other for parent in registry.parents_ever[unit] if parent for other in registry.children_ever[parent]}
        chosen[unit] = [(other, registry.units[other].name) for other in sorted((leading | beside) - {unit})]
    return chosen


def all_configurations(
    store: Store, registry: Registry, zones: Options, folders: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each unit's id and configuration; `folders` are the content paths of units that do not lie in berita/ itself."""
    themes, others = list(zones), units_to_choose(registry)
    for unit, row in sorted(registry.units.items()):
        fields = form(themes, others[unit])
        yield unit, configuration(store, unit, row.name, folders.get(unit, f"berita/{unit}"), fields)
