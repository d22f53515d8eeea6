"""Files that people name: their text, or one message that says why there is none."""

from __future__ import annotations

from symrf.errors import InputError
from symrf.formulas import limits

__all__ = ["decoded", "text_of"]


def text_of(name: str) -> str:
    """The text of a file; an InputError says why it cannot be read."""
    try:
        with open(name, "rb") as opened:
            data = opened.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise InputError(f"{name!r} is no name of a file") from None
    if len(data) > limits.FILE_BYTES:
        raise InputError(f"{name} is too long: at most {limits.FILE_BYTES // 2**20} MiB are read")
    return decoded(data, name)


def decoded(data: bytes, name: str) -> str:
    """Bytes as UTF-8, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not text in UTF-8: byte {error.start} is {data[error.start]:#04x}") from None
