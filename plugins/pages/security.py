"""What browsers may do with this site, as one table: in the head of every page as far as a page can say it, and in the
headers of `make serve` and of docs/nginx.conf.

A rule is a pattern of the path of the file that is sent (`/unit/kanim-padang/index.html`, the same letters to `re` and
to nginx) and a value; the first that fits counts, and an empty value sends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Rules = tuple[tuple[str, str], ...]

EVERYTHING = ""

# Content Security Policy Level 3. `worker-src` is named because it would else be whatever `script-src` is; all that is
# not named (fonts, frames, objects, manifests) is 'none' by `default-src`.
_PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",  # text of a story can become no script through one of ours
    "trusted-types": "'none'",
}
# The index is read by WebAssembly, in a worker, by scripts of others, which are not written for trusted types.
_SEARCH = {
    **{name: value for name, value in _PAGE.items() if "trusted-types" not in name},
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
}
# Without scripts, within whatever page shows it.
_FRAME = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "*",
}
_HEADER_ONLY = {"frame-ancestors"}  # CSP, 3.3: a page's own head cannot say it

_FRAMES = r"^/(?:en/)?(?:unit/[a-z0-9-]+/(?:semua/)?|zona/[a-z0-9-]+/)?sematan/index\.html$"
_SEARCHED = r"^/(?:en/)?cari/"
_FILES = r"\.(?:jpe?g|png|webp|gif|avif|mp3|mp4|pdf)$"  # browsers show them in pages of their own making
_FEEDS = r"/(?:feed\.xml|arsip\.xml|atom\.xml|feed\.json|feeds\.opml)$"
_WIDGETS = r"^/(?:sematan\.js|darurat\.json|(?:.+/)?terbaru\.json)$"
_PICTURES = r"\.(?:jpe?g|png|webp|gif|avif|svg|mp3|mp4)$"

_UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


def _written(policy: Mapping[str, str], without: frozenset[str] | set[str] = frozenset()) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items() if name not in without)


_POLICIES: tuple[tuple[str, Mapping[str, str]], ...] = (
    (_FILES, {}),
    (_FRAMES, _FRAME),
    (_SEARCHED, _SEARCH),
    (EVERYTHING, _PAGE),
)

HEADERS: Mapping[str, Rules] = {
    "Content-Security-Policy": tuple((pattern, _written(policy)) for pattern, policy in _POLICIES),
    # For browsers that do not know `frame-ancestors`.
    "X-Frame-Options": ((_FRAMES, ""), (EVERYTHING, "DENY")),
    "Permissions-Policy": ((EVERYTHING, ", ".join(f"{name}=()" for name in _UNUSED)),),
    "Referrer-Policy": ((EVERYTHING, "strict-origin-when-cross-origin"),),
    "X-Content-Type-Options": ((EVERYTHING, "nosniff"),),
    "Cross-Origin-Opener-Policy": ((EVERYTHING, "same-origin"),),
    # What pages of other sites may load, and what of it their scripts may read.
    "Cross-Origin-Resource-Policy": (
        ("^/data/", "cross-origin"),
        (_FEEDS, "cross-origin"),
        (_WIDGETS, "cross-origin"),
        (_FRAMES, "cross-origin"),
        (_PICTURES, "cross-origin"),
        (EVERYTHING, "same-origin"),
    ),
    "Access-Control-Allow-Origin": (("^/data/", "*"), (_FEEDS, "*"), (_WIDGETS, "*")),
}


@lru_cache(1024)
def headers(path: str) -> Mapping[str, str]:
    """The headers of the file at a path from the site's root on, such as `/unit/index.html`, by their names."""
    found = {name: _first(rules, path) for name, rules in HEADERS.items()}
    return {name: value for name, value in found.items() if value}


@lru_cache(8)
def _of(kind: str) -> str:
    return _written(dict(_POLICIES)[kind], _HEADER_ONLY)


def policy(path: str) -> str:
    """The policy that the page at a site path (`unit/`, `404.html`) says of itself (`<meta http-equiv>`).

    There is no `"`, `<`, `>` or `&` in it.
    """
    file = f"/{path}index.html" if not path or path.endswith("/") else f"/{path}"
    return _of(next(pattern for pattern, _ in _POLICIES if re.search(pattern, file)))


def _first(rules: Rules, path: str) -> str:
    return next((value for pattern, value in rules if re.search(pattern, path)), "")
