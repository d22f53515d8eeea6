"use strict";
// The page: what is typed goes to an engine as questions, one at a time, and what comes back is put in its place.
// All that is shown is in one state, which the address has behind its #. `window.symrfEngine()` makes an engine.
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (tag, text = "", name = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  // ---- the state: a text for each control, its first one where it is as usual -----------------------------------

  const controls = new Map([...document.querySelectorAll("[data-state]")].map((each) => [each.dataset.state, each]));
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const tabOf = (button) => button.id.replace("tab-", "");
  const usual = { tab: "steps", picture: "pyramid", contents: "", code: "" };
  const state = { ...usual };
  for (const [name, control] of controls) usual[name] = control.type === "checkbox" ? "" : control.value;
  const first = { ...usual };  // as the page is opened
  usual.claims = "";
  const OPTIONS = ["axes", "convention", "form", "origin"];
  const LISTS = { at: /;/, where: /[;\n]/, "write-as": /[;\n]/, assume: /\n/ };  // how a text says several
  const ORDER = ["n", "claims", "tab", ...OPTIONS, ...Object.keys(LISTS), "kind", "picture", "conditions", "unknown",
    "target", "contents", "standalone"];
  let dropped = null;  // a file that is being read
  let pasted = false;  // whether what stands in the field was pasted, and is to be shown as it is read
  let original = null;  // what was pasted, before it was shown so
  let whole = false;  // whether what is long is shown to its end

  const legible = (text) => encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text)
    .replace(/%(40|3A|2F|2C|3B|3D)/g, decodeURIComponent).replace(/%20/g, "+");
  const hash = () => {
    if (ORDER.every((name) => state[name] === first[name])) return "";
    const said = ORDER.filter((name) => name === "n" || state[name] !== usual[name]);
    return "#" + said.map((name) => `${name}=${legible(state[name])}`).join("&");
  };
  const fromHash = (text) => {
    const found = text ? { ...usual } : { ...first };
    for (const part of text.split("&")) {
      const [, name, value] = /^([^=]*)=?([^]*)$/.exec(part);
      if (!ORDER.includes(name)) continue;
      try {
        found[name] = decodeURIComponent(value.replace(/\+/g, " "));
      } catch {
        found[name] = value;
      }
    }
    return found;
  };

  const show = () => {
    for (const [name, control] of controls) {
      if (control.type === "checkbox") control.checked = Boolean(state[name]);
      else if (control.value !== state[name]) {
        if (control.tagName === "SELECT" && ![...control.options].some((each) => each.value === state[name])) {
          control.append(new Option(state[name]));  // it is refused, or is not known before the engine is ready
        }
        control.value = state[name];
      }
    }
    const sizes = /^\s*(?:\w+\s*=\s*)?(\d+)/.exec(state.at);
    if (sizes) $("slider").value = sizes[1];
    fields.forEach((field) => field.show());
    for (const each of tabs) {
      const open = tabOf(each) === state.tab;
      each.setAttribute("aria-selected", String(open));
      each.tabIndex = open ? 0 : -1;
      if (open) $("panel").setAttribute("aria-labelledby", each.id);
    }
    for (const tool of document.querySelectorAll("[data-tabs]")) tool.hidden = !tool.dataset.tabs.split(" ").includes(state.tab);
    for (const each of document.querySelectorAll("[name=picture]")) each.checked = each.value === state.picture;
    for (const each of document.querySelectorAll("[name=content]")) each.checked = contents().includes(each.value);
    const target = (choices?.targets ?? []).find((each) => `${each.name}` === state.target);
    const open = state.tab === "export";
    $("standalone-label").hidden = !open || !target?.whole;
    $("contents").hidden = !open || !target || target.picture || target.name === "json";
    if (open && target?.picture) $("pictures").hidden = false;
    $("copy-panel").textContent = open ? "Copy" : "Copy LaTeX";
    $("copy-panel").hidden = state.tab === "solve" && !state.conditions.trim();
    $("download").hidden = !open;
  };

  const change = (changes) => {
    Object.assign(state, changes);
    whole = false;
    show();
    entitle();
    clearTimeout(addressing);
    addressing = setTimeout(address, 200);  // browsers refuse an address that changes with every key
    ask();
  };
  const entitle = () => {
    const said = state.n.split(/\s+/).filter(Boolean).join(" ");
    document.title = said ? `${said.length > 60 ? `${said.slice(0, 60)}…` : said} · symrf` : "symrf";
  };
  let addressing = 0;
  const address = () => history.replaceState(null, "", hash() || location.pathname + location.search);

  // ---- fields: a textarea over a text of its own, in which a place is marked ------------------------------------

  const utf16 = (text, place) => [...text].slice(0, place).join("").length;  // Python counts characters

  class Field {
    constructor(area) {
      this.area = area;
      this.under = area.previousElementSibling;
      this.spans = [];
    }

    mark(spans) {
      this.spans = spans;
      this.area.setAttribute("aria-invalid", String(spans.length > 0));
      this.show();
    }

    show() {
      const text = this.area.value;
      const parts = [];
      let end = 0;
      for (const [from, to] of this.spans) {
        if (from < end || from > text.length) continue;
        const wrong = text.slice(from, Math.max(to, from + 1)) || " ";  // past the end a blank is marked
        parts.push(text.slice(end, from), make("mark", wrong === "\n" ? " \n" : wrong));
        end = Math.max(to, from + 1);
      }
      this.under.replaceChildren(...parts, text.slice(end), "\n");
      this.under.parentElement.classList.toggle("long", text.length > 120 || text.includes("\n"));
    }
  }
  const network = new Field($("network"));
  const claims = new Field($("claims"));
  const fields = [network, claims];

  // ---- questions ------------------------------------------------------------------------------------------------

  const contents = () => state.contents.split(",").filter(Boolean);
  const options = () => {
    const said = {};
    for (const name of [...OPTIONS, "kind"]) if (state[name].trim() && state[name] !== usual[name]) said[name] = state[name];
    for (const [name, between] of Object.entries(LISTS)) {
      const parts = state[name].split(between).map((part) => part.trim()).filter(Boolean);
      if (parts.length) said[name] = parts;
    }
    return said;
  };
  const about = (view, more = {}) => {
    const asked = { view, ...(dropped ? { file: dropped } : { network: state.n }), ...more };
    const said = options();
    if (Object.keys(said).length) asked.options = said;
    return JSON.stringify(asked);
  };
  const exported = () => {
    const form = (choices?.writers ?? []).find((each) => `as ${each.name}` === state.target);
    if (form) return about("code", { form: form.name });
    const said = { target: state.target };
    const target = (choices?.targets ?? []).find((each) => each.name === state.target);
    if (target?.picture) said.contents = [state.picture];
    else if (contents().length && state.target !== "json") said.contents = contents();
    if (state.standalone && target?.whole) said.standalone = true;
    return about("export", said);
  };
  const opened = () => {
    const more = whole ? { whole } : {};
    switch (state.tab) {
      case "export": return exported();
      case "picture": return about("picture", { picture: state.picture });
      case "solve": {
        if (!state.conditions.trim()) return null;
        const unknown = state.unknown.trim();
        return about("solve", { conditions: state.conditions, ...(unknown ? { unknown } : {}) });
      }
      default: return about(state.tab, more);
    }
  };

  const wanted = {};  // by place on the page, the question whose answer is to stand there
  const there = {};  // the question whose answer stands there, and that answer
  const places = { answer: $("answer-body"), claims: $("verdicts"), panel: $("panel-body") };
  let choices = null;

  const ask = () => {
    wanted.answer = about("answer");
    wanted.claims = dropped || !state.claims.trim() ? null : about("claims", { claims: state.claims });
    wanted.panel = dropped ? there.panel?.question : opened();
    for (const place of ["claims", "panel"]) if (wanted[place] === null) paint[place]({}, null);
    go();
  };

  // ---- the engine: one question at a time, and of those that wait only what is still wanted ---------------------

  let engine = null, ready = false, flying = null, serial = 0, slow = 0, dimming = 0;
  const errands = [];  // questions that are asked once, each with what is done with its answer

  const start = () => {
    ready = false;
    $("engine").textContent = "";
    engine = window.symrfEngine();
    engine.onmessage = ({ data }) => {
      if (data.progress !== undefined) {
        $("engine").textContent = data.progress + (data.part ? ` … ${Math.round(100 * data.part)} %` : "");
      }
      if (data.ready) {
        ready = true;
        if ($("engine").textContent) hear("Ready.");
        $("engine").textContent = "";
        if (!choices) errands.unshift({ question: JSON.stringify({ view: "choices" }), done: choose });
      }
      if (data.answer !== undefined && flying?.id === data.id) {
        const { done } = flying;
        landed();
        done(JSON.parse(data.answer));
      }
      go();
    };
    engine.onerror = () => {
      landed();
      $("engine").textContent = "The engine does not start here.";
    };
  };
  const landed = () => {
    flying = null;
    clearTimeout(slow);
    $("stop").hidden = true;
  };
  const go = () => {
    const late = (place) => wanted[place] && wanted[place] !== there[place]?.question;
    for (const [place, element] of Object.entries(places)) {
      element.setAttribute("aria-busy", String(Boolean(late(place))));
      element.classList.toggle("stale", Boolean(late(place) ? element.matches(".stale") : there[place]?.answer?.error));
    }
    clearTimeout(dimming);
    dimming = setTimeout(() => {  // what comes at once does not flicker
      for (const [place, element] of Object.entries(places)) if (late(place)) element.classList.add("stale");
    }, 200);
    if (!ready || flying) return;
    const place = Object.keys(places).find(late);
    const next = errands.length && (!place || choices === null) ? errands.shift() : place && {
      question: wanted[place],
      done: (answer) => {
        const { question } = next;
        if (wanted[place] !== question) return;
        const before = there[place];
        there[place] = { question, answer, tab: answer.error ? before?.tab : state.tab };
        paint[place](answer, question);
      },
    };
    if (!next) return;
    flying = { ...next, id: ++serial };
    engine.postMessage({ id: flying.id, question: flying.question });
    slow = setTimeout(() => { $("stop").hidden = false; }, 500);
  };
  const fetched = (question) => new Promise((done) => {
    errands.push({ question, done });
    go();
  });
  $("stop").addEventListener("click", () => {
    engine.terminate();
    landed();
    for (const place of Object.keys(places)) wanted[place] = there[place]?.question;  // until something is changed
    errands.length = 0;
    start();
    hear("Stopped.");
    network.area.focus();
  });

  // ---- what comes back is put in its place; only what the renderer wrote is markup -------------------------------

  const spanned = ({ source, span }, text) => {
    if (!span || source === null) return null;
    const shift = source === text ? 0 : text.indexOf(source);
    if (!source && text) return null;
    return shift < 0 ? null : span.map((place) => shift + utf16(source, place));
  };
  const labelled = (control) => control.labels[0].firstChild.textContent.trim();
  const onPage = (message) => message.replace(/--([a-z-]+)/g, (option, name) =>
    controls.has(name) ? `\u201c${labelled(controls.get(name))}\u201d` : option);  // as the command has them
  const refuse = (error, said) => {
    const span = spanned(error, state.n);
    network.mark(span ? [span] : []);
    if (/--(?!at\b)[a-z-]/.test(error.message)) $("options").open = true;
    let where = "";
    for (const [name, control] of controls) {
      if (control === network.area || control === claims.area || !control.matches("input:not([type=checkbox])")) continue;
      const guilty = error.span && state[name] !== usual[name]
        && [state[name], ...state[name].split(LISTS[name] ?? ";")].some((part) => part.trim() === error.source.trim());
      control.setAttribute("aria-invalid", String(Boolean(guilty)));
      if (guilty) where = labelled(control);
    }
    if (where) $("options").open ||= !["at", "conditions", "unknown"].some((name) => controls.get(name).ariaInvalid === "true");
    said.textContent = `${where ? `${where}: ` : ""}${onPage(error.message)}`;
  };
  const clear = () => {
    network.mark([]);
    for (const control of controls.values()) if (control.tagName === "INPUT") control.removeAttribute("aria-invalid");
    $("network-said").textContent = "";
  };

  const paint = {
    answer(answer) {
      if (answer.error) {
        dropped = null;
        refuse(answer.error, $("network-said"));
        return;
      }
      clear();
      places.answer.innerHTML = answer.html;
      if (answer.read && (pasted || dropped)) shownAsRead(answer);
      else if (!answer.read && state.n !== original?.notation) forget();
      else if (answer.read) toldAsRead(answer);
      pasted = false;
    },
    claims(answer) {
      const verdicts = answer.verdicts ?? [];
      if (!answer.error) places.claims.replaceChildren(...verdicts.map(verdict));
      const text = state.claims;
      claims.mark(verdicts.filter((each) => each.span).map((each) => each.span.map((place) => utf16(text, place))));
    },
    panel(answer, question) {
      const said = $("panel-said"), body = places.panel;
      said.textContent = "";
      if (!question) return body.replaceChildren();
      if (answer.error) {
        if (there.panel.tab !== state.tab) body.replaceChildren();  // of another tab
        const message = onPage(answer.error.message);
        if (!$("network-said").textContent.endsWith(message)) said.textContent = message;
        return;
      }
      if (answer.base64) return body.replaceChildren(make("p", "A file in binary: save it."));
      if (!answer.html && answer.text) {
        const exported = make("pre", answer.text);
        exported.tabIndex = 0;  // it is scrolled by keys, too
        return body.replaceChildren(exported);
      }
      body.innerHTML = answer.html;
      if (!body.childElementCount) body.append(make("p", "There is nothing to say of this network here.", "hint"));
      if (answer.folded) {
        const more = make("button", `Show the other ${answer.folded}`, "fold");
        more.type = "button";
        more.addEventListener("click", () => {
          whole = true;
          ask();
        });
        body.append(more);
      }
      if (state.tab === "picture") follow(body.querySelector("svg"));
    },
  };
  const verdict = (each) => {
    const item = make("li", "", each.status);
    item.append(make("b", each.status), make("code", each.claim));
    const said = make("p");
    said.innerHTML = each.html;
    item.append(said);
    if (each.why.length) {
      const list = make("ul", "", "why");
      item.append(make("p", each.why.at(-1).firm ? "Why?" : "Why? Perhaps", "why"), list);
      for (const slip of each.why) list.append(make("li")), list.lastChild.innerHTML = slip.html;
    }
    item.append(...each.notes.map((note) => make("p", `${note}.`, "note")));
    return item;
  };

  // ---- what is pasted or dropped --------------------------------------------------------------------------------

  const toldAsRead = ({ notation, read }) => {
    const [title, ...notes] = read.notes;
    const shown = notation === state.n;
    $("read").hidden = false;
    $("read-title").textContent = `${title[0].toUpperCase()}${title.slice(1)}${shown ? "." : ":"}`;
    $("read-notation").textContent = shown ? "" : notation;
    $("read-edit").hidden = shown;
    $("read-notes").replaceChildren(...notes.map((note) => make("li", note)));
    $("read-undo").hidden = !original?.text;
    const count = read.claims.length;
    $("read-claims").hidden = !count;
    $("read-claims").textContent = count === 1 ? "Judge its own claim" : `Judge its own ${count} claims`;
    $("read-claims").dataset.claims = read.claims.join("\n");
  };
  const shownAsRead = (answer) => {
    const { notation, read } = answer;
    original = { text: dropped ? null : state.n, notation };
    const question = wanted.answer;
    dropped = null;
    change({ n: notation, axes: read.axes.join(","), convention: read.convention, kind: "", assume: "" });
    if (wanted.answer !== question) there.answer = { question: wanted.answer, answer };  // it is the same
    toldAsRead(answer);
    go();
  };
  const forget = () => {
    original = null;
    $("read").hidden = true;
  };
  $("read-edit").addEventListener("click", () => {
    shownAsRead(there.answer.answer);
    network.area.focus();
  });
  $("read-undo").addEventListener("click", () => {
    const { text } = original;
    original = null;
    change({ n: text, axes: usual.axes, convention: usual.convention });
    network.area.focus();
  });
  $("read-claims").addEventListener("click", ({ target }) => change({ claims: target.dataset.claims }));

  const drop = async (file) => {
    if (!file) return;
    const url = await new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = failed;
      reader.readAsDataURL(file);
    });
    dropped = { name: file.name, base64: url.slice(url.indexOf(",") + 1) };
    $("network-said").textContent = "";
    hear(`${file.name} is read.`);
    ask();
  };
  $("file").addEventListener("change", ({ target }) => {
    drop(target.files[0]);
    target.value = "";
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;  // a text goes where it is dropped
    event.preventDefault();
    drop(event.dataTransfer.files[0]);
  });

  // ---- copying --------------------------------------------------------------------------------------------------

  const hear = (text) => {
    $("heard").textContent = text;
    setTimeout(() => { $("heard").textContent = ""; }, 2000);
  };
  const write = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = make("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const copy = async (button, text) => {
    const name = button.dataset.name ??= button.textContent;
    await write(text);
    button.textContent = "Copied";
    hear("Copied.");
    setTimeout(() => { button.textContent = name; delete button.dataset.name; }, 1500);
  };
  $("copy-link").addEventListener("click", ({ target }) => {
    address();
    copy(target, location.href);
  });
  $("copy-latex").addEventListener("click", ({ target }) => copy(target, there.answer?.answer?.latex ?? ""));
  $("copy-panel").addEventListener("click", async ({ target }) => {
    const here = there.panel?.answer;
    if (state.tab === "export") return copy(target, here?.text ?? "");
    if (here?.latex) return copy(target, here.latex);
    const drawn = state.tab === "picture";
    const pieces = { steps: ["steps", "results"], table: ["table"], reach: ["reach"], picture: [state.picture] };
    const answer = await fetched(about("export", { target: drawn ? "tikz" : "latex", contents: pieces[state.tab] }));
    if (answer.text) copy(target, answer.text);
  });
  $("download").addEventListener("click", () => {
    const here = there.panel?.answer;
    if (!here?.text && !here?.base64) return;
    const form = (choices?.writers ?? []).find((each) => `as ${each.name}` === state.target);
    const target = (choices?.targets ?? []).find((each) => each.name === state.target);
    const bytes = here.base64 ? Uint8Array.from(atob(here.base64), (each) => each.charCodeAt(0)) : here.text;
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = `network${form?.suffix || target?.suffix || ".txt"}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  const copier = make("button", "Copy TeX");  // one for all formulas: it goes where the pointer is
  copier.type = "button";
  copier.addEventListener("click", () => copy(copier, copier.parentElement.querySelector("annotation").textContent));
  document.querySelector("main").addEventListener("pointerover", ({ target }) => {
    const display = target.closest?.(".display");
    if (display && copier.parentElement !== display) display.append(copier);
  });

  // ---- pictures: what a pixel reads, row by row below it, is lit ------------------------------------------------

  const runs = (text) => text.split(",").map((axis) =>
    [...axis.matchAll(/(-?\d+)(?:-(-?\d+))?/g)].map(([, from, to]) => [Number(from), Number(to ?? from)]));
  const meet = (one, other) => one.every((axis, place) =>
    axis.some(([from, to]) => other[place]?.some(([start, end]) => from <= end && start <= to)));
  const follow = (svg) => {
    const cells = [...(svg?.querySelectorAll("[data-row]") ?? [])].map((element) => {
      const { row, index, reads } = element.dataset;
      return { element, row: Number(row), at: runs(index), reads: reads ? runs(reads) : null };
    });
    const light = (chosen) => {
      let lit = chosen ? [chosen] : [];
      const all = new Set(lit);
      while (lit.length) {
        lit = cells.filter((cell) => !all.has(cell)
          && lit.some(({ row, reads }) => reads && cell.row === row - 1 && meet(reads, cell.at)));
        lit.forEach((cell) => all.add(cell));
      }
      for (const cell of cells) cell.element.classList.toggle("lit", all.has(cell));
    };
    svg?.addEventListener("pointerover", ({ target }) => light(cells.find((cell) => cell.element === target)));
    svg?.addEventListener("pointerleave", () => light(null));
  };

  // ---- what there is to choose from, of the tables of the engine ------------------------------------------------

  const choose = (found) => {
    if (found.error) return;  // the engine is gone
    choices = found;
    const fill = (select, groups) => {
      const chosen = state[select.dataset.state];
      select.replaceChildren(...groups.map(([label, rows]) => {
        const group = label ? make("optgroup") : document.createDocumentFragment();
        if (label) group.label = label;
        group.append(...rows.map(([value, text]) => new Option(text, value)));
        return group;
      }));
      if (![...select.options].some((each) => each.value === chosen)) select.append(new Option(chosen));
      select.value = chosen;
    };
    const same = (names) => names.map((name) => [name, name]);
    fill(controls.get("convention"), [["", same(found.conventions)]]);
    fill(controls.get("form"), [["", same(found.forms)]]);
    fill(controls.get("origin"), [["", same(found.origins)]]);
    fill(controls.get("kind"), [["", [["", "is seen"], ...found.kinds.map((each) => [each.name, each.title])]]]);
    fill(controls.get("target"), [
      ["Documents", same(found.targets.map((each) => each.name))],
      ["Programs", found.writers.map((each) => [`as ${each.name}`, each.title])],
    ]);
    const box = (type, name, value) => {
      const label = make("label"), input = make("input");
      Object.assign(input, { type, name, value });
      label.append(input, ` ${value}`);
      return label;
    };
    $("pictures").replaceChildren(make("legend", "Picture"), ...found.pictures.map((name) => box("radio", "picture", name)));
    const pieces = found.contents.filter((name) => !found.pictures.includes(name));
    $("contents").replaceChildren(make("legend", "Contents"), ...pieces.map((name) => box("checkbox", "content", name)));
    show();
    ask();
  };

  // ---- what a person does ---------------------------------------------------------------------------------------

  for (const [name, control] of controls) {
    control.addEventListener("input", () => {
      if (control === network.area) dropped = null;
      change({ [name]: control.type === "checkbox" ? (control.checked ? "1" : "") : control.value });
    });
  }
  $("slider").addEventListener("input", ({ target }) => change({ at: target.value }));
  $("more").addEventListener("change", ({ target }) => {
    if (target.name === "picture") change({ picture: target.value });
    if (target.name === "content") {
      change({ contents: [...document.querySelectorAll("[name=content]:checked")].map((each) => each.value).join() });
    }
  });
  network.area.addEventListener("paste", () => { pasted = true; });
  network.area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    pasted = true;  // what is code is read now
    delete there.answer;
    ask();
  });
  for (const each of tabs) each.addEventListener("click", () => change({ tab: tabOf(each) }));
  $("tabs").addEventListener("keydown", (event) => {
    const place = tabs.indexOf(document.activeElement), count = tabs.length;
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1 + count, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[to % count].focus();
    change({ tab: tabOf(tabs[to % count]) });
  });
  $("examples").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const text = link.getAttribute("href").slice(1);
    change({ ...fromHash(text), tab: /(^|&)tab=/.test(text) ? fromHash(text).tab : state.tab });
  });
  addEventListener("hashchange", () => change(fromHash(location.hash.slice(1))));

  Object.assign(state, fromHash(location.hash.slice(1)));
  entitle();
  if (hash()) places.answer.replaceChildren();  // the answers that the page has are to what it begins with
  show();
  start();
  ask();
  if (!hash() && $("baked")) {
    for (const [place, answer] of Object.entries(JSON.parse($("baked").textContent))) {
      there[place] = { question: wanted[place], answer, tab: state.tab };
      paint[place](answer, wanted[place]);
    }
    go();
  }
})();
