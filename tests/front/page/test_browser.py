"""The page in Chromium, as a person works it: typed into, wrong, right, shared, in the dark, on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.axe import axe
from support.browser import available
from support.visits import Site, site

import symrf
from symrf.front.page.links import page_link
from symrf.front.requests import Request

FOUNDING = "c3s1 p2s2 c3s1"
TABS = ("steps", "table", "picture", "words", "reach", "solve", "export")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    available()
    with site(tmp_path_factory.mktemp("page")) as found:
        yield found


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page with axe-core beside it."""
    available()
    folder = tmp_path_factory.mktemp("judged")
    with site(folder, axe(folder)) as found:
        yield found


TYPED = """
    saw.baked = [text("#answer-body"), text("#verdicts"), text("#panel-body")].map((each) => each.length);
    saw.why = page.querySelectorAll("#verdicts .why li").length;
    await calm();
    const tex = (selector) => $(selector + " .display annotation").textContent;
    saw.first = tex("#answer-body");
    saw.mathWidth = $("#answer-body .display math").getBoundingClientRect().width;
    type("#network", "c3s1 q2");
    await until(() => text("#network-said"), "a message");
    await wait(300);
    saw.wrong = [text("#network-said"), text(".large mark"), $("#network").ariaInvalid, $("#answer-body").className,
      $("#network-said").getAttribute("role")];
    const place = $(".large mark").getBoundingClientRect(), area = $("#network").getBoundingClientRect();
    saw.under = place.top >= area.top && place.bottom <= area.bottom && place.left > area.left;
    saw.kept = tex("#answer-body");
    type("#network", "c3 c3");
    await calm();
    saw.mended = [text("#network-said"), page.querySelectorAll("mark").length, tex("#answer-body")];
    type("#claims", "rf = 7");
    await calm();
    saw.refuted = [$("#verdicts li").className, text("#verdicts li > p"), page.querySelectorAll(".why li").length];
    type("#claims", "rf = 5\\nsize = (");
    await calm();
    saw.proved = [...page.querySelectorAll("#verdicts > li")].map((each) => each.className);
    saw.claimMark = text("#check mark");
    type("#claims", "");
    await calm();
    saw.noClaims = $("#verdicts").childElementCount;
"""


def test_what_is_typed_is_answered_and_what_is_wrong_is_marked(page: Site) -> None:
    saw = page.visit(TYPED)
    assert saw["console"] == []
    assert min(saw["baked"]) > 100
    assert saw["why"] > 0
    assert r"\frac{w-2}{2}-2" in saw["first"]
    assert saw["mathWidth"] > 100
    message, marked, invalid, dimmed, role = saw["wrong"]
    assert message.startswith("there is no kind of layer q")
    assert (marked, invalid, role) == ("q2", "true", "status")
    assert "stale" in dimmed
    assert saw["under"]
    assert saw["kept"] == saw["first"]
    assert saw["mended"][:2] == ["", 0]
    assert "w-4" in saw["mended"][2]
    assert saw["refuted"][:2] == ["refuted", "it is 55"]  # and the LaTeX beside the number, which is not shown
    assert saw["refuted"][2] == len(symrf.check("c3 c3", "rf = 7")[0].why) > 0
    assert saw["proved"] == ["proved", "unread"]
    assert saw["claimMark"] == "("
    assert saw["noClaims"] == 0


OPENED = """
    await calm();
    saw.tabs = {};
    saw.asked = view.asked.map((each) => each.view);
    $("#tab-steps").focus();
    for (let turn = 0; turn < 7; turn += 1) {
      await calm();
      const tab = page.activeElement;
      saw.tabs[tab.id] = [tab.ariaSelected, $("#panel").getAttribute("aria-labelledby"), text("#panel-body").length,
        page.querySelectorAll("[role=tab][tabindex='0']").length,
        $("#panel-body math, #panel-body svg, #panel-body pre") !== null];
      press("ArrowRight");
    }
    saw.round = page.activeElement.id;
    press("End");
    saw.end = page.activeElement.id;
    type("#conditions", "size = 28");
    await open("solve");
    saw.solved = text("#panel-body p");
    await open("picture");
    $("[name=picture][value=graph]").click();
    await calm();
    saw.graph = $("#panel-body svg").getAttribute("aria-label");
    await open("table");
    type("#at", "");
    $("#slider").value = "20";
    $("#slider").dispatchEvent(new view.Event("input", { bubbles: true }));
    await calm();
    saw.at = [$("#at").value, text("#answer-body").includes("20")];
    type("#at", "w=20x");
    await until(() => text("#network-said"), "a message");
    saw.atWrong = [text("#network-said"), $("#at").ariaInvalid];
    type("#at", "");
    await open("export");
    const targets = [...$("#target").options].map((each) => each.value);
    saw.exported = {};
    for (const target of targets) {
      $("#target").value = target;
      $("#target").dispatchEvent(new view.Event("input", { bubbles: true }));
      await calm();
      saw.exported[target] = text("#panel-body").length;
    }
    $("#copy-latex").click();
    await until(() => copied.length === 1, "a copy");
    await open("reach");
    $("#copy-panel").click();
    await until(() => copied.length === 2, "a second copy");
"""


