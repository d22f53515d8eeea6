"""An extension of Sphinx: `extensions = ["symrf.sphinx"]` in conf.py.

    .. symrf::                          a network, derived
       :steps:
       :at: w=64,h=64

       F = c3; M = p2; O = F M F

    .. symrf:: c3s1 p2s2 c3s1           pictures, drawn on the page
       :contents: table,pyramid

    .. symrf::                          definitions and claims, a line each, which are judged

       c3 c3
       rf = 5

    Its shape is :symrf:`c3s1 p2s2 c3s1`.

Each has a link to the page in the browser where `symrf_page` in conf.py, or the option `page`, is its address.

What is wrong is a warning of Sphinx at its line, and so is a claim that is refuted or undecided.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

import symrf
from symrf.answers.verdicts import Report
from symrf.errors import SymrfError
from symrf.front import _english
from symrf.front.options import IN_TEXTS, Kind, request_of_settings
from symrf.front.page.links import linked
from symrf.front.rendering.docutils import DOCUTILS, math
from symrf.front.reports import place_of
from symrf.front.requests import DEFAULTS
from symrf.front.sources import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Network", "Shape", "setup"]

_LOG = logging.getLogger(__name__)


class Network(SphinxDirective):
    """`.. symrf::`: a network and its derivation, or definitions and claims and the verdicts on them."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        name: directives.flag if option.kind is Kind.FLAG else directives.unchanged
        for option in IN_TEXTS
        for name in (option.name, option.former)
        if name is not None
    }

    def run(self) -> list[nodes.Node]:
        text = "\n".join((*self.arguments, *self.content))
        try:
            asked = request_of_settings(self.options)
            for note in asked.notes:
                self.warn(note, 0)
            found, asked = answer(text, asked)
            if isinstance(found, Report):
                self.judge(found)
            asked = replace(asked, page=asked.page or self.config.symrf_page or None, target="notebook")
            return [*DOCUTILS(asked.document(found)), *_link(linked(found, asked))]
        except SymrfError as error:
            self.warn(str(error), _line(text, error))
        return []

    def judge(self, report: Report) -> None:
        """Warn of the claims in a text that are refuted, undecided or unread."""
        for verdict in report:
            _, line = place_of(verdict.place)
            if verdict.error is not None:
                self.warn(str(verdict.error), line)
            elif verdict.status == "refuted" or not verdict.complete:
                self.warn(f"{verdict.status}: {verdict.claim.text}", line)

    def warn(self, message: str, line: int) -> None:
        """A warning at a line of the content, counted from 1; at the directive, where that is 0 or there is none."""
        found = self.content.items[line - 1 : line] if line else []
        place = f"{found[0][0]}:{found[0][1] + 1}" if found else self.get_location()
        _LOG.warning("%s", _english.said(message), location=place, type="symrf")


class Shape(SphinxRole):
    """:symrf:`c3s1 p2s2 c3s1`: the shape, as a formula."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            return [math(DEFAULTS.derive(self.text).latex())], []
        except SymrfError as error:
            _LOG.warning("%s", _english.said(str(error)), location=self.get_location(), type="symrf")
        return [nodes.literal(self.rawtext, self.text)], []


def _link(address: str | None) -> list[nodes.Node]:
    """A paragraph with a link, where there is one."""
    if address is None:
        return []
    return [nodes.paragraph("", "", nodes.reference("", _english.ON_THE_PAGE, refuri=address))]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and the role."""
    app.add_directive("symrf", Network)
    app.add_role("symrf", Shape())
    app.add_config_value("symrf_page", "", "env")
    app.add_latex_package("tikz")
    app.connect("config-inited", _with_patterns)
    return {"version": symrf.__version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _with_patterns(_: Sphinx, config: Config) -> None:
    """Let LaTeX know what pictures are hatched with."""
    given = config.latex_elements.get("preamble", "")
    config.latex_elements["preamble"] = f"{given}\n\\usetikzlibrary{{patterns}}\n"


def _line(text: str, error: SymrfError) -> int:
    """The line of the content, counted from 1, at which an error points."""
    if error.span is None:
        return 1
    start = error.span[0]
    if error.source != text:  # it points at one line, or at definitions before it
        head = error.source.rfind("\n", 0, start) + 1
        wrong = error.source[head:].partition("\n")[0].strip()
        found = [number for number, line in enumerate(text.splitlines(), 1) if wrong and wrong in line]
        return found[-1] if found else 1
    return text.count("\n", 0, start) + 1
