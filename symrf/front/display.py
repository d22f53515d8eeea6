"""The documents about results, and how they look: what `symrf.networks.display` asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from symrf.front.rendering import publication, targets
from symrf.networks.asking import asking
from symrf.networks.derivation import Derivation

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document
    from symrf.networks.display import Display, Selection

__all__ = ["document", "mimebundle", "text", "words"]


def document(result: Display, selection: Selection | None = None) -> Document:
    """What is said of a result, as it is usual or as it is selected."""
    with asking(result.budget):
        return _document(result, selection)


def _document(result: Display, selection: Selection | None) -> Document:
    if isinstance(result, Derivation):
        from symrf.answers.documents.english.contents import composed, explain

        return explain(result) if selection is None else composed(result, selection)
    from symrf.answers.solutions import Solution
    from symrf.answers.topics import About
    from symrf.answers.verdicts import Report, Verdict
    from symrf.networks.comparison import Comparison

    match result:
        case About():
            from symrf.answers.documents.english.about import told

            return told(result)
        case Comparison():
            from symrf.answers.documents.english.comparing import compared

            return compared(result, selection)
        case Report() | Verdict():
            from symrf.answers.documents.english.judgement import judged

            return judged(result if isinstance(result, Report) else Report((result,)))
        case Solution():
            from symrf.answers.documents.english.answers import answered

            return answered(result)
    raise TypeError(f"no document is about {type(result).__name__}")


def text(
    result: Display, selection: Selection | None, target: str, write_as: Mapping[str, str], standalone: bool
) -> str:
    """The document about a result, for a target."""
    if selection is not None:
        named = publication.renaming([f"{old}={new}" for old, new in write_as.items()])
        written = frozenset(symbol.name for symbol in named.values())
        selection = replace(targets.target(target).selected(selection), written=written)
    return publication.text(document(result, selection), target, standalone, write_as)


def mimebundle(result: Display) -> dict[str, str]:
    """A result as a notebook shows it: of a derivation the layers, the shape with its premise, and the field."""
    if isinstance(result, Derivation):
        from symrf.answers.documents.english.summary import brief

        return targets.mimebundle(brief(result)) | {"text/latex": f"$\\displaystyle {result.latex()}$"}
    return targets.mimebundle(document(result))


def words(result: Display) -> str:
    """The condition of a verdict, or the answer of a solution, as plain text."""
    from symrf.answers.solutions import Solution
    from symrf.answers.verdicts import Verdict
    from symrf.front.rendering.text import PLAIN_TEXT

    match result:
        case Verdict():
            from symrf.answers.documents.english.domains import where_true

            return PLAIN_TEXT.inlines(where_true(result.decisions))
        case Solution():
            from symrf.answers.documents.english.answers import answer

            return PLAIN_TEXT.inlines(answer(result))
    raise TypeError(f"there are no words for {type(result).__name__}")