def test_tabs_are_worked_by_keys_and_only_the_open_one_is_asked_for(page: Site) -> None:
    saw = page.visit(OPENED)
    assert saw["console"] == []
    assert list(saw["tabs"]) == [f"tab-{name}" for name in TABS]
    for name, (selected, labelled, length, stops, shown) in saw["tabs"].items():
        assert (selected, labelled, stops) == ("true", name, 1)
        assert (length > 0 and shown) or name == "tab-solve", name
    assert (saw["round"], saw["end"]) == ("tab-steps", "tab-export")
    assert "from 62 to 63" in saw["solved"]
    assert saw["graph"] == f"The layers of {FOUNDING}"
    assert saw["at"] == ["20", True]
    assert saw["atWrong"][0].startswith("At an input of: ")
    assert saw["atWrong"][1] == "true"
    assert all(saw["exported"].values())
    assert {"paper", "json", "as onnx"} <= saw["exported"].keys()
    assert r"\frac{w-2}{2}" in saw["copied"][0]
    assert "Output 0 reads 8 pixels" in saw["copied"][1]
    assert saw["asked"] == ["choices"]


PASTED = """
    await calm();
    const code = "nn.Sequential(\\n  nn.Conv2d(1, 6, 5), nn.ReLU(),\\n  nn.Flatten(), nn.Linear(6, 10))";
    paste("#network", code);
    await until(() => !$("#read").hidden, "what was read");
    await calm();
    saw.notation = $("#network").value;
    saw.told = text("#read-title");
    saw.axes = $("[data-state=axes]").value;
    $("#read-claims").click();
    await calm();
    saw.own = [$("#claims").value, $("#verdicts li").className];
    $("#read-undo").click();
    await calm();
    saw.undone = $("#network").value === code;
    saw.beside = text("#read-notation");
    $("#network").focus();
    press("Enter", { ctrlKey: true });
    await until(() => $("#network").value === saw.notation, "the notation");
    await calm();
    saw.byKey = $("#read-title").textContent;
    type("#network", "c{k}p{p}");
    type("#claims", "size = w");
    await calm();
    saw.family = [$("#verdicts li").className, $("#read").hidden];
    const data = new view.DataTransfer();
    data.items.add(new view.File(["c3 c3 c3"], "net.txt"));
    view.dispatchEvent(new view.DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    await until(() => view.asked.some((each) => each.file), "a file");
    await calm();
    saw.dropped = [view.asked.find((each) => each.file).file.name, $("#answer-body .display annotation").textContent];
"""


def test_what_is_pasted_or_dropped_is_read(page: Site) -> None:
    saw = page.visit(PASTED)
    assert saw["console"] == []
    assert saw["notation"] == "in1 c5-6 relu flatten fc10"
    assert saw["told"] == "Read as PyTorch source, the network Sequential."
    assert saw["axes"] == "h,w"
    assert saw["own"] == ["flat@4 = 6", "conditional"]
    assert saw["undone"]
    assert saw["beside"] == saw["notation"]
    assert saw["byKey"] == saw["told"]
    assert saw["family"] == ["conditional", True]
    assert saw["dropped"][0] == "net.txt"
    assert "h-6" in saw["dropped"][1]


SHARED = """
    await calm();
    type("#network", "c{k}p{p} [id + c3p1]");
    type("#claims", "size = w & more\\nrf = 3+2");
    type("[data-state=axes]", "h,w");
    type("[data-state=where]", "k odd; p = (k-1)/2");
    type("[data-state=write-as]", "w=W_{in}");
    $("#tab-picture").click();
    $("#copy-link").click();
    saw.hash = view.location.hash;
"""
SEEN = """
    await calm();
    saw.fields = ["#network", "#claims", "[data-state=axes]", "[data-state=where]", "[data-state=write-as]"]
      .map((selector) => $(selector).value);
    saw.tab = $("[aria-selected=true]").id;
    saw.title = page.title;
    saw.tex = $("#answer-body .display annotation").textContent;
    saw.dark = view.getComputedStyle(page.documentElement).backgroundColor;
    saw.sideways = {};
    for (const tab of page.querySelectorAll("[role=tab]")) {
      tab.click();
      await calm();
      saw.sideways[tab.id] = sideways();
    }
    type("#network", "c3p1 ".repeat(60) + "[c3p1 relu | c1] " + "x".repeat(300));
    await until(() => text("#network-said"), "a message");
    saw.sideways.long = sideways();
"""


