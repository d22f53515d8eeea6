"""Typst source -> PDF, PNG or SVG, by the compiler that the `typst` wheel brings: no program, no network."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from symrf.errors import InputError
from symrf.front import _english

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document

__all__ = ["Image", "compiled", "published"]

Image: TypeAlias = Literal["pdf", "png", "svg"]


def published(document: Document, kind: Image) -> bytes:
    """A document as a PDF of pages, or as one picture that is as high as it needs to be."""
    from symrf.front.rendering.typst import TYPST, page, sheet

    whole: Callable[[str], str] = page if kind == "pdf" else sheet
    return compiled(whole(TYPST(document)), kind)


def compiled(source: str, kind: Image) -> bytes:
    """The bytes of a Typst document, which is compiled in an empty folder with the fonts that Typst brings along."""
    if kind not in get_args(Image):
        raise InputError(_english.no_format(kind, get_args(Image)))
    try:
        import typst
    except ImportError:
        raise InputError(_english.needs_typst(kind)) from None
    with TemporaryDirectory() as root:
        compiler = typst.Compiler(root=root, ignore_system_fonts=True, package_path=root, package_cache_path=root)
        try:
            found = compiler.compile(source.encode(), format=kind)
        except typst.TypstError as error:
            raise InputError(_english.refused_by_typst(error.message)) from None
    if not isinstance(found, bytes):
        raise InputError(_english.one_page(kind))
    return found
