"""A page around a fragment of HTML: one file that fetches nothing, for light and dark screens, small ones and paper."""

from __future__ import annotations

import re
from html import escape

from symrf.answers.documents.english.page import PAGE, PageWords

__all__ = ["page"]

LONGEST_TITLE = 12  # codes that are named in it

STYLE = """\
:root {
  color-scheme: light dark;
  --paper: #fffefb; --ink: #1d1d1b; --quiet: #5e5c56; --line: #d9d6cc; --shade: #f4f2eb; --mark: #1a5a9c;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #17181b; --ink: #e7e5df; --quiet: #a3a19a; --line: #3a3c42; --shade: #222429; --mark: #8fc1f5; }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", "Latin Modern Roman",
    Cambria, "STIX Two Text", Georgia, serif;
}
main { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
p { margin: 1.25em 0 0.5em; overflow-wrap: break-word; overflow-x: auto; overflow-y: hidden; padding: 0.1em 0; }
p:first-child { font-size: 1.2em; margin-top: 0; }
h3 { font-size: 1.3em; font-weight: 400; line-height: 1.35; margin: 2.75em 0 0; padding-top: 0.9em; }
h3 { border-top: 1px solid var(--line); overflow-wrap: break-word; }
code { font: 0.86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
p code, h3 code { background: var(--shade); border-radius: 0.25em; padding: 0.1em 0.3em; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "Libertinus Math", "Noto Sans Math", math; }
math { font-size: 1.08em; }
.scroll { overflow-x: auto; overflow-y: hidden; max-width: 100%; padding: 0.15em 0; }
.display { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: flex-start; gap: 0.25rem 1rem; }
.display { margin: 0.5em 0 0.5em 2em; }
.display .scroll { flex: 0 1 auto; min-width: 0; }
.display math { display: block math; width: max-content; margin: 0; }
dl { margin: 1.5em 0; border: solid var(--line); border-width: 1px 0; padding: 0.25em 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); align-items: baseline; }
dt { padding: 0.75em 1.5em 0.75em 0; color: var(--quiet); }
dd { margin: 0; padding: 0.6em 0; }
dd .display { margin: 0; align-items: center; }
dd code { display: block; margin-top: 0.35em; color: var(--quiet); overflow-wrap: anywhere; font-size: 0.75em; }
table { border-collapse: collapse; margin: 1em 0; font-size: 0.95em; line-height: 1.45; }
th, td { text-align: left; vertical-align: baseline; padding: 0.5em 1.5em 0.5em 0; }
tr > :last-child { padding-right: 0.15em; }
thead th, thead td { border-bottom: 1.5px solid var(--ink); }
tbody tr + tr > * { border-top: 1px solid var(--line); }
th { font-weight: 600; }
tbody th { font-weight: inherit; color: var(--quiet); white-space: nowrap; }
td > code:only-child { display: block; width: max-content; max-width: 22rem; }
.prose td:last-child { min-width: 15rem; }
figure { margin: 2em 0; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { color: var(--quiet); font-size: 0.92em; margin-top: 0.5em; }
button {
  font: 0.75rem/1 system-ui, sans-serif; color: var(--quiet); background: none; cursor: pointer; white-space: nowrap;
  border: 1px solid var(--line); border-radius: 0.35em; padding: 0.45em 0.6em; flex: none;
}
.display button { margin-left: auto; }
.formula { white-space: nowrap; }
.formula button { border: 0; padding: 0.35em; margin: 0 0.1em; vertical-align: middle; }
.formula button::before, .formula button::after {
  content: ""; display: inline-block; width: 0.6em; height: 0.75em; border: 1px solid currentColor; border-radius: 2px;
}
.formula button::after { margin: 0 0 -0.3em -0.4em; background: var(--paper); }
.formula button[data-done]::after { background: currentColor; }
button:hover { color: var(--mark); border-color: currentColor; }
:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
.heard { position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; overflow: hidden; clip-path: inset(50%); }
@media (min-width: 50rem) {
  main > .display, main > .scroll:not(.prose) { width: max-content; max-width: calc(50vw + 18rem); }
  main > .display { min-width: calc(100% - 2em); }
  dd .display { width: max-content; min-width: 100%; max-width: calc(50vw + 13rem); }
}
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  main { padding: 1.5rem 1rem 3rem; }
  .display { margin-left: 0.5em; }
  td > code:only-child { max-width: 11rem; }
  dl { display: block; }
  dt { padding: 0.6em 0 0; }
  dd { padding: 0.2em 0 0.75em; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --line: #999; --shade: #fff; }
  @page { margin: 2cm; }
  main { max-width: none; padding: 0; }
  body { font-size: 10.5pt; }
  button { display: none; }
  p code, h3 code { padding: 0; }
  p, .scroll { overflow: visible; }
  .display, tr, figure, dl { break-inside: avoid; }
  h3, p:has(+ .display) { break-after: avoid; }
}
"""

