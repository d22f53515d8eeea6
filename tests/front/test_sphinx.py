"""The extension of Sphinx: small projects, built to HTML, LaTeX and text, without a network."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from support.katex import render_errors
from support.pdflatex import compile_document

FOUNDING = "c3s1 p2s2 c3s1"
SHAPE = r"\left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)"
TITLE = "Networks\n========\n\n"
PAGE = f"""{TITLE}Its shape is :symrf:`{FOUNDING}`.

.. symrf::
   :steps:
   :at: w=64,h=64

   F = c3; M = p2
   O = F M F

.. symrf::
   :costs:
   :axes: w

   in3 c3-64 [c1-64 | c3p1-128]

.. symrf::
   :axes: t
   :where: k odd; k >= 3

   c{{k}}p{{(k-1)/2}}
   size = t
   jump = 1
"""


def built(folder: Path, page: str, builder: str, settings: str = "") -> tuple[str, list[str]]:
    """What a builder makes of a page, and its warnings, a message each."""
    (folder / "conf.py").write_text(f"project = 'nets'\nextensions = ['symrf.sphinx']\n{settings}\n", "utf-8")
    (folder / "index.rst").write_text(page, "utf-8")
    out, warned = folder / builder, io.StringIO()
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(
            folder, folder, out, folder / f"{builder}.trees", builder, status=None, warning=warned, freshenv=True
        )
        app.build()
    [made] = [*out.glob("index.html"), *out.glob("index.txt"), *out.glob("nets.tex"), *out.glob("index.xml")]
    warnings = re.split(r"\n(?=\S)", re.sub(r"\x1b\[[0-9;]*m", "", warned.getvalue()).strip())
    return made.read_text("utf-8"), [each.removeprefix(f"{folder}/") for each in warnings if each]


def test_html(tmp_path: Path) -> None:
    page, warnings = built(tmp_path, PAGE, "html", "extensions.append('sphinx.ext.mathjax')")
    assert warnings == []
    assert f'<span class="math notranslate nohighlight">\\({SHAPE}\\)</span>' in page
    displays = re.findall(r'<div class="math notranslate nohighlight">\n\\\[(.*?)\\\]</div>', page, re.DOTALL)
    assert displays
    plain = [each.replace("&amp;", "&").replace("&gt;", ">").replace("&lt;", "<") for each in displays]
    assert render_errors(plain) == [None] * 5
    assert any(r"29 \times 29" in each for each in plain)
    rows = [re.sub(r"<[^>]*>", "", row).split() for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    assert rows[-2][:4] == ["proved", "size", "=", "t"]
    firsts = [row[0] for row in rows]
    assert firsts.count("layer") == 3  # of two first answers, and of costs
    assert firsts[-3:] == ["verdict", *["proved"] * 2]


def test_latex_is_compiled(tmp_path: Path) -> None:
    text, warnings = built(tmp_path, PAGE, "latex")
    assert warnings == []
    displays = re.findall(r"\\begin\{equation\*\}.*?\\end\{equation\*\}", text, re.DOTALL)
    inline = re.findall(r"\\\((.*?)\\\)", text, re.DOTALL)
    assert len(displays) >= 5
    assert SHAPE in inline
    body = "\n\n".join((*displays, *(f"\\({each}\\)" for each in inline)))
    head = "\\documentclass{article}\n\\usepackage{amsmath,amssymb,amstext}\n\\begin{document}\n"
    compile_document(f"{head}{body}\n\\end{{document}}\n", tmp_path)


def test_every_builder_has_the_tables(tmp_path: Path) -> None:
    text, warnings = built(tmp_path, PAGE, "text")
    assert warnings == []
    assert re.search(r"\| proved +\| \"size = t\" +\|", text)
    tree, _ = built(tmp_path, PAGE, "xml")
    assert tree.count("<table") == 4
    assert tree.count("<math_block") == 5
    assert "raw" not in re.findall(r"<(\w+)", tree)


# What is wrong: the page after its title, and the line and message of each warning.
WRONG = [
    ("A :symrf:`c3s1p2s2` one.", ["4: stride given twice: is a blank missing before p2s2?\n  c3s1p2s2\n        ^^"]),
    (".. symrf::\n\n   F = c3\n\n   F q2", ["8: there is no kind of layer q: "]),
    (".. symrf::\n   :axes: t\n\n   c3\n   rf = (3", ["8: this bracket is never closed\n  rf = (3\n       ^"]),
    (".. symrf::\n\n   c3\n   rf = 4\n   rf = 3\n   rf = 5", ["7: refuted: rf = 4", "9: refuted: rf = 5"]),
    (".. symrf::\n   :axes: w\n\n   c3\n   size = w^(1/2)\n   size <= 9", ["8: conditional: size = w^(1/2)"]),
    (".. symrf::\n   :form: flat\n\n   c3", ["7: form must be one of hand, nested, closed, not 'flat'"]),
    (".. symrf::\n   :at: w=2\n\n   c3", ["7: at w=2 layer F (c3) has no output: w must be at least 3"]),
    (".. symrf::\n\n   rf = 3", ["6: a network must come before the first claim"]),
    (".. symrf::", ["4: the network is empty: "]),
    ("A.\n\n* item\n\n  .. symrf::\n\n     c3 q3", ["10: there is no kind of layer q: "]),
]


@pytest.mark.parametrize(("page", "messages"), WRONG, ids=[ascii(page) for page, _ in WRONG])
def test_what_is_wrong_is_a_warning_at_its_line(tmp_path: Path, page: str, messages: list[str]) -> None:
    _, warnings = built(tmp_path, f"{TITLE}{page}\n", "text")
    assert len(warnings) == len(messages)
    for warning, message in zip(warnings, messages, strict=True):
        line, _, told = message.partition(": ")
        assert warning.startswith(f"index.rst:{line}: WARNING: symrf: {told}")


def test_a_wrong_option_is_docutils_to_tell(tmp_path: Path) -> None:
    _, warnings = built(tmp_path, f"{TITLE}.. symrf::\n   :axis: t\n\n   c3\n", "text")
    assert warnings[0].startswith('index.rst:4: ERROR: Error in "symrf" directive:')
    assert 'unknown option: "axis"' in "\n".join(warnings)


def test_a_link_to_the_page_of_a_project_or_of_a_directive(tmp_path: Path) -> None:
    nets = f"{TITLE}.. symrf::\n   :axes: t\n\n   c3 p2\n\n"
    nets += ".. symrf::\n   :page: https://example.org/2/\n\n   c3\n   rf = 3\n"
    settings = "extensions.append('sphinx.ext.mathjax')"
    page, warnings = built(tmp_path, nets, "html", f"{settings}\nsymrf_page = 'https://example.org/'")
    assert warnings == []
    assert 'href="https://example.org/#n=c3+p2&amp;axes=t">Open it in the browser</a>' in page
    assert 'href="https://example.org/2/#n=c3&amp;claims=rf+=+3"' in page
    alone, _ = built(tmp_path, f"{TITLE}.. symrf::\n\n   c3 p2\n", "html", settings)
    assert "Open it" not in alone


PICTURED = f"""{TITLE}.. symrf:: {FOUNDING}
   :contents: pyramid,graph
   :at: w=20,h=20
