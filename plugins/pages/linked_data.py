"""What machines read of a page: JSON-LD in the terms of schema.org, a function of the same view that people see.

Nothing is told here that the page does not show (Google's guidelines on structured data ask for that), and nothing is
guessed: what the view leaves empty is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from plugins import addresses, dates
from plugins.pages.opening import opening_hours

Facts = dict[str, Any]
View = Mapping[str, Any]

_CONTEXT = "https://schema.org"
_HEADLINE = 110  # characters, Google's limit for NewsArticle

_DESK = re.compile(r"(?:humas|tim|redaksi|biro|bagian)\b", re.IGNORECASE)  # no person, though named as the writer

# Signs that could end the script element around the data, or a line of JavaScript (ECMA-262, 12.3).
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def script(family: str, view: View, site: addresses.Site, name: str) -> Markup:
    """The content of the `<script type="application/ld+json">` of a page, or nothing where there is nothing to say.

    `family` is that of the view, `name` the newsroom's.
    """
    told = [*_DESCRIBED[family](view, site, name)] if family in _DESCRIBED else []
    trail = breadcrumbs(view["page"], site)
    graph = [facts for facts in (*told, trail) if facts]
    if not graph:
        return Markup()
    text = msgspec.json.encode({"@context": _CONTEXT, "@graph": graph}, enc_hook=str)  # it does not know Markup
    return Markup(text.decode().translate(_ESCAPES))  # noqa: S704 - nothing is left in it that HTML minds


def breadcrumbs(page: View, site: addresses.Site) -> Facts:
    """The way to a page, and the page at its end; nothing where a page shows no way."""
    steps = [(crumb["label"], crumb["path"]) for crumb in page["crumbs"]]
    if not steps:
        return {}
    if steps[-1][1] != page["path"]:
        steps.append((page["title"], page["path"]))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": site.absolute(path)}
            for position, (label, path) in enumerate(steps, 1)
        ],
    }


def web_site(view: View, site: addresses.Site, name: str) -> list[Facts]:
    """The site itself, told by its front page."""
    return [
        {
            "@type": "WebSite",
            "@id": _site_id(site),
            "name": name,
            "url": site.absolute(""),
            "inLanguage": view["page"]["lang"],
            "publisher": _publisher(site, name),
        }
    ]


def news_article(view: View, site: addresses.Site, name: str) -> list[Facts]:
    """A story; nothing of one that was taken back."""
    story, unit, page = view["story"], view["unit"], view["page"]
    if story["withdrawn"]:
        return []
    address = site.absolute(page["path"])
    author = {"@type": "GovernmentOrganization", "name": unit["name"], "url": site.absolute(unit["path"])}
    updated = story["updated"]
    return [
        _present(
            {
                "@type": "NewsArticle",
                "@id": address,
                "mainEntityOfPage": address,
                "url": address,
                "headline": _cut(story["title"]),
                "description": story["summary"],
                "datePublished": _moment(story),
                "dateModified": _moment({**story, **updated}) if updated else _moment(story),
                "expires": _moment({**story["expires"], "has_time": True}) if story["expires"] else "",
                "dateline": story["dateline"].rstrip(" –"),
                "inLanguage": story["lang"],
                "articleSection": story["kind_link"]["label"],
                "keywords": [link["label"] for link in story["tag_links"]],
                "locationCreated": {"@type": "Place", "name": story["location"]} if story["location"] else {},
                "author": [author, *(_writer(person) for person in story["authors"])],
                "editor": _writer(story["editor"]) if story["editor"] else {},
                "publisher": _publisher(site, name),
                "creditText": story["source"],
                "creativeWorkStatus": "Contoh" if story["sample"] else "",
                "isPartOf": {"@type": "WebSite", "@id": _site_id(site), "name": name, "url": site.absolute("")},
                "image": [_image(image, site) for image in (story["image"], *story["images"]) if image],
                "about": [
                    {"@type": "Thing", "name": tag["name"], "url": site.absolute(tag["path"])}
                    for tag in story["zone_tags"]
                ],
                "correction": [
                    {
                        "@type": "CorrectionComment",
                        "text": f"{correction['kind_name']}: {correction['note']}",
                        "datePublished": _moment(correction),
                    }
                    for correction in story["corrections"]
                ],
                **_translations(story, site),
            }
        )
    ]


def organization(view: View, site: addresses.Site, name: str) -> list[Facts]:
    """A unit with its contacts."""
    unit, profile = view["unit"], view["profile"] or {}
    address = site.absolute(view["page"]["path"])
    parent, province = unit["parent"], unit["province"]
    elsewhere = [profile.get("website", ""), *(account["url"] for account in profile.get("social", ()))]
    postal = {
        "streetAddress": " ".join(str(profile.get("address", "")).split()),
        "addressLocality": unit["city"],
        "addressRegion": province["name"] if province else "",
    }
    return [
        _present(
            {
                "@type": "GovernmentOrganization",
                "@id": address,
                "url": address,
                "mainEntityOfPage": address,
                "name": unit["name"],
                "alternateName": unit["short_name"] if unit["short_name"] != unit["name"] else "",
                "address": {"@type": "PostalAddress", **_present(postal)} if any(postal.values()) else {},
                "telephone": profile.get("phone", ""),
                "email": profile.get("email", ""),
                "openingHours": opening_hours(profile.get("hours", "")),
                "contactPoint": _contact_points(profile),
                "sameAs": [url for url in elsewhere if url],
                "parentOrganization": {
                    "@type": "GovernmentOrganization",
                    "name": parent["name"],
                    "url": site.absolute(parent["path"]),
                }
                if parent
                else {},
                "foundingDate": unit["founded"],
                "dissolutionDate": unit["dissolved"],
            }
        )
    ]


def _contact_points(profile: Mapping[str, Any]) -> list[Facts]:
    press = profile.get("press_contact") or {}
    points = [
        {"contactType": "customer service", "telephone": profile.get("phone", ""), "email": profile.get("email", "")},
        {"contactType": "complaints", "url": profile.get("complaint", "")},
        {"contactType": "press", "telephone": press.get("phone", ""), "email": press.get("email", "")},
    ]
    made = [_present(point) for point in points]
    return [{"@type": "ContactPoint", **point} for point in made if len(point) > 1]


def _translations(story: View, site: addresses.Site) -> Facts:
    told: Facts = {}
    for edition in story["translations"] if story["alternates"] else ():
        key = "translationOfWork" if edition["original"] else "workTranslation"
        told[key] = {"@type": "NewsArticle", "@id": site.absolute(edition["path"]), "inLanguage": edition["lang"]}
    return told


def _image(image: View, site: addresses.Site) -> Facts:
    return _present(
        {
            "@type": "ImageObject",
            "url": site.absolute(image["path"]),
            "width": image["width"],
            "height": image["height"],
            "caption": image["caption"] or image["alt"],
            "creditText": image["credit"],
        }
    )


def _writer(name: str) -> Facts:
    return {"@type": "Organization" if _DESK.match(name) else "Person", "name": name}


def _publisher(site: addresses.Site, name: str) -> Facts:
    logo = site.absolute(addresses.asset("mark.svg"))
    return {
        "@type": "NewsMediaOrganization",
        "name": name,
        "url": site.absolute(""),
        "logo": {"@type": "ImageObject", "url": logo},
    }


def _site_id(site: addresses.Site) -> str:
    return f"{site.absolute('')}#situs"


def _moment(of: View) -> str:
    """A moment with its offset, or a day where no hour is told (ISO 8601)."""
    at = dates.in_zone(of["instant"], of["timezone"])
    return at.isoformat(timespec="seconds") if of["has_time"] else at.date().isoformat()


def _cut(title: str) -> str:
    if len(title) <= _HEADLINE:
        return title
    head = title[: _HEADLINE - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:-–—") + "…"


def _present(facts: Facts) -> Facts:
    """Without what is empty: no machine should take an empty text for a fact."""
    return {name: value for name, value in facts.items() if value}


_DESCRIBED: Mapping[str, Callable[[View, addresses.Site, str], list[Facts]]] = {
    "front": web_site,
    "story": news_article,
    "unit": organization,
}
