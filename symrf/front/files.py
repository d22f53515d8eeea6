"""Files that people name: their text, or one message that says why there is none."""

from __future__ import annotations

from symrf.errors import InputError
from symrf.formulas import limits
from symrf.front import _english
from symrf.readers.detection import UTF_8, coding

__all__ = ["bytes_of", "decoded", "text_of"]


def text_of(name: str) -> str:
    """The text of a file; an InputError says why it cannot be read."""
    return decoded(bytes_of(name), name)


def bytes_of(name: str) -> bytes:
    """What is in a file; an InputError says why it cannot be read."""
    try:
        with open(name, "rb") as opened:
            data = opened.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise InputError(_english.unreadable(name, error)) from None
    except ValueError:
        raise InputError(_english.no_file_name(name)) from None
    if len(data) > limits.FILE_BYTES:
        raise InputError(_english.too_long(name, limits.FILE_BYTES))
    return data


def decoded(data: bytes, name: str) -> str:
    """Bytes as UTF-8, with or without a byte order mark, or as UTF-16 with one."""
    try:
        return data.decode(coding(data))
    except UnicodeDecodeError as error:
        if b"\0" in data and coding(data) == UTF_8:
            raise InputError(_english.binary(name)) from None
        raise InputError(_english.not_text(name, error.encoding, error.start, data[error.start])) from None
