"""Chromium, told what to do over a pipe: no driver is needed, and a page may be a file or anything else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Tab", "opened"]

_SECONDS = 120  # that something is waited for, on a slow machine


class Tab:
    """A page that is open, what it wrote on its console, and what it asked of the network."""

    def __init__(self, out: int, back: int) -> None:
        self._out, self._back = out, back
        self._unread = b""
        self._number = 0
        self._session: str | None = None
        self.console: list[str] = []
        self.requests: list[str] = []

    def begin(self, address: str) -> None:
        """Open an address."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Network", "Page"):
            self._call(f"{domain}.enable")
        self._call("Page.navigate", url=address)

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript is, or what it promises."""
        found = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, expression: str, seconds: float = _SECONDS) -> Any:
        """What an expression is, once that is true."""
        end = time.monotonic() + seconds
        while not (found := self.value(expression)):
            assert time.monotonic() < end, f"never: {expression}; {self.console}"
            time.sleep(0.05)
        return found

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._heard()
            if heard.get("id") == self._number:
                assert "error" not in heard, heard
                found: dict[str, Any] = heard["result"]
                return found
            self._note(heard.get("method"), heard.get("params", {}))

    def _heard(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            more = os.read(self._back, 2**16)
            assert more, "chromium ended"
            self._unread += more
        message, _, self._unread = self._unread.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def _note(self, event: str | None, told: dict[str, Any]) -> None:
        if event == "Runtime.consoleAPICalled":
            self.console.append(" ".join(str(each.get("value", each.get("description"))) for each in told["args"]))
        elif event == "Runtime.exceptionThrown":
            self.console.append(str(told["exceptionDetails"]))
        elif event == "Log.entryAdded":
            self.console.append(told["entry"]["text"])
        elif event == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])


@contextmanager
def opened(address: str, folder: Path) -> Iterator[Tab]:
    """A page in a browser of its own, whose profile is in a folder; without Chromium the running test skips."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("chromium is not installed")
    (theirs, out), (back, ours) = os.pipe(), os.pipe()
    options = ["--headless=new", "--disable-gpu", "--no-sandbox", "--no-first-run", "--remote-debugging-pipe"]
    command = [program, *options, f"--user-data-dir={folder}/profile"]
    script = f'exec "$@" 3<&{theirs} 4>&{ours}'
    process = subprocess.Popen(
        ["/bin/bash", "-c", script, "chromium", *command],
        pass_fds=(theirs, ours),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.close(ours)
    try:
        tab = Tab(out, back)
        tab.begin(address)
        yield tab
    finally:
        process.kill()
        process.wait()
        os.close(out)
        os.close(back)
