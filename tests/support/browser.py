"""Chromium on a page: what it makes of it, at a width and in a colour scheme, without a driver."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Report", "available", "rendered"]

_SECONDS = 120  # one page, on a slow machine
# The page is in a frame of the width, because a window has a least one; the frame is of the same origin, so that the
# outer page can look into it. Its clipboard is replaced, as there is none without a screen.
_OUTER = """<!DOCTYPE html>
<meta charset="utf-8">
<style>:root { color-scheme: light dark } iframe { border: 0; width: WIDTHpx; height: 900px }</style>
<iframe></iframe><pre></pre>
<script>
const frame = document.querySelector("iframe");
frame.onload = async () => {
  const page = frame.contentDocument, root = page.documentElement, copied = [];
  const clipboard = { writeText: async (text) => { copied.push(text); } };
  Object.defineProperty(frame.contentWindow.navigator, "clipboard", { value: clipboard });
  const maths = [...page.querySelectorAll("math")];
  const buttons = [...page.querySelectorAll("button")];
  for (const button of buttons) button.click();
  document.querySelector("pre").textContent = JSON.stringify({
    width: root.clientWidth,
    content_width: root.scrollWidth,
    maths: maths.length,
    empty_maths: maths.filter((math) => !(math.getBoundingClientRect().width > 0 && math.clientHeight >= 0
      && math.getBoundingClientRect().height > 0)).length,
    background: frame.contentWindow.getComputedStyle(root).backgroundColor,
    labels: buttons.map((button) => button.getAttribute("aria-label")),
    copied,
    signs: [...page.querySelectorAll("main > .display mtr > mtd:nth-child(2)")]
      .map((cell) => cell.getBoundingClientRect().x),
    cut: [...page.querySelectorAll("main > .display > .scroll")]
      .filter((scroll) => scroll.scrollWidth > scroll.clientWidth).length,
  });
};
frame.srcdoc = PAGE;
</script>
"""


@dataclass(frozen=True)
class Report:
    """What a browser shows: pixels, counts, and what its buttons say and copy."""

    width: int
    content_width: int
    maths: int
    empty_maths: int
    background: str
    labels: list[str]
    copied: list[str]
    signs: list[float]  # where the first signs of displayed relations are
    cut: int  # displays that must be scrolled

    @property
    def brightness(self) -> float:
        """Of the background, from 0 to 255."""
        found = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", self.background)
        assert found is not None, self.background
        return sum(map(int, found.groups())) / 3


def rendered(page: str, folder: Path, width: int = 1200, dark: bool = False) -> Report:
    """What Chromium makes of a page in a frame of that width."""
    script = json.dumps(page).replace("</", "<\\/").replace("<!--", "<\\!--")
    path = folder / "outer.html"
    path.write_text(_OUTER.replace("WIDTH", str(width)).replace("PAGE", script), encoding="utf-8")
    options = ["--headless=new", "--disable-gpu", "--no-sandbox", "--hide-scrollbars"]
    options.append(f"--user-data-dir={folder}/profile")
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    dump = ("--virtual-time-budget=5000", "--dump-dom")
    run = subprocess.run(
        [available(), *options, scheme, f"--window-size={max(width, 500)},1000", *dump, path.as_uri()],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    dumped = run.stdout.decode("utf-8", "replace")
    found = re.search("<pre>(.+?)</pre>", dumped, re.DOTALL)
    if found is None:
        raise AssertionError(f"chromium told nothing of the page: {run.stderr.decode('utf-8', 'replace')[-2000:]}")
    return Report(**json.loads(html.unescape(found[1])))


def available() -> str:
    """The path of Chromium; without it the running test skips."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if (program := shutil.which(name)) is not None:
            return program
    pytest.skip("chromium is not installed")
