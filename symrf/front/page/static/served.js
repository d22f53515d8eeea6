// The engine of a page that `symrf serve` serves: what a worker is to the page, by way of /answer.
"use strict";

window.symrfEngine = () => {
  const stopped = new AbortController();
  const engine = {
    onmessage: null,
    async postMessage({ id, question }) {
      const headers = { "content-type": "application/json" };
      let answer;
      try {
        const response = await fetch("answer", { method: "POST", headers, body: question, signal: stopped.signal });
        answer = await response.text();
        JSON.parse(answer);
      } catch {
        const message = "symrf serve does not answer: is it still running?";
        answer = JSON.stringify({ error: { message, source: null, span: null } });
      }
      if (!stopped.signal.aborted) engine.onmessage?.({ data: { id, answer } });
    },
    terminate() {
      stopped.abort();
    },
  };
  setTimeout(() => engine.onmessage?.({ data: { ready: true } }));
  return engine;
};
