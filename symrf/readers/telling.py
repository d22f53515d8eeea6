"""What is said of what was read, beside the network itself: its kind, what was assumed, what does not go together."""

from __future__ import annotations

from symrf.readers import _english
from symrf.readers.features import features
from symrf.readers.graph import Note
from symrf.readers.paste import Paste
from symrf.readers.table import NOTATION, READERS

__all__ = ["line_of", "told"]


def told(paste: Paste, judged: bool = False, first: int = 1) -> tuple[str, ...]:
    """What is to be known of what was read, a sentence each; nothing of what is in the notation.

    That it claims something is said unless that is `judged`. The text stands from the line `first` on.

    >>> from symrf.networks.notation.reader import parse
    >>> told(Paste(parse("c3"), notes=(Note("the stride is inferred.", (4, 6)),), certain=False, text="a\\nb\\nc"))
    ('line 3: the stride is inferred.', 'this is not certain: wiring, padding or strides were inferred')
    """
    if paste.kind == NOTATION:
        return ()
    said = [_placed(paste, note, first) for note in (*paste.notes, *features(paste))]
    if paste.kind in READERS:
        said.insert(0, _english.read_as(READERS[paste.kind].title, paste.network))
    if paste.convention != "pytorch":
        said.append(_english.read_under(paste.axes, paste.convention))
    if paste.claims and not judged:
        said.append(_english.claims_made(len(paste.claims)))
    if not paste.certain:
        said.append(_english.UNCERTAIN)
    return tuple(dict.fromkeys(said))


def line_of(paste: Paste, note: Note) -> int | None:
    """The line of a text on which something stands, counted from 1; None where that is not known."""
    return None if note.span is None or not paste.text else paste.text.count("\n", 0, note.span[0]) + 1


def _placed(paste: Paste, note: Note, first: int) -> str:
    line = line_of(paste, note)
    alone = "\n" not in paste.text.strip() and first == 1
    return note.text if line is None or alone else _english.at_line(line + first - 1, note.text)
