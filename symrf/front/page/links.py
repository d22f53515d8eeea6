"""What the page shows, as the part of an address behind its #: without what is usual, and legible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from symrf.front.requests import DEFAULTS, Request

if TYPE_CHECKING:
    from symrf.answers.verdicts import Report
    from symrf.networks.derivation import Derivation

__all__ = ["linked", "page_link"]

_TAB = "steps"  # that is open at first
_LEGIBLE = "-_.!~*'()@:/,;="  # as the page itself leaves them


def page_link(network: str, request: Request = DEFAULTS, claims: Sequence[str] = (), tab: str = _TAB) -> str:
    """The address of a network on the page, behind the page's own.

    >>> page_link("c3s1 p2s2 c3s1", Request(axes=("t",)), ["rf = 8"])
    '#n=c3s1+p2s2+c3s1&claims=rf+=+8&axes=t'
    """
    parts = {"n": network, "claims": "\n".join(claims), "tab": "" if tab == _TAB else tab, **_options(request)}
    return "#" + "&".join(f"{name}={_written(text)}" for name, text in parts.items() if text)


def linked(found: Derivation | Report, request: Request) -> str | None:
    """Where on the page that a request names a result is shown; None where it names none, or it is of several networks.

    >>> asked = Request(axes=("t",), page="https://example.org/")
    >>> linked(asked.check("c3", ["rf = 4"]), asked)
    'https://example.org/#n=c3&claims=rf+=+4&axes=t'
    """
    from symrf.answers.verdicts import Report

    if request.page is None:
        return None
    claims: tuple[str, ...] = ()
    if not isinstance(found, Report):
        network, axes, convention = found.architecture, found.axes, found.convention
    else:
        about = {each.grounds.subject.network: each.grounds.subject for each in found if each.grounds}
        if len(about) != 1:
            return None
        [(network, subject)] = about.items()
        claims = tuple(each.claim.text for each in found)
        axes, convention = subject.axes, subject.habits.name
    asked = replace(request, axes=axes, convention=convention)
    return request.page + page_link(str(network), asked, claims)


def _options(request: Request) -> dict[str, str]:
    """The options of a request that the page has, where they are not as usual."""
    said = {
        "axes": (",".join(request.axes), ",".join(DEFAULTS.axes)),
        "convention": (request.convention, DEFAULTS.convention),
        "at": ("; ".join(request.at), ""),
        "form": (request.form, DEFAULTS.form),
        "origin": (f"{request.origin:g}", f"{DEFAULTS.origin:g}"),
        "where": ("; ".join(request.where), ""),
        "write-as": ("; ".join(request.write_as), ""),
        "assume": ("\n".join(request.assume), ""),
    }
    return {name: text for name, (text, usual) in said.items() if text != usual}


def _written(text: str) -> str:
    return quote(text, safe=_LEGIBLE).replace("%20", "+")
