// The engine of a page that was built: Python in a worker. PARTS, which stands before, says where the worker is, and by
// name where its files are and how long; what has no address there is in the page itself, in an element of that name.

window.symrfEngine = () => {
  const engine = { onmessage: null, onerror: null, postMessage, terminate };
  const told = (data) => engine.onmessage?.({ data });
  let worker;
  let ready = false; // whether it was once, so that another would be
  let broken; // why it cannot start

  function postMessage(question) {
    if (broken === undefined) worker.postMessage(question);
    else setTimeout(() => refused(question.id, broken));
  }

  function terminate() {
    worker.terminate();
    engine.onmessage = engine.onerror = null;
  }

  function refused(id, message) {
    told({ id, answer: JSON.stringify({ error: { message, source: null, span: null } }) });
  }

  function start() {
    worker = new Worker(script);
    worker.onmessage = ({ data }) => {
      if (data.ended !== undefined) return ended(data);
      ready ||= data.ready === true;
      told(data);
    };
    worker.onerror = ({ message }) => ended({ ended: message });
    worker.postMessage({ files });
  }

  // After what stopped Python itself, such as a stack that overflows, there is a new one.
  function ended({ ended: why, id }) {
    worker.terminate();
    if (ready) {
      start();
    } else {
      broken = `Python cannot be started: ${why}`;
      engine.onerror?.({ message: broken });
    }
    if (id !== undefined) refused(id, broken ?? "Python stopped at this question, and was started again");
  }

  const here = (name) => document.getElementById(name).textContent;
  const there = (address) => new URL(address, document.baseURI).href;
  const script =
    PARTS.worker === undefined
      ? URL.createObjectURL(new Blob([here("worker.js")], { type: "text/javascript" }))
      : there(PARTS.worker);
  const files = {};
  for (const [name, { at, bytes }] of Object.entries(PARTS.files)) {
    files[name] = at === undefined ? { base64: here(name), bytes } : { at: there(at), bytes };
  }
  start();
  return engine;
};