def test_a_link_shows_the_same_in_a_browser_that_was_never_here(page: Site) -> None:
    """On a small screen, in the dark."""
    shared = page.visit(SHARED)
    asked = Request(axes=("h", "w"), where=("k odd", "p = (k-1)/2"), write_as=("w=W_{in}",))
    assert shared["hash"] == page_link("c{k}p{p} [id + c3p1]", asked, ["size = w & more", "rf = 3+2"], "picture")
    assert shared["copied"][0].endswith(f"/{shared['hash']}")
    seen = page.visit(SEEN, shared["hash"], width=360, dark=True)
    assert (shared["console"], seen["console"]) == ([], [])
    assert seen["fields"] == [
        "c{k}p{p} [id + c3p1]",
        "size = w & more\nrf = 3+2",
        "h,w",
        "k odd; p = (k-1)/2",
        "w=W_{in}",
    ]
    assert (seen["tab"], seen["title"]) == ("tab-picture", "c{k}p{p} [id + c3p1] · symrf")
    assert "W_{in}" in seen["tex"]
    red = int(seen["dark"].removeprefix("rgb(").partition(",")[0])
    assert red < 50
    assert set(seen["sideways"].values()) == {0}


BUSY = """
    await calm();
    const before = view.asked.length;
    type("#network", "slowly");
    for (const each of ["c3", "c3 c", "c3 c5", "c3 c5 p2"]) type("#network", each);
    await wait(50);
    saw.flying = view.asked.slice(before).map((each) => each.network);
    await until(() => !$("#stop").hidden, "Stop");
    saw.dimmed = $("#answer-body").className;
    $("#stop").click();
    saw.stopped = [view.stopped, $("#stop").hidden, page.activeElement.id];
    type("#network", "c3 c5 p2 c3");
    await calm();
    saw.after = view.asked.slice(before).filter((each) => each.view === "answer").map((each) => each.network);
    saw.tex = $("#answer-body .display annotation").textContent;
"""


def test_one_question_is_in_flight_and_of_those_that_wait_the_newest_is_asked(page: Site) -> None:
    saw = page.visit(BUSY)
    assert saw["console"] == []
    assert saw["flying"] == ["slowly"]
    assert "stale" in saw["dimmed"]
    assert saw["stopped"] == [1, True, "network"]
    assert saw["after"] == ["slowly", "c3 c5 p2 c3"]
    assert r"\frac{w-6}{2}-2" in saw["tex"]


POINTED_AT = """
    await calm();
    const cells = [[2, "0", "0-1"], [2, "1", "2"], [1, "0", "-1-0"], [1, "1", "1 3"], [1, "2", "2-3"],
      [0, "-1"], [0, "0"], [0, "1"], [0, "2"], [0, "3-9"]];
    const drawn = cells.map(([row, index, reads]) =>
      `<rect data-row="${row}" data-index="${index}" ${reads ? `data-reads="${reads}"` : ""} width="9" height="9"/>`);
    const answer = { notation: "c3", read: null, html: `<figure><svg>${drawn.join("")}</svg></figure>`, folded: 0 };
    view.fetch = async () => ({ text: async () => JSON.stringify(answer) });
    await open("picture");
    const point = (row, index) => {
      const cell = $(`[data-row="${row}"][data-index="${index}"]`);
      cell.dispatchEvent(new view.PointerEvent("pointerover", { bubbles: true }));
      return [...page.querySelectorAll(".lit")].map(({ dataset }) => `${dataset.row}:${dataset.index}`);
    };
    saw.first = point(2, "0");
    saw.second = point(2, "1");
    saw.middle = point(1, "1");
    $("#panel-body svg").dispatchEvent(new view.PointerEvent("pointerleave"));
    saw.left = page.querySelectorAll(".lit").length;
"""


def test_what_an_output_reads_is_lit_where_it_is_pointed_at(page: Site) -> None:
    saw = page.visit(POINTED_AT)
    assert saw["console"] == []
    assert saw["first"] == ["2:0", "1:0", "1:1", "0:-1", "0:0", "0:1", "0:3-9"]
    assert saw["second"] == ["2:1", "1:2", "0:2", "0:3-9"]
    assert saw["middle"] == ["1:1", "0:1", "0:3-9"]
    assert saw["left"] == 0


LOOKED_AT = """
    await calm();
    $("#options").open = true;
    type("#conditions", "size = 28");
    saw.violations = {};
    for (const tab of page.querySelectorAll("[role=tab]")) {
      tab.click();
      await calm();
      saw.violations[tab.id] = await axe(tab.id === "tab-steps" ? page : $("#more"));
    }
    type("#network", "c3 q");
    await until(() => text("#network-said"), "a message");
    await wait(500);
    saw.violations.wrong = await axe();
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(dark: bool, judged: Site) -> None:
    saw: dict[str, Any] = judged.visit(LOOKED_AT, dark=dark)
    assert saw["console"] == []
    assert set(saw["violations"]) == {*(f"tab-{name}" for name in TABS), "wrong"}
    assert {name: each for name, each in saw["violations"].items() if each} == {}