SCRIPT = """\
"use strict";
(() => {
  const { copy, copied } = document.querySelector("main").dataset;
  const status = document.createElement("p");  // for those who hear the page
  status.setAttribute("role", "status");
  status.className = "heard";
  document.body.append(status);
  const write = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const shortest = 16;  // what is shorter is typed as fast as it is copied
  for (const math of document.querySelectorAll("math")) {
    const display = math.closest(".display");
    const tex = math.querySelector("annotation").textContent;
    if (!display && (!math.closest("td") || tex.length < shortest)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.title = copy;
    button.textContent = display ? copy : "";
    button.setAttribute("aria-label", `${copy}: ${math.getAttribute("alttext")}`);
    button.addEventListener("click", async () => {
      await write(tex);
      button.dataset.done = "";
      button.title = status.textContent = copied;
      if (display) button.textContent = copied;
      setTimeout(() => {
        delete button.dataset.done;
        button.title = copy;
        status.textContent = "";
        if (display) button.textContent = copy;
      }, 1500);
    });
    if (display) {
      display.append(button);
    } else {
      const formula = document.createElement("span");
      formula.className = "formula";
      math.replaceWith(formula);
      formula.append(math, button);
    }
  }
  // A display that is too wide breaks before its signs, and what it holds for goes below.
  const folded = (table, width) => {
    const copy = table.cloneNode();
    for (const line of table.children) {
      const [left, right, when] = line.children;
      const room = width - left.getBoundingClientRect().width;
      const add = (...cells) => {
        copy.append(line.cloneNode());
        copy.lastChild.append(...cells);
      };
      let row, used;
      for (const side of right.firstChild.children) {
        const needed = side.getBoundingClientRect().width;
        if (!row || used + needed > room) {
          const cell = right.cloneNode();
          cell.append(right.firstChild.cloneNode());
          add(left.cloneNode(!row), cell);
          row = cell.firstChild;
          used = 0;
        }
        row.append(side.cloneNode(true));
        used += needed;
      }
      if (when) add(left.cloneNode(), when.cloneNode(true));
    }
    return copy;
  };
  const displays = [...document.querySelectorAll("main > .display > .scroll")]
    .map((scroll) => [scroll, scroll.querySelector("mtable")]);
  const fold = (widest) => {
    for (const [scroll, table] of displays) scroll.querySelector("mtable").replaceWith(table);
    for (const [scroll, table] of displays) {
      const width = widest ?? scroll.clientWidth;
      if (table.getBoundingClientRect().width > width + 1) table.replaceWith(folded(table, width));
    }
  };
  fold();
  addEventListener("resize", () => fold());
  addEventListener("beforeprint", () => fold(600));  // of A4 between its margins
  addEventListener("afterprint", () => fold());
})();
"""


def page(text: str, words: PageWords = PAGE) -> str:
    """A fragment as a whole page."""
    return f"""\
<!DOCTYPE html>
<html lang="{escape(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_title(text, words)}</title>
<style>
{STYLE}</style>
</head>
<body>
<main data-copy="{escape(words.copy)}" data-copied="{escape(words.copied)}">
{text}</main>
<script>
{SCRIPT}</script>
</body>
</html>
"""


def _title(text: str, words: PageWords) -> str:
    """The codes that the first paragraph of a fragment names, or else those up to the end of its first table."""
    beginnings = (re.split(end, text, maxsplit=1)[0] for end in ("</p>|</table>", "</table>"))
    codes = next(filter(None, (re.findall("<code>(.*?)</code>", each, re.DOTALL) for each in beginnings)), [])
    more = " …" if len(codes) > LONGEST_TITLE else ""
    return f"{escape(words.title)}: {' · '.join(codes[:LONGEST_TITLE])}{more}" if codes else escape(words.title)