"""


def test_pictures_are_drawn_on_a_page(tmp_path: Path) -> None:
    page, warnings = built(tmp_path, PICTURED, "html")
    assert warnings == []
    assert page.count("<figure") == page.count("<svg") == page.count("</svg>") == 2
    assert "tikzpicture" not in page


def test_pictures_are_drawn_in_latex(tmp_path: Path) -> None:
    text, warnings = built(tmp_path, PICTURED, "latex")
    assert warnings == []
    pictures = re.findall(r"\\begin\{tikzpicture\}.*?\\end\{tikzpicture\}", text, re.DOTALL)
    assert len(pictures) == 2
    packages = [line for line in text.splitlines() if "tikz" in line.partition("%")[0] and "use" in line]
    assert packages == ["\\usepackage{tikz}", "\\usetikzlibrary{patterns}"]
    head = "\n".join(("\\documentclass{article}\\usepackage{amsmath}", *packages, "\\begin{document}"))
    compile_document("\n\n".join((head, *pictures, "\\end{document}")), tmp_path)


def test_pictures_are_told_elsewhere(tmp_path: Path) -> None:
    text, warnings = built(tmp_path, PICTURED, "text")
    assert warnings == []
    assert "svg" not in text
    assert "tikz" not in text
    assert "8" in text
