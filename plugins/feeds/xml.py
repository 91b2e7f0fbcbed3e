"""Pieces of XML that RSS and Atom write alike: texts, attributes, and photos (Media RSS 1.5.1)."""

from __future__ import annotations

from plugins.feeds.view import PhotoView

DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"
_BREAKS = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def element(text: str) -> str:
    """Text between tags: no carriage return in it would reach a reader unless by number (XML 1.0, 2.11).

    Hexadecimal references: the form that most readers show rightly (RSS Best Practices Profile, Character Data).
    """
    return text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(text: str) -> str:
    """Text within double quotes: breaks in it would reach a reader as spaces unless by number (XML 1.0, 3.3.3)."""
    escaped = text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&gt;").replace('"', "&quot;")
    return escaped if escaped.isprintable() else escaped.translate(_BREAKS)


def section(html: str) -> str:
    """HTML as it is, but for the end of such a section and for carriage returns, which stand between two of them."""
    safe = html.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{safe}]]>"


def photos(views: list[PhotoView], indent: str) -> str:
    """A `media:content` for each: the caption is its title, the text for those who cannot see it its description."""
    return "".join([_photo(view, indent) for view in views])


def _photo(view: PhotoView, indent: str) -> str:
    length = f' fileSize="{view["length"]}"' if view["length"] > 0 else ""
    size = f' width="{view["width"]}" height="{view["height"]}"' if view["width"] > 0 and view["height"] > 0 else ""
    opening = f'{indent}<media:content url="{attribute(view["url"])}"{length} type="{attribute(view["type"])}"'
    told = "".join(
        [
            f"{indent}  <media:{name}>{element(text)}</media:{name.partition(' ')[0]}>\n"
            for name, text in (
                ('title type="plain"', view["caption"]),
                ('description type="plain"', view["alt"]),
                ('credit role="photographer" scheme="urn:ebu"', view["credit"]),
            )
            if text
        ]
    )
    return f'{opening} medium="image"{size}' + (f">\n{told}{indent}</media:content>\n" if told else "/>\n")
