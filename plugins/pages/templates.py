"""How templates become code: Jinja, with a compiler that does once what Jinja's own does for every page.

Pages are rendered by the hundred thousand, so four things are cheaper here, and none changes what a template says.
Interface text is translated when a template is compiled. A template that extends another is joined with it then, too.
`card.title` looks for the key first, without a call. And text without any of the five characters that HTML minds is
put out as it is, where Jinja makes a `Markup` of each piece.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import compiler, nodes, visitor
from markupsafe import Markup, escape

_VALUE = re.compile(r"%\((\w+)\)s")  # where a text of the interface takes one


def escaped(value: object) -> str:
    """What is put out for a value: HTML, with `& < > " '` of plain text as references."""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape(value)
        return value
    return value if type(value) is Markup else str(value) if type(value) is int else escape(value)


class Template(jinja2.Template):
    """A template that leaves nothing behind: a page's macros and its context hold each other, and with them its view.

    No collector looks for such cycles during a publish (`publish.processes`).
    """

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text of the page that the view, a dict or keywords, makes."""
        context = self.new_context(dict(*args, **kwargs))
        try:
            return self.environment.concat(self.root_render_func(context))
        except Exception:
            self.environment.handle_exception()
        finally:
            context.vars.clear()


class Environment(jinja2.Environment):
    """Jinja's environment with the compiler of this module. Globals are settled when the first template is loaded.

    `translate` gives the interface text of the environment's one language, and `folder` holds the theme's templates:
    only these are joined.
    """

    translate: Callable[[str], str] = staticmethod(str)
    folder: Path | None = None
    escaped = staticmethod(escaped)

    def getattr(self, obj: object, attribute: str) -> object:
        """Of a dict its key, which also keeps a key called `items` or `copy` from meaning a method."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: Jinja's own looks through two for each name, and copies them in Python for each page."""
        return {**self.globals, **(d or {})}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        whole = _Translator(self.translate).visit(self._joined(source))
        return super()._generate(whole, name, filename, defer_init)

    def _joined(self, child: nodes.Template) -> nodes.Template:
        """The template with the one that it extends, as one; as it is where that would not mean the same."""
        extends = [node for node in child.body if isinstance(node, nodes.Extends)]
        if len(extends) != 1 or not isinstance(extends[0].template, nodes.Const) or self.folder is None:
            return child
        if any(name.name in ("super", "self") for name in child.find_all(nodes.Name)):
            return child
        file = self.folder / str(extends[0].template.value)
        if not file.is_file():
            return child
        parent = self._joined(self.parse(file.read_text(encoding="utf-8"), file.name, str(file)))
        blocks = {block.name: block for block in child.find_all(nodes.Block)}
        own = [node for node in child.body if not isinstance(node, (nodes.Block, nodes.Extends, nodes.Output))]
        body = _Blocks(blocks).visit(parent).body
        whole = nodes.Template([*own, *body], lineno=1)
        whole.set_environment(self)
        return whole


class _Blocks(visitor.NodeTransformer):
    """Puts a child's blocks, each in a scope of its own, where the parent has blocks of these names."""

    def __init__(self, blocks: dict[str, nodes.Block]) -> None:
        self._blocks = blocks

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        """The child's block, or the parent's own, which may hold others."""
        block = self._blocks.get(node.name, node)
        self.generic_visit(block)
        return nodes.Scope(block.body, lineno=block.lineno)


class _Translator(visitor.NodeTransformer):
    """Puts the text of the interface's language in place of `_("…")`: an environment has one language for good."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        """Put `{% trans name=… %}…{{ name }}…{% endtrans %}` out as its text and the values that stand in it."""
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        return self.generic_visit(node)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        match node:
            case nodes.Call(node=nodes.Name(name="_" | "gettext"), args=[nodes.Const(value=str() as text)]) if (
                node.kwargs
            ):
                values = {keyword.key: keyword.value for keyword in node.kwargs}
                pieces = _VALUE.split(self.translate(text))  # text, and names of values, in turn
                return [
                    values[piece] if position % 2 else nodes.TemplateData(piece % {}, lineno=node.lineno)
                    for position, piece in enumerate(pieces)
                    if piece
                ]
        return [node]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Translate `_("…")` and `{% trans %}…{% endtrans %}` where no value has to be filled in."""
        if isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext"):
            match node.args, node.kwargs:
                case [nodes.Const(value=str() as text)], []:
                    return nodes.Const(self.translate(text) % {}, lineno=node.lineno)
        return self.generic_visit(node)


class _CodeGenerator(compiler.CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: compiler.Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def visit_Getattr(self, node: nodes.Getattr, frame: compiler.Frame) -> None:
        """`a.b` as `a["b"]` where `a` is a dict that has it; else as Jinja does it."""
        self.write("(of[")
        self.write(f"{node.attr!r}] if type(of := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in of else environment.getattr(of, {node.attr!r}))")


Environment.code_generator_class = _CodeGenerator
Environment.template_class = Template


def bytecode_cache(folder: Path, templates: Path, *settled: str) -> jinja2.BytecodeCache:
    """A cache of compiled templates in an existing folder.

    Compiled text depends on more than its own source: on the templates that it is joined with, and on what is
    `settled` for the environment (the language and its catalogue, the site's address), which is put in as constants;
    and on this compiler.
    """
    digest = hashlib.sha256("\0".join(settled).encode())
    for path in [Path(__file__), *sorted(templates.glob("*.html"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return jinja2.FileSystemBytecodeCache(str(folder), f"{digest.hexdigest()[:16]}-%s.cache")
