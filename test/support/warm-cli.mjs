// Runs the built command line again and again in one process, for test/support/run-warm.ts: starting Node and loading the program takes
// most of a short command. Each run gets its own arguments, environment, folder and output, and what it would leave behind in
// the process ends with it, as far as an exit would have ended it.
import { Buffer } from 'node:buffer';
import process from 'node:process';

const PROGRAM = new URL('../../dist/cli/program.js', import.meta.url);
const NODE = process.argv.slice(0, 2);
const EVENTS = ['exit', 'SIGINT', 'SIGTERM', 'uncaughtException'];
let count = 0;

async function run({ args, cwd, env }) {
  const before = new Map(EVENTS.map((event) => [event, process.rawListeners(event)]));
  const streams = [process.stdout, process.stderr].map(capture);
  process.argv = [...NODE, ...args];
  process.env = env;
  process.exitCode = undefined;
  process.chdir(cwd);
  count += 1;
  await import(`${PROGRAM}?run=${count}`);
  const code = Number(process.exitCode ?? 0);
  for (const listener of added('exit', before)) listener.call(process, code);
  for (const event of EVENTS) for (const listener of added(event, before)) process.removeListener(event, listener);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
  const [stdout, stderr] = streams.map((stream) => stream.release());
  process.exitCode = 0;
  return { code, stdout, stderr };
}

const added = (event, before) => process.rawListeners(event).filter((listener) => !before.get(event).includes(listener));

function capture(stream) {
  const chunks = [];
  const { write } = stream;
  stream.write = (chunk, ...rest) => {
    chunks.push(Buffer.from(chunk));
    rest.find((one) => typeof one === 'function')?.();
    return true;
  };
  return {
    release: () => {
      stream.write = write;
      return Buffer.concat(chunks).toString();
    },
  };
}

// Whoever asked is gone.
process.on('disconnect', () => process.exit());
process.on('message', (asked) => void run(asked).then((ran) => process.send(ran)));
