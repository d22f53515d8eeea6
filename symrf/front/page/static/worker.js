// Python in a worker. The first message says where its files are, the others are questions, answered one after another.
"use strict";

self.importScripts = undefined; // Pyodide refuses a worker that has it, as a classic one does

const INDEX = "https://pyodide.invalid/"; // where Pyodide believes its files to be: nothing is fetched from there
const FIRST = ["pyodide.asm.wasm", "python_stdlib.zip", "symrf.zip"]; // what counts for how much is loaded
const SIGPROF = 27; // what tells symrf to look at the time; where there are timers, one of the system does
const TICK = 50; // milliseconds after which it is told again

const web = self.fetch.bind(self);
let files; // by name, each gzipped: `at` is an address, or `base64` is what is in it; `bytes` is how long it is unzipped
let loaded = 0;
let python; // a promise of what answers

self.onmessage = async ({ data }) => {
  try {
    if (data.files) {
      files = data.files;
      python = started();
      await python;
      self.postMessage({ ready: true });
    } else {
      self.postMessage({ id: data.id, answer: await answered(data.question) });
    }
  } catch (error) {
    self.postMessage({ ended: String(error?.message ?? error), id: data.id });
  }
};

async function started() {
  self.fetch = (address) => got(String(address).split("/").pop());
  const { loadPyodide } = await import(await address("pyodide.mjs"));
  const { default: createPyodideModule } = await import(await address("pyodide.asm.mjs"));
  const symrf = got("symrf.zip").then((response) => response.arrayBuffer());
  const pyodide = await loadPyodide({ indexURL: INDEX, createPyodideModule });
  pyodide.setInterruptBuffer(clock());
  put(pyodide, "symrf.zip", await symrf);
  return { pyodide, ask: pyodide.pyimport("symrf.front.page.loading").answered };
}

async function answered(question) {
  const { pyodide, ask } = await python;
  let answer = ask(question);
  if (answer === undefined) {
    self.postMessage({ progress: "loading SymPy", part: 0 });
    put(pyodide, "sympy.zip", await (await got("sympy.zip")).arrayBuffer());
    self.postMessage({ progress: "starting SymPy", part: 1 });
    answer = ask(question);
  }
  return answer;
}

// An archive from which Python imports.
function put(pyodide, name, archive) {
  pyodide.FS.writeFile(`/lib/${name}`, new Uint8Array(archive));
  pyodide.pyimport("sys").path.append(`/lib/${name}`);
}

async function got(name) {
  const { at, base64 } = files[name];
  const gzipped =
    at === undefined ? new Response(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))) : await web(at);
  if (!gzipped.ok) throw new Error(`${name} cannot be loaded: ${gzipped.status} ${gzipped.statusText}`);
  const stream = gzipped.body.pipeThrough(new DecompressionStream("gzip"));
  const counted = FIRST.includes(name) ? stream.pipeThrough(new TransformStream({ transform: counting })) : stream;
  return new Response(counted, { headers: { "content-type": "application/wasm" } });
}

function counting(chunk, controller) {
  loaded += chunk.length;
  const total = FIRST.reduce((sum, name) => sum + files[name].bytes, 0);
  const part = Math.min(1, loaded / total);
  self.postMessage({ progress: part < 1 ? "loading Python" : "starting Python", part });
  controller.enqueue(chunk);
}

async function address(name) {
  return URL.createObjectURL(new Blob([await (await got(name)).arrayBuffer()], { type: "text/javascript" }));
}

// What Python looks at while it works: a signal, where it is time for one, and else 0.
function clock() {
  let rung = performance.now();
  return {
    get 0() {
      if (performance.now() - rung < TICK) return 0;
      rung = performance.now();
      return SIGPROF;
    },
    set 0(_) {},
  };
}
