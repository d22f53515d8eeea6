"""The page with its first answers in it, so that it is whole before there is an engine."""

from __future__ import annotations

import json
import re
from html import unescape

from symrf.front.page.answering import answer

__all__ = ["baked"]

_ANSWER, _ANSWERS = "<!-- baked -->", "<!-- answers -->"


def baked(page: str) -> str:
    """A page with the answers to what stands in its fields: the first as it is painted, all of them as data."""
    network, claims = (_field(page, name) for name in ("network", "claims"))
    first = _answered({"view": "answer", "network": network})
    judged = _answered({"view": "claims", "network": network, "claims": claims})
    data = json.dumps({"answer": first, "claims": judged, "panel": _answered({"view": "steps", "network": network})})
    held = data.replace("<", "\\u003c")  # so that nothing in it ends the element
    page = page.replace(_ANSWERS, f'<script type="application/json" id="baked">{held}</script>')
    return page.replace(_ANSWER, first["html"])


def _field(page: str, name: str) -> str:
    """What stands in a field of the page."""
    found = re.search(rf'<textarea id="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


def _answered(question: dict[str, str]) -> dict[str, str]:
    told: dict[str, str] = json.loads(answer(json.dumps(question)))
    return told
