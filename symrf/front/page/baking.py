"""The page with its first answer in it, so that something is to be seen before there is an engine."""

from __future__ import annotations

import json
import re
from html import escape, unescape

from symrf.front.page.answering import answer

__all__ = ["baked"]

_ANSWER, _VERDICTS = "<!-- baked -->", "<!-- verdicts -->"


def baked(page: str) -> str:
    """A page with the answer to what stands in its fields."""
    network, claims = (_field(page, name) for name in ("network", "claims"))
    first = json.loads(answer(json.dumps({"view": "answer", "network": network})))
    judged = json.loads(answer(json.dumps({"view": "claims", "network": network, "claims": claims})))
    verdicts = "".join(map(_verdict, judged["verdicts"]))
    return page.replace(_ANSWER, first["html"]).replace(_VERDICTS, verdicts)


def _field(page: str, name: str) -> str:
    """What stands in a field of the page."""
    found = re.search(rf'<textarea id="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


def _verdict(each: dict[str, str]) -> str:
    """A verdict as the script of the page shows it, without its reasons."""
    status, claim = escape(each["status"]), escape(each["claim"])
    return f'<li class="{status}"><b>{status}</b><code>{claim}</code><p>{each["html"]}</p></li>'
