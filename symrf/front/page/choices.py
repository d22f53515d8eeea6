"""What there is to choose from on the page, of the tables that have it."""

from __future__ import annotations

from symrf.answers.documents.english.contents import CONTENTS, USUAL
from symrf.formulas.forms import FORMS
from symrf.front.options import FORMATS
from symrf.front.rendering.targets import PICTURES, TARGETS
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.derivation import ORIGINS
from symrf.readers.table import READERS
from symrf.writers.table import WRITERS

__all__ = ["choices"]


def choices() -> dict[str, object]:
    """The rows of the tables by their names: conventions, forms, targets, contents, pictures, writers, kinds.

    >>> choices()["forms"]
    ['hand', 'nested', 'closed']
    """
    return {
        "conventions": list(CONVENTIONS),
        "forms": list(FORMS),
        "origins": [f"{origin:g}" for origin in ORIGINS],
        "targets": [
            {
                "name": name,
                "whole": name in TARGETS and TARGETS[name].whole is not None,
                "picture": name in PICTURES,
                "suffix": TARGETS[name].suffix if name in TARGETS else f".{name}",
            }
            for name in FORMATS
        ],
        "contents": list(CONTENTS),
        "usual": list(USUAL),
        "pictures": [name for name, content in CONTENTS.items() if content.draws],
        "writers": [{"name": each.name, "title": each.title, "suffix": each.suffix} for each in WRITERS.values()],
        "kinds": [{"name": each.name, "title": each.title} for each in READERS.values()],
    }
