"""The accessibility tree of a page, written out in the order in which a screen reader goes through it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page

_SILENT = {
    "none",
    "generic",
    "presentation",
    "InlineTextBox",
    "LabelText",
    "LineBreak",
    "ListMarker",
    "MenuListPopup",
    "sectionheader",
    "sectionfooter",
    "superscript",
}
# What Chromium calls otherwise than ARIA and HTML.
_NAMES = {
    "RootWebArea": "page",
    "Figcaption": "caption",
    "DescriptionList": "definitions",
    "DisclosureTriangle": "summary",
}
# What is said beside role and name, where it is so.
_STATES = (
    "level",
    "checked",
    "pressed",
    "selected",
    "expanded",
    "disabled",
    "readonly",
    "required",
    "invalid",
    "multiline",
    "hasPopup",
    "live",
    "modal",
    "roledescription",
)

Node = Mapping[str, Any]


def written(page: Page) -> str:
    """The tree as indented lines: `role "name" (states)`, `: value` and `– description` where there are any.

    Text that only repeats the name of what it is in is left out, as screen readers do.
    """
    session = page.context.new_cdp_session(page)
    try:
        nodes: list[Node] = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    (root,) = [node for node in nodes if "parentId" not in node]
    return "\n".join(_lines(root, by_id, 0, "")) + "\n"


def _lines(node: Node, by_id: Mapping[str, Node], depth: int, around: str) -> Iterator[str]:
    role = str(node.get("role", {}).get("value", "none"))
    name = _text(node, "name")
    silent = node.get("ignored", False) or role in _SILENT
    children = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
    if not silent:
        if role == "StaticText":
            if name and name not in around:
                yield f"{'  ' * depth}{json.dumps(name, ensure_ascii=False)}"
            return
        yield "  " * depth + _said(node, role, name)
        if role in ("textbox", "searchbox"):  # its text was said as its value
            return
        depth += 1
        around = name
    for child in children:
        yield from _lines(child, by_id, depth, around)


def _said(node: Node, role: str, name: str) -> str:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    states = [
        state if value is True or value == "true" else f"{state} {value}"
        for state in _STATES
        if (value := properties.get(state)) not in (None, False, "false", "off", "")
        and not (state == "level" and role != "heading")
    ]
    if properties.get("expanded") is False:
        states.append("collapsed")
    value, description = _text(node, "value"), _text(node, "description")
    return "".join(
        (
            _NAMES.get(role, role),
            f" {json.dumps(name, ensure_ascii=False)}" if name else "",
            f" ({', '.join(states)})" if states else "",
            f": {value}" if value else "",
            f" – {description}" if description else "",
        )
    )


def _text(node: Node, name: str) -> str:
    return " ".join(str(node.get(name, {}).get("value", "")).split())
