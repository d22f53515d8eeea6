"""The page in Chromium, worked as a person works it: an outer page holds it in a frame, and posts what it saw."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from support.browser import available
from symrf.front.page.answering import answer
from symrf.front.page.baking import baked

__all__ = ["Site", "site"]

STATIC = Path(__file__).parents[2] / "symrf" / "front" / "page" / "static"
SECONDS = 240  # one visit, on a slow machine
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
# An engine that asks this site; a question with the word `slowly` in it is never answered.
ENGINE = """
window.asked = [];
window.symrfEngine = () => {
  const engine = {
    async postMessage({ id, question }) {
      window.asked.push(JSON.parse(question));
      if (question.includes("slowly")) return;
      const start = performance.now();
      const response = await fetch("answer", { method: "POST", body: question });
      const data = { id, answer: await response.text() };
      window.took = (window.took || 0) + performance.now() - start;
      if (engine.onmessage) engine.onmessage({ data });
    },
    terminate() { engine.onmessage = null; window.stopped = (window.stopped || 0) + 1; },
  };
  setTimeout(() => engine.onmessage({ data: { ready: true } }));
  return engine;
};
"""
OUTER = """<!DOCTYPE html>
<meta charset="utf-8"><link rel="icon" href="data:,">
<style>:root { color-scheme: light dark } iframe { border: 0; width: WIDTHpx; height: 900px }</style>
<iframe src="ADDRESS"></iframe>
<script>
const frame = document.querySelector("iframe");
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
frame.onload = async () => {
  frame.onload = null;
  const page = frame.contentDocument, view = frame.contentWindow, copied = [];
  Object.defineProperty(view.navigator, "clipboard", { value: { writeText: async (text) => { copied.push(text); } } });
  const $ = (selector) => page.querySelector(selector);
  const text = (selector) => $(selector).textContent.trim().replace(/\\s+/g, " ");
  const until = async (found, what, most = 20000) => {
    for (const start = performance.now(); performance.now() - start < most; await wait(5)) {
      const value = found();
      if (value) return value;
    }
    throw new Error(`never: ${what ?? found}`);
  };
  const busy = () => page.querySelector("[aria-busy=true]") || !$("#answer-body").childElementCount;
  const calm = () => until(() => !busy(), "calm");
  const type = (selector, value) => {
    const field = $(selector);
    field.focus();
    field.value = value;
    field.dispatchEvent(new view.Event("input", { bubbles: true }));
  };
  const paste = (selector, value) => {
    $(selector).dispatchEvent(new view.Event("paste", { bubbles: true }));
    type(selector, value);
  };
  const press = (key, more = {}) => page.activeElement.dispatchEvent(
    new view.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const open = async (tab) => { $(`#tab-${tab}`).click(); await calm(); };
  const sideways = () => Math.max(0, page.documentElement.scrollWidth - page.documentElement.clientWidth);
  const axe = async (part = page) => {
    if (!view.axe) await new Promise((done) => {
      const script = page.createElement("script");
      script.src = "axe.js";
      script.onload = done;
      page.head.append(script);
    });
    const { violations } = await view.axe.run(part, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  };
  const saw = {};
  try {
    await until(() => $("#target").options.length > 5, "an engine", 120000);
    SCENARIO
  } catch (error) {
    saw.error = `${error.stack}`;
  }
  saw.copied = copied;
  await fetch("SEEN", { method: "POST", mode: "no-cors", body: JSON.stringify(saw) });
};
</script>
"""


@dataclass
class Site:
    """A server of the page, on this machine alone, and what was seen on it."""

    folder: Path
    axe: Path | None = None
    seen: dict[str, Any] | None = None
    outer: str = ""
    done: threading.Event = field(default_factory=threading.Event)
    turn: threading.Lock = field(default_factory=threading.Lock)
    port: int = 0

    def visit(
        self, scenario: str, link: str = "", width: int = 1100, dark: bool = False, file: Path | None = None
    ) -> dict[str, Any]:
        """What a scenario, the body of an asynchronous function, saw in a browser that was never here before.

        It is on the page of this site, or on one in a `file`.
        """
        here = f"http://127.0.0.1:{self.port}"
        parts = {"WIDTH": str(width), "ADDRESS": ("./" if file is None else file.as_uri()) + link}
        parts |= {"SEEN": f"{here}/seen", "SCENARIO": scenario}
        self.outer = OUTER
        for name, part in parts.items():
            self.outer = self.outer.replace(name, part)
        outer = self.folder / "outer.html"
        outer.write_text(self.outer, "utf-8")
        self.done.clear()
        profile = self.folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        log = self.folder / "chromium.log"
        with log.open("wb") as told:
            browser = subprocess.Popen(
                [
                    *(available(), "--headless=new", "--disable-gpu", "--no-sandbox", "--hide-scrollbars"),
                    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
                    *("--enable-logging=stderr", f"--user-data-dir={profile}", "--window-size=1400,1000"),
                    f"--blink-settings=preferredColorScheme={0 if dark else 1}",
                    *(["--allow-file-access-from-files", outer.as_uri()] if file else [f"{here}/outer.html"]),
                ],
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )
            try:
                came = self.done.wait(SECONDS)
            finally:
                browser.terminate()
                browser.wait(20)
        lines = log.read_text("utf-8", "replace").splitlines()
        console = [line for line in lines if ":CONSOLE" in line]
        assert came, f"the browser told nothing: {console}"
        seen = self.seen or {}
        assert "error" not in seen, (seen, console)
        return {**seen, "console": console}


class _Server(ThreadingHTTPServer):
    """One that a browser may leave in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            raise


@contextmanager
def site(folder: Path, axe: Path | None = None) -> Iterator[Site]:
    """The page, served under the strictest policy that it works with."""
    here = Site(folder, axe)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def give(self, data: bytes, kind: str, *headers: tuple[str, str]) -> None:
            self.send_response(200)
            for name, value in (("content-type", kind), ("content-length", str(len(data))), *headers):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].removeprefix("/") or "page.html"
            if name == "outer.html":
                return self.give(here.outer.encode(), "text/html")
            if name == "engine.js":
                return self.give(ENGINE.encode(), "text/javascript")
            if name == "axe.js" and here.axe is not None:
                return self.give(here.axe.read_bytes(), "text/javascript")
            data = (STATIC / Path(name).name).read_bytes()
            if name == "page.html":
                page = baked(data.decode()).replace("<!-- engine -->", '<script src="engine.js"></script>')
                return self.give(page.encode(), "text/html; charset=utf-8", ("content-security-policy", STRICT))
            return self.give(data, TYPES[Path(name).suffix])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            if self.path.endswith("seen"):
                here.seen = json.loads(body)
                self.give(b"", "text/plain")
                here.done.set()
                return
            with here.turn:
                told = answer(body)
            self.give(told.encode(), "application/json")

    server = _Server(("127.0.0.1", 0), Handler)
    here.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
