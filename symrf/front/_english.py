"""What is said by the command, of options, files and documents, and of how those are written, in English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symrf.answers.documents.document import Inline

from symrf.formulas.spelling import hint


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


# ---- the command -----------------------------------------------------------------------------------------------------

DESCRIPTION = """\
Closed-form output sizes and receptive fields of convolutional networks,
with the steps."""
STANDARD_INPUT = "standard input"
THE_TEXT = "the text"
_SEE_HELP = "(symrf --help shows examples)"
INTERRUPTED = "interrupted"
UNREAD = "unread"
DOCUMENT_IS_MISSING = f"a document is missing, such as paper.tex {_SEE_HELP}"
FILE_NAME_IS_MISSING = "a file name is missing after @"


def said(message: str) -> str:
    """A message as the command says it."""
    return f"symrf: {message}"


def with_help(message: str) -> str:
    return f"{message} {_SEE_HELP}"


def examples(commands: Iterable[str]) -> str:
    return "examples:\n" + "".join(f"  {command}\n" for command in commands)


def no_help(word: str, near: str) -> str:
    return f"there is no help on {word!r}{hint(word, [near])}: symrf help shows the verbs"


def of_option(name: str, metavar: str | None, told: str, verbs: Iterable[str]) -> str:
    """What an option is for, and which verbs take it."""
    flag = f"-{name}" if len(name) == 1 else f"--{name}"
    return f"{flag}{f' {metavar}' if metavar else ''}\n  {told}\n  {_listed(f'symrf {verb}' for verb in verbs)}\n"


def no_example(name: str, names: Iterable[str]) -> str:
    known = list(names)
    return f"there is no example {name!r}{hint(name, known)}: {_listed(known)}"


def no_shell(name: str, shells: Iterable[str]) -> str:
    known = list(shells)
    return f"there is no completion for {name!r}{hint(name, known)}: choose one of {_listed(known)}"


def working(place: int, number: int) -> str:
    return f"checking claim {place} of {number}"


def is_padding(pool: str, padded: str) -> str:
    """That a pool of one pixel was perhaps meant as padding."""
    return f"{pool} is a pool of one pixel, which changes nothing: for padding write {padded}, without a blank"


def is_attribute(part: str, whole: str) -> str:
    """That what stands behind a blank belongs to the layer before it."""
    return f"{part} is not a layer: write {whole}, without a blank"


# ---- options without effect ------------------------------------------------------------------------------------------


def without_content(option: str, contents: Sequence[str]) -> str:
    return f"--{option} has no effect here: it is for --contents {' or '.join(contents)}"


def without_effect(option: str, target: str) -> str:
    return f"--{option} has no effect with --for {target}"


def no_suffix(name: str, suffixes: Iterable[str]) -> str:
    return f"the name {name!r} does not say what to write: end it in {_listed(suffixes)}, or say --for"


def has_no_claims(name: str) -> str:
    return f"{name} contains no claims"


def unrecognized(arguments: Sequence[str], options: Sequence[str]) -> str:
    """That words are no arguments, and which option may be meant by the first that looks like one."""
    wrong = next((word[2:].partition("=")[0] for word in arguments if word.startswith("--")), "")
    return f"unrecognized arguments: {' '.join(arguments)}{hint(wrong, options) if wrong else ''}"


def no_verb(word: str, verb: str) -> str:
    return f"there is no verb {word!r}{hint(word, [verb])}: symrf help shows them"


def network_is_one_word(arguments: Sequence[str]) -> str:
    return f'put a network of several layers in quotation marks: "{" ".join(arguments)}"'


def claim_is_missing(network: str, taken: Sequence[str]) -> str:
    """That there is neither a file nor a claim; `taken` are assumptions that may be meant as claims."""
    if taken:
        return f"a claim is missing: --where took {_listed(map(repr, taken))}; write claims before it"
    return f"there is no file {network!r}; if it is a network, a claim is missing after it, such as 'rf = 5'"


def files_stand_alone(name: str) -> str:
    return f"{name} is a file, and a file is checked without a network before it: symrf check {name}"


def output_unwritable(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or "it is closed"
    return f"standard output cannot be written: {reason}"


def served(url: str) -> str:
    return f"The page is at {url} (Ctrl-C ends it).\n"


# ---- options ---------------------------------------------------------------------------------------------------------

EXCLUDE_EACH_OTHER = "choose --standalone or --fragment, not both"
MEANING_TAKES = "--meaning takes symbols and what they stand for, such as W=w,H=h"
DEPTH_TAKES = "--depth takes a whole number, 1 or more"
AT_TAKES = "--at takes sizes such as w=64,h=64, or 64 for every axis"
RENAMING_TAKES = "--write-as takes a symbol and how to write it, such as w=W_{in}"
PAGE_TAKES = "--page takes an address, such as https://example.org/symrf/"
QUOTATION_MARK_IS_OPEN = "a quotation mark is never closed"
OPTIONS_START_WITH = "options must start with --, as in --axes t"
OPTIONS_COME_BEFORE = "options come before what they are for"
NETWORK_COMES_FIRST = "the network must come first, as in %symrf c3 p2 --steps"
SETTING = "an option must be a name, or name=value"


def written_alike(one: str, other: str, new: str) -> str:
    """Two symbols, one of which may have that name already."""
    if new in (one, other):
        return f"{other if new == one else one} cannot be written {new}, which is a symbol here: choose another name"
    return f"{one} and {other} would both be written {new}: choose another name for one of them"


def same_as(option: str) -> str:
    return f"the same as --{option}"


def is_now(former: str, name: str) -> str:
    return f"{former} is now {name}"


def no_option(name: str, names: Iterable[str]) -> str:
    known = list(names)
    return f"there is no option {name}{hint(name, known)}: choose one of {_listed(known)}"


def no_port(text: str) -> str:
    return f"--port must be a number from 0 to 65535, not {text!r}"


def takes_no_value(option: str, texts: Sequence[str]) -> str:
    return f"{option} takes no value, but was given {' '.join(texts)!r}"


def needs_a_value(option: str) -> str:
    return f"{option} needs a value"


def takes_one_value(option: str, texts: Sequence[str]) -> str:
    return f"{option} takes one value, but was given {' and '.join(texts)}"


def no_choice(option: str, choices: Sequence[str], text: str) -> str:
    return f"{option} must be one of {_listed(choices)}, not {text!r}{hint(text, choices)}"


def no_axis(axis: str, names: Sequence[str]) -> str:
    return f"there is no axis {axis}: the input has {_listed(names)}"


def given_twice(name: str) -> str:
    return f"{name} is given twice"


# ---- the page --------------------------------------------------------------------------------------------------------

ON_THE_PAGE = "Open it in the browser"


# ---- files -----------------------------------------------------------------------------------------------------------


def no_file_name(name: str) -> str:
    return f"{name!r} cannot be the name of a file"


def line(number: int) -> str:
    return f"line {number}"


def unreadable(name: str, error: OSError) -> str:
    return f"{name} cannot be read: {error.strerror or error}"


def unwritable(name: str, error: OSError) -> str:
    return f"{name} cannot be written: {error.strerror or error}"


def too_long(name: str, bytes_read: int) -> str:
    return f"{name} is too long: at most {bytes_read // 2**20} MiB can be read"


def binary(name: str) -> str:
    return (
        f"{name} is a binary file of a kind that cannot be read: give the source, what print(model) or model.summary() "
        "prints, or an ONNX file"
    )


def not_text(name: str, encoding: str, place: int, byte: int) -> str:
    return f"{name} is not text in {encoding[:6].upper()}: byte {place} is {byte:#04x}"


# ---- certificates ----------------------------------------------------------------------------------------------------

SOLVED_WITHOUT_CERTIFICATE = (
    "a solution has a certificate only if the unknown is the size of the input, and no size is given"
)


def no_certificate_file(name: str, endings: Iterable[str]) -> str:
    return f"{name} cannot be the name of a certificate: it must end in {' or '.join(endings)}"


def certificate(name: str, certified: int, claims: int, reasons: Sequence[str]) -> str:
    """How many verdicts a certificate has theorems of, and why the others have none."""
    verdicts = "1 verdict" if claims == 1 else f"{claims} verdicts"
    told = f"{name}: {f'{certified} of ' if certified < claims else ''}{verdicts}"
    return f"certificate {told}{''.join(f'; {reason}' for reason in reasons)}"


# ---- documents with claims in them -----------------------------------------------------------------------------------

NO_ROW_AFTER = "no row of the display follows this marker"
NO_FORMULA_BESIDE = "there is no formula on this line or after it"
NO_NUMBER_SIGN = "an argument of TeX cannot contain #"
WRITTEN_BY_SYMRF = "Written by symrf latex-cache: changes made here will be lost."
_ARGUMENTS = {"symrfcheck": "a network and a claim, each", "symrfsetup": "options"}


def no_json(name: str, place: tuple[int, int] | None) -> str:
    """That a notebook is none; `place` is the line and the column where it stops being one."""
    where = f": line {place[0]}, column {place[1]}" if place else ""
    return f"{name} is not a notebook: it is not JSON{where}"


def no_cells(name: str) -> str:
    return f"{_no_notebook(name)}: it has no list of cells"


def no_cell(name: str, number: int) -> str:
    return f"{_no_notebook(name)}: cell {number} has no type, or no text"


def _no_notebook(name: str) -> str:
    return f"{name} is not a notebook of format 4"


def no_one_row(rows: int) -> str:
    """That it is not clear which row of a formula is claimed."""
    told = f"the formula has {rows} rows" if rows else "the formula is empty"
    return f"{told}: put the marker at the end of the one you mean"


def takes_in_braces(command: str) -> str:
    return f"\\{command} takes {_ARGUMENTS.get(command, 'a network')} in braces"


def one_at_a_time(names: Sequence[str]) -> str:
    return f"only one of {_listed(names)} at a time"


def not_worked_out(quantity: str) -> str:
    return f"the {quantity} is not worked out"


def too_many_inputs(most: int, last: str) -> str:
    return f"more than {most:,} files are input; the last is {last}"


def entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def package_of(version: str) -> str:
    return f"the package of symrf {version}"


# ---- where a document goes -------------------------------------------------------------------------------------------


CONTINUED = (" (continued)",)
THE_SUM = "the sum of these"


def left_out(columns: Sequence[Sequence[Inline]]) -> tuple[Inline, ...]:
    """That columns of a table are not shown."""
    told: list[Inline] = []
    for place, column in enumerate(columns):
        told += [", " if place else "Left out, as they are wider than the page: ", *column]
    return (*told, ".")


def needs_packages(names: Iterable[str]) -> str:
    return f"needs \\usepackage{{{','.join(names)}}}"


def without_width(target: str, targets: Iterable[str]) -> str:
    return f"--width is for {' and '.join(targets)}, not for {target}"


def width_takes(least: int, most: int) -> str:
    return f"a width is a length from {least} to {most} points, such as 3.5in, 8.8cm or 252pt"


def no_label(label: str) -> str:
    signs = "letters, digits, colons, full stops, hyphens and underscores"
    return f"a label is made of {signs}, as in tab:layers, not {label!r}"


NOTHING_TO_CAPTION = "a caption and a label are for a table or a picture, and the document has neither"


def no_target(name: str, targets: Iterable[str]) -> str:
    known = list(targets)
    return f"there is no target {name!r}{hint(name, known)}: choose one of {_listed(known)}"


def no_format(name: str, formats: Iterable[str]) -> str:
    known = list(formats)
    return f"there is no format {name!r}{hint(name, known)}: choose one of {_listed(known)}"


def no_picture(drawing: Sequence[str]) -> str:
    *first, last = drawing
    return f"there is no picture in it: only the contents {_listed(first)} and {last} draw one"


def one_picture(names: Sequence[str]) -> str:
    """That pictures are files of their own."""
    return f"an SVG is one picture, but these are several: {_listed(names)}; ask for one, or write them with -o net.svg"


def made_by_typst(suffix: str, target: str) -> str:
    return f"{suffix} files are made by Typst: leave out --format {target}, or choose another suffix"


def needs_typst(kind: str) -> str:
    return f'symrf needs Typst to write {kind}: pip install "symrf[typst]"'


def refused_by_typst(message: str) -> str:
    return f"Typst refuses the document: {message}"


def one_page(kind: str) -> str:
    return f"{kind} holds only one page, but the document has more: choose pdf"


def no_form_asked_for(forms: Iterable[str]) -> str:
    return f"say what to write, with --as {', '.join(forms)}, or with a file name after -o"
