"""What the page shows, as the part of an address behind its #: without what is usual, and legible."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from symrf.front.requests import DEFAULTS, Request

__all__ = ["page_link"]

_LEGIBLE = "-_.!~*'()@:/,;="  # as the page itself leaves them


def page_link(network: str, request: Request = DEFAULTS, claims: Sequence[str] = (), tab: str = "") -> str:
    """The address of a network on the page, behind the page's own.

    >>> page_link("c3s1 p2s2 c3s1", Request(axes=("t",)), ["rf = 8"])
    '#n=c3s1+p2s2+c3s1&claims=rf+=+8&axes=t'
    """
    parts = {"n": network, "claims": "\n".join(claims), "tab": tab, **_options(request)}
    return "#" + "&".join(f"{name}={_written(text)}" for name, text in parts.items() if text)


def _options(request: Request) -> dict[str, str]:
    """The options of a request that the page has, where they are not as usual."""
    said = {
        "axes": (",".join(request.axes), ",".join(DEFAULTS.axes)),
        "convention": (request.convention, DEFAULTS.convention),
        "at": (request.at or "", ""),
        "form": (request.form, DEFAULTS.form),
        "origin": (f"{request.origin:g}", f"{DEFAULTS.origin:g}"),
        "where": ("; ".join(request.where), ""),
        "write-as": ("; ".join(request.write_as), ""),
        "assume": ("\n".join(request.assume), ""),
    }
    return {name: text for name, (text, usual) in said.items() if text != usual}


def _written(text: str) -> str:
    return quote(text, safe=_LEGIBLE).replace("%20", "+")
