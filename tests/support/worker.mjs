// node worker.mjs SITE < QUESTIONS > ANSWERS: the worker of a folder that was built, in what it takes for a browser.
// Both are lists in JSON; on standard error is the CPU time after which Python was ready, and then that of each answer.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const [site] = process.argv.slice(2);
const system = process;
const questions = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
const seconds = [];
const files = {};
for (const name of readdirSync(site).filter((each) => each.endsWith(".gzipped"))) {
  files[name.replace(".gzipped", "")] = { base64: readFileSync(join(site, name)).toString("base64"), bytes: 1 };
}

// node imports no module from a blob, but from an address that has it in it
class Held extends Blob {
  constructor(parts, options) {
    super(parts, options);
    this.address = `data:${options?.type};base64,${Buffer.concat(parts.map((each) => Buffer.from(each))).toString("base64")}`;
  }
}
URL.createObjectURL = (blob) => blob.address;
Object.assign(globalThis, { self: globalThis, Blob: Held, location: new URL("http://localhost/") });
globalThis.WorkerGlobalScope = class {
  static [Symbol.hasInstance]() {
    return true;
  }
};
delete globalThis.process;

const cpu = () => {
  const { user, system: kernel } = system.cpuUsage();
  return (user + kernel) / 1e6;
};
// the clock stands still while other programs work, so that they end no question
Object.defineProperty(globalThis, "performance", { value: { now: () => cpu() * 1000 } });
const ended = (why) => {
  system.stderr.write(String(why).slice(-2000));
  system.exit(1);
};
system.on("unhandledRejection", ended);

globalThis.postMessage = (data) => {
  if (data.ended !== undefined) ended(data.ended);
  if (data.answer !== undefined) answers.push(data.answer);
  if (data.answer === undefined && (!data.ready || answers.length || seconds.length)) return;
  seconds.push(cpu());
  if (answers.length < questions.length) {
    self.onmessage({ data: { id: answers.length, question: questions[answers.length] } });
  } else {
    system.stderr.write(JSON.stringify(seconds));
    system.stdout.write(JSON.stringify(answers), () => system.exit(0));
  }
};
await import(`data:text/javascript;base64,${readFileSync(join(site, "worker.js")).toString("base64")}`);
self.onmessage({ data: { files } });
