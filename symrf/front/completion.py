"""What a shell completes: verbs, options and their choices, all from the table of options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from shlex import quote

from symrf.answers.documents.english.contents import CONTENTS
from symrf.front.options import OPTIONS, Kind, Option
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.quantities import COLUMNS

__all__ = ["SHELLS", "completion"]

SHELLS = ("bash", "zsh", "fish")
_BASH = """\
# symrf: source this file, or write it where the shell looks for completions.
_symrf() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} verb=${{COMP_WORDS[1]}} words=
    COMPREPLY=()
    case "$before" in
{choices}
    esac
    if [ -z "$words" ] && [ "${{word:0:1}}" = - ]; then
        case "$verb" in
{options}
        esac
    elif [ -z "$words" ] && [ "$COMP_CWORD" = 1 ]; then
        words={verbs}
    fi
    if [ -n "$words" ]; then
        COMPREPLY=($(compgen -W "$words" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}}
complete -o filenames -F _symrf symrf
"""


def completion(shell: str, verbs: Mapping[str, str]) -> str:
    """The script that a shell sources, for verbs with what is said of each.

    >>> print(completion("fish", {"derive": "one network"}).splitlines()[1])
    complete -c symrf -n __fish_use_subcommand -f -a derive -d 'one network'
    """
    return "\n".join(_fish(verbs)) + "\n" if shell == "fish" else _bash(verbs, zsh=shell == "zsh")


def _bash(verbs: Mapping[str, str], zsh: bool) -> str:
    """A function of Bash, which zsh runs, too."""
    choices: dict[str, dict[str, None]] = {}  # of an option with several rows those of all
    for each in OPTIONS:
        for name in _names(each) if _choices(each) else ():
            choices.setdefault(_flag(name), {}).update(dict.fromkeys(_choices(each)))
    taken = {verb: [_flag(name) for each in OPTIONS if verb in each.verbs for name in _names(each)] for verb in verbs}
    taken["*"] = taken["derive"]
    script = _BASH.format(
        choices="\n".join(f"        {flag}) words={_words(found)};;" for flag, found in choices.items()),
        options="\n".join(f"            {verb}) words={_words(flags)};;" for verb, flags in taken.items()),
        verbs=_words(verbs),
    )
    return f"#compdef symrf\nautoload -U +X bashcompinit && bashcompinit\n{script}" if zsh else script


def _fish(verbs: Mapping[str, str]) -> Iterable[str]:
    yield "# symrf: source this file, or write it to ~/.config/fish/completions/symrf.fish"
    for verb, told in verbs.items():
        yield f"complete -c symrf -n __fish_use_subcommand -f -a {verb} -d {quote(told)}"
    for each in OPTIONS:
        where = quote(f"__fish_seen_subcommand_from {' '.join(each.verbs)}" + _UNTOLD * ("derive" in each.verbs))
        needs = "" if each.kind is Kind.FLAG else " -r"
        values = f" -f -a {_words(found)}" if (found := _choices(each)) else ""
        for name in _names(each):
            flag = f"-s {name}" if len(name) == 1 else f"-l {name}"
            yield f"complete -c symrf -n {where} {flag}{needs}{values} -d {quote(each.help)}"


_LISTED: Mapping[str, Iterable[str]] = {"contents": CONTENTS, "columns": COLUMNS, "convention": CONVENTIONS}
_UNTOLD = "; or __fish_use_subcommand"  # the verb may be left out


def _choices(option: Option) -> Iterable[str]:
    """What may stand behind an option, where that is one of several names."""
    return option.choices or {"contents": CONTENTS, "columns": COLUMNS, "convention": CONVENTIONS}.get(option.name, ())


def _names(option: Option) -> list[str]:
    return [name for name in (option.name, option.alias) if name]


def _flag(name: str) -> str:
    return f"-{name}" if len(name) == 1 else f"--{name}"


def _words(words: Iterable[str]) -> str:
    return quote(" ".join(words))
