// The whole way on an emulated tenant: from a YAML file to a tenant, a change, and drift. Runs the built command line as a person would,
// in a directory of its own, and fails where a step does not do what its heading says. `--full` leaves nothing out of long outputs.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const CLI = file('dist/cli/main.js');
const FULL = process.argv.includes('--full');
const folder = mkdtempSync(join(tmpdir(), 'tenon-demo-'));

/** The example's secrets. Nothing of the caller's own tenant gets in: the demo never leaves this machine. */
const SECRETS = { GOOGLE_CLIENT_SECRET: 'dummy-google-secret', INITECH_CLIENT_SECRET: 'dummy-initech-secret' };
const inherited = Object.entries(process.env).filter(([name]) => !/^(AUTH0_|PORTAL_URL$|MAP_URL$)/.test(name));
const env = { ...Object.fromEntries(inherited), ...SECRETS };

const style = (format, text) => (process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text);
const say = (text = '') => process.stdout.write(`${text}\n`);
let number = 0;

function heading(text) {
  number += 1;
  say(`${style('bold', `── ${number}. ${text} `.padEnd(100, '─'))}\n`);
}

const prompt = (command) => say(style('cyan', `$ ${command}`));

function must(right, what) {
  if (!right) throw new Error(what);
}

const cli = (args) => spawnSync(process.execPath, [CLI, ...args], { cwd: folder, env, encoding: 'utf8' });

/** Runs tenon, shows what it says, and holds it to an exit code and to words that must be in it. */
function tenon(args, { exit = 0, says = [], skipTo, lines = 40 } = {}) {
  const command = `tenon ${args.join(' ')}`;
  prompt(command);
  const { status, stdout, stderr } = cli(args);
  show(`${stderr}${stdout}`.trimEnd().split('\n'), skipTo, lines);
  if (exit !== 0) say(style('dim', `(exit code ${status})`));
  say();
  must(status === exit, `"${command}" ended with exit code ${status}, not with ${exit}`);
  for (const words of says) must(words.test(stdout), `"${command}" did not say ${words}`);
}

function show(all, skipTo, lines) {
  const from =
    skipTo && !FULL
      ? Math.max(
          0,
          all.findIndex((line) => skipTo.test(line)),
        )
      : 0;
  if (from > 0) say(style('dim', `   ⋮ the same ${from} lines as in the plan above`));
  const shown = all.slice(from);
  if (FULL || shown.length <= lines) return say(shown.join('\n'));
  const head = Math.ceil(lines / 2);
  const tail = lines - head;
  say(shown.slice(0, head).join('\n'));
  say(style('dim', `   ⋮ ${shown.length - lines} more lines (npm run demo -- --full shows them)`));
  return say(shown.slice(-tail).join('\n'));
}

/** Changes one line of the definition, as in an editor. */
function edit(before, after) {
  const path = join(folder, 'tenant.yaml');
  const text = readFileSync(path, 'utf8');
  must(text.split(before).length === 2, `the example has the line "${before}" exactly once`);
  writeFileSync(
    path,
    text.replace(before, () => after),
  );
  say(`${style('red', `-     ${before}`)}\n${style('green', `+     ${after}`)}\n`);
}

/** The operations and the values that a plan would change. */
function planned() {
  const plan = JSON.parse(cli(['plan', '--emulator', '--format', 'json']).stdout);
  return plan.operations.map(({ id, changes }) => `${id}: ${changes.map(({ op, path }) => `${op} ${path}`).join(', ')}`);
}

/** Ann sits at the dashboard; the emulator's log has her name. */
async function somebodyClicks() {
  const args = ['emulate', '--port', '0', '--state', '.tenon/emulator.json'];
  prompt(`tenon ${args.join(' ')} &`);
  const running = spawn(process.execPath, [CLI, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => running.once('exit', resolve));
  try {
    await clicks(await firstLine(running));
  } finally {
    running.kill('SIGTERM');
    await ended;
  }
}

async function firstLine(running) {
  for await (const line of createInterface({ input: running.stdout })) return JSON.parse(line);
  throw new Error('the emulator ended before it was ready');
}

async function clicks({ url, domain, clientId, clientSecret }) {
  const request = async (method, path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    must(answer.ok, `${method} ${path} was answered with ${answer.status}: ${await answer.clone().text()}`);
    return answer.json();
  };
  const audience = `https://${domain}/api/v2/`;
  const credentials = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, audience };
  const { access_token: token } = await request('POST', '/oauth/token', credentials);
  const clients = await request('GET', '/api/v2/clients?fields=client_id,name,callbacks&include_fields=true', undefined, token);
  const { client_id: id, callbacks } = clients.find(({ name }) => name === 'Cargo Portal');
  const changes = [
    ['PATCH', `/clients/${id}`, { callbacks: [...callbacks, 'https://portal-test.example/callback'] }],
    ['POST', '/roles', { name: 'Helper', description: 'Only for today' }],
  ];
  for (const [method, path, body] of changes) {
    const ann = { name: 'Ann Example', email: 'ann@cargo.example', method, path, body };
    await request('POST', '/_emulator/as-person', ann);
    prompt(`curl -X POST …/_emulator/as-person -d '${JSON.stringify(ann)}'`);
  }
  say();
}

async function demo() {
  cpSync(file('examples'), folder, { recursive: true });

  heading('A definition, checked without any tenant');
  prompt(`cp -r examples/. ${folder} && cd ${folder}`);
  for (const [name, value] of Object.entries(SECRETS)) prompt(`export ${name}=${value}`);
  tenon(['validate'], { says: [/: valid, 25 resources/] });

  heading('What it would make of a fresh tenant');
  tenon(['plan', '--emulator'], { says: [/^\+ clients\/Cargo Portal$/m, /^20 to create/m], lines: 48 });

  heading('Make it so');
  tenon(['apply', '--emulator', '--yes'], { skipTo: /^Apply to /, says: [/ done /], lines: 60 });

  heading('Nothing is left to do');
  tenon(['plan', '--emulator', '--detailed-exitcode'], { says: [/^No changes/m] });

  heading('A changed line, and exactly that line in the plan');
  edit('scope: ["write:positions"]', 'scope: ["write:positions", "read:shipments"]');
  tenon(['plan', '--emulator', '--detailed-exitcode'], { exit: 2 });
  const [first, ...others] = planned();
  const wanted = 'update clientGrants/Position Importer|https://api.cargo.example/: add /scope/read:shipments';
  must(first === wanted && others.length === 0, `the plan changes something else: ${[first, ...others].join('; ')}`);
  tenon(['apply', '--emulator', '--yes'], { skipTo: /^Apply to / });

  heading('Somebody changes the tenant by hand');
  await somebodyClicks();

  heading('Drift: what the tenant has that the definition does not say, and who made it so');
  tenon(['drift', '--emulator'], {
    exit: 2,
    says: [/clients\/Cargo Portal/, /Ann Example <ann@cargo\.example> in the dashboard/, /portal-test\.example/, /roles\/Helper/],
  });

  heading('The definition wins, once somebody says so');
  tenon(['apply', '--emulator', '--yes'], { says: [/^- roles\/Helper/m] });
  tenon(['drift', '--emulator']);
}

const started = Date.now();
try {
  await demo();
  say(`Every step did what it says, in ${((Date.now() - started) / 1000).toFixed(1)} s. README.md goes on with a real tenant.`);
} catch (error) {
  say(`\n${style('red', `The demo failed: ${error.message}`)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
