"""Run as a script: answers questions, each in a process with limits of CPU time and memory; JSON in and out.

In: {"questions": [[word, …], …], "guards": [false, true], "seconds": 0.5}. Out: for each question, and each of the
guards, the exit code and what was printed. Without a guard the steps of so many seconds alone end a question.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Sequence

import sympy  # noqa: F401 (once, and not in each process)

from symrf.formulas.budget import allowing
from symrf.front.cli import main

CPU_SECONDS = 30  # many times the budget: a noisy machine does not matter, and a hang does
BYTES = 2 << 30


def answered(words: Sequence[str], guarded: bool, seconds: float) -> tuple[int, str]:
    """The exit code of a question, which is below 0 where a limit ended it, and what it printed."""
    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
            os.dup2(printed.fileno(), 1)
            os.dup2(printed.fileno(), 2)
            code = 1 << 6  # a traceback
            try:
                with allowing(seconds, timed=guarded):
                    code = main(words)
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        printed.seek(0)
        return os.waitstatus_to_exitcode(status), printed.read().decode()


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    found = [[answered(words, guard, asked["seconds"]) for guard in asked["guards"]] for words in asked["questions"]]
    json.dump(found, sys.stdout)
