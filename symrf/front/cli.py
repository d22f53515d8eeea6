"""The command: `symrf "c3s1 p2s2 c3s1"`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from os.path import isfile, splitext
from typing import TYPE_CHECKING

import symrf
from symrf.errors import InputError, SymrfError
from symrf.formulas.spelling import nearest
from symrf.front import _english, examples
from symrf.front.commands import VERBS, command, help_of, is_claim, is_network
from symrf.front.completion import SHELLS, completion
from symrf.front.files import decoded
from symrf.front.options import OPTIONS
from symrf.front.progress import shown_progress
from symrf.front.rendering.publication import Laid, laid_out, write
from symrf.front.rendering.targets import target
from symrf.front.reports import REPORTS, complaints
from symrf.front.sources import astray, claiming, foreign, found, given
from symrf.networks.asking import asking
from symrf.networks.notation.architecture import Architecture
from symrf.readers.table import NOTATION

if TYPE_CHECKING:
    from symrf.answers.solutions import Solution
    from symrf.answers.topics import About
    from symrf.answers.verdicts import Report
    from symrf.front.requests import Request
    from symrf.networks.comparison import Comparison
    from symrf.networks.derivation import Derivation
    from symrf.readers.paste import Paste

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0, or 2 where the input is wrong.

    Of a check it is 1 where a claim is refuted, and 3 where none is, but of one it is not known where it is true; of
    solving it is 1 where there is no solution, and 3 where that is not decided.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        return _print(examples.FIRST)
    data = _wants_data(words)
    try:
        asked = command(words)
        _say(asked.request.notes)
        with shown_progress():
            answer, code = _VERBS[asked.verb](asked.texts, asked.request)
        output = asked.request.output
        if output is not None or isinstance(answer, Mapping):
            write(output or "", answer)
            return code
    except SymrfError as error:
        _say([str(error)])
        if data:
            _print(_json({"schema": 1, "error": error.to_dict()}))
        return 2
    except KeyboardInterrupt:
        _say([_english.INTERRUPTED])
        return 130
    return _print(answer) or code


def _wants_data(words: Sequence[str]) -> bool:
    """Whether JSON is asked for, by words of which others may be wrong."""
    pairs = zip(words, (*words[1:], ""), strict=True)
    return any(word in _DATA or (word in ("--for", "--format") and behind == "json") for word, behind in pairs)


_DATA = ("--for=json", "--format=json")


def _derived(texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """A derivation."""
    asked.check_effects()
    (network,), asked = _sources(texts, asked)
    with asking(asked.budget):
        derivation = asked.derive(network)
        _link(derivation, asked)
        return _shown(derivation, asked), 0


def _read(texts: Sequence[str], asked: Request) -> tuple[str | bytes, int]:
    """What was read, in the notation."""
    (network,), asked = _sources(texts, asked)
    if isinstance(network, Architecture):
        from symrf.readers.paste import Paste

        network = Paste(network, asked.axes, asked.convention, kind=NOTATION)
    return (_json(network.to_dict()) if asked.format == "json" else f"{network}\n"), 0


def _written(texts: Sequence[str], asked: Request) -> tuple[str | bytes, int]:
    """A network for another program."""
    (network,), asked = _sources(texts, asked)
    with asking(asked.budget):
        found = asked.write(network)
    return found if isinstance(found, bytes) or found.endswith("\n") else f"{found}\n", 0


def _compared(texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """A comparison."""
    asked.check_effects(compared=True)
    networks, asked = _sources(texts, asked)
    with asking(asked.budget):
        return _shown(asked.compare(networks), asked), 0


def _checked(texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """The verdicts on claims, and the exit code of a check."""
    network, *claims = texts
    wrong = False
    if _are_files(texts):
        report, wrong = _judged(texts, asked)
    elif claims:
        (source,), asked = _sources([network], asked, judged=True)
        report = asked.check(source, claims)
    elif (own := _claimed(network, asked)) is not None:
        report = own
    else:
        raise InputError(_english.claim_is_missing(network, list(filter(is_claim, asked.where))))
    if (name := next((each.claim.text for each in report if each.error and isfile(each.claim.text)), None)) and claims:
        raise InputError(_english.files_stand_alone(name))
    _say(map(str, complaints(report)))
    _link(report, asked)
    wrong = not _certified(report, asked) or wrong
    code = 2 if wrong else report.exit_code(asked.strict)
    if asked.quiet:
        report = replace(report, verdicts=tuple(each for each in report if each.status != "proved"))
    if asked.format in REPORTS:
        return REPORTS[asked.format](report), code
    told = asked.format == "json" or any(each.error is None for each in report)
    return _shown(report, asked) if told else "", code


def _are_files(texts: Sequence[str]) -> bool:
    """Whether all of what is to be checked stands in files; a file that is named like a network is the network."""
    from symrf.front.manuscripts.judging import is_document

    first, *others = texts
    if first[:1] in ("-", "@"):
        return False
    if is_document(first) or not others:
        return is_document(first) or os.path.exists(first)
    return os.path.exists(first) and not is_network(first) and not any(map(is_claim, others))


def _certified(report: Report, asked: Request) -> bool:
    """Whether there is a certificate of a report where one is asked for; if not it is said why."""
    try:
        _certify(report, asked)
    except InputError as error:
        _say([str(error)])
        return False
    return True


def _certify(report: Report, asked: Request) -> None:
    """Write the certificate of a report, if one is asked for, and say of how many verdicts it is."""
    if asked.certificate is None:
        return
    language = _LANGUAGES.get(splitext(asked.certificate)[1].lower())
    if language is None:
        raise InputError(_english.no_certificate_file(asked.certificate, _LANGUAGES))
    certificate = report.certificate(language)
    write(asked.certificate, certificate.whole())
    _say([_english.certificate(asked.certificate, certificate.certified, certificate.claims, certificate.reasons)])


_LANGUAGES = {".v": "coq", ".smt2": "smt2"}


def _judged(names: Sequence[str], asked: Request) -> tuple[Report, bool]:
    """The verdicts on what is claimed in files, and whether a file could not be read."""
    from symrf.front.manuscripts.judging import judge

    judgement = judge(names, asked)
    _say(judgement.notes)
    _say(map(_english.has_no_claims, judgement.silent))
    _say(map(str, judgement.errors))
    return judgement.report, bool(judgement.errors)


def _solved(texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """A solution, and the exit code of solving."""
    word, *conditions = texts
    (network,), asked = _sources([word], asked)
    solution = asked.solve(network, conditions)
    certified = True
    if asked.certificate is not None and (not set(solution.unknowns) <= set(asked.axes) or solution.given):
        _say([_english.SOLVED_WITHOUT_CERTIFICATE])
        certified = False
    elif asked.certificate is not None:
        certified = _certified(asked.check(network, conditions), asked)
    return _shown(solution, asked), solution.exit_code if certified else 2


def _told(texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """What a word is."""
    return _shown(symrf.about(" ".join(texts)), asked), 0


def _helped(texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """Help on a verb, an option, or anything that `about` knows."""
    told = help_of(texts)
    if told is not None:
        return told, 0
    try:
        return _told(texts, asked)
    except InputError:
        if (meant := nearest(texts[0], [*VERBS, *(option.name for option in OPTIONS)])) is None:
            raise
        raise InputError(_english.no_help(" ".join(texts), meant)) from None


def _examples(texts: Sequence[str], _: Request) -> tuple[str | bytes, int]:
    """A network that is shipped, or the list of them."""
    return examples.text(texts[0]) if texts else examples.listed(), 0


def _completed(texts: Sequence[str], _: Request) -> tuple[str | bytes, int]:
    """The script that completes the command in a shell."""
    if texts[0] not in SHELLS:
        raise InputError(_english.no_shell(texts[0], SHELLS))
    return completion(texts[0], {verb: told for verb, (told, _) in VERBS.items()}), 0


def _cached(texts: Sequence[str], asked: Request) -> tuple[str | bytes, int]:
    """What was written for a document in LaTeX, and the exit code of its claims."""
    from symrf.front.manuscripts.caches import STYLE, cached
    from symrf.front.manuscripts.caches import write as written

    if not texts:
        if not asked.sty:
            raise InputError(_english.DOCUMENT_IS_MISSING)
        return f"{STYLE}\n", 0
    cache = cached(texts[0])
    _say(cache.notes)
    _say(map(str, cache.errors[:-1]))
    if cache.errors:
        raise cache.errors[-1]
    answer = "".join(f"{line}\n" for line in written(cache, asked.sty))
    if cache.report:
        answer += "\n" + target("text").render(asked.document(cache.report))
    return answer, cache.report.exit_code()


def _served(_texts: Sequence[str], asked: Request) -> tuple[Laid, int]:
    """The page, until it is interrupted."""
    from symrf.front.page.serving import PORT, Server

    with Server(PORT if asked.port is None else asked.port) as server:
        _print(_english.served(server.url))
        if asked.open:
            import webbrowser

            webbrowser.open(server.url)
        server.serve_forever()
    return "", 0


_VERBS: Mapping[str, Callable[[Sequence[str], Request], tuple[Laid, int]]] = {
    "derive": _derived,
    "compare": _compared,
    "read": _read,
    "write": _written,
    "check": _checked,
    "solve": _solved,
    "about": _told,
    "latex-cache": _cached,
    "serve": _served,
    "help": _helped,
    "examples": _examples,
    "completion": _completed,
}


def _shown(result: Derivation | Comparison | Report | Solution | About, asked: Request) -> Laid:
    """A result as data, or laid out."""
    with asking(asked.budget):
        if asked.format == "json":
            return _json(asked.data(result))
        if asked.output is None and asked.width is None and asked.format in ("text", "unicode"):
            from symrf.front.rendering.terminal import on_terminal

            return on_terminal(sys.stdout, asked.color, asked.format == "unicode")(asked.document(result))
        return laid_out(asked.document(result), asked.format, asked.output, asked.standalone, asked.width)


def _json(data: object) -> str:
    import json

    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _sources(words: Sequence[str], asked: Request, judged: bool = False) -> tuple[list[Architecture | Paste], Request]:
    """The networks that words are, or name, and what is asked of them; what was assumed in them is said."""
    networks = [found(word, asked) for word in words]
    for network in networks:
        if isinstance(network, Architecture):
            _say(astray(network))
        else:
            from symrf.readers.telling import told

            _say(told(network, judged))
            asked = asked.under(network)
    return networks, asked


def _claimed(word: str, asked: Request) -> Report | None:
    """The verdicts on what is claimed in a text of definitions, or of a network of another program; else None."""
    from symrf.front.manuscripts.judging import of_paste
    from symrf.readers.telling import told

    data, name = given(word) if word[:1] in ("-", "@") else (None, _english.THE_TEXT)
    paste = foreign(word, asked) if data is None else claiming(data, name, asked)
    if paste is not None:
        _say(told(paste, judged=True))
        report = of_paste(paste, asked, "" if data is None else name)
    elif data is None:
        return None
    else:
        report = asked.check_file(decoded(data, name))
    _say([] if report else [_english.has_no_claims(name)])
    return report


def _link(result: Derivation | Report, asked: Request) -> None:
    """Where on the page a result is shown, if its address is given."""
    if asked.page is not None:
        from symrf.front.page.links import linked

        _say(filter(None, [linked(result, asked)]))


def _say(messages: Iterable[str]) -> None:
    """Messages on standard error."""
    for message in messages:
        print(_english.said(message), file=sys.stderr)


def _print(answer: str | bytes) -> int:
    """Write to standard output, in UTF-8 whatever the terminal; a reader that has gone is no fault."""
    data = answer if isinstance(answer, bytes) else answer.encode("utf-8", "backslashreplace")
    try:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:  # a text in memory, as contextlib.redirect_stdout puts one in its place
            sys.stdout.write(data.decode("utf-8", "backslashreplace"))
        else:
            sys.stdout.flush()
            stream.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError) as error:
        _say([_english.output_unwritable(error)])
        return 2
    return 0
