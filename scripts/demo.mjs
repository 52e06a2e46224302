// Demonstrates tenon on an emulated tenant: from a YAML file to a tenant, a change, and drift. Runs the built command line as a person
// would, in a temporary directory, and fails if a step does not do what its heading says. `--full` prints long outputs completely.
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

/** Secrets of the example. The caller's AUTH0_ variables are removed, so the demo never reaches a real tenant. */
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

/** Runs tenon, shows its output, and checks its exit code and that the output matches every pattern in `says`. */
function tenon(args, { exit = 0, says = [], skipTo, lines = 40 } = {}) {
  const command = `tenon ${args.join(' ')}`;
  prompt(command);
  const { status, stdout, stderr } = cli(args);
  show(`${stderr}${stdout}`.trimEnd().split('\n'), skipTo, lines);
  if (exit !== 0) say(style('dim', `(exit code ${status})`));
  say();
  must(status === exit, `"${command}" exited with code ${status}, expected ${exit}`);
  for (const words of says) must(words.test(stdout), `the output of "${command}" does not match ${words}`);
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
  must(text.split(before).length === 2, `expected the line "${before}" exactly once in the example`);
  writeFileSync(
    path,
    text.replace(before, () => after),
  );
  say(`${style('red', `-     ${before}`)}\n${style('green', `+     ${after}`)}\n`);
}

/** Lists the operations and the fields that a plan would change. */
function planned() {
  const plan = JSON.parse(cli(['plan', '--emulator', '--format', 'json']).stdout);
  return plan.operations.map(({ id, changes }) => `${id}: ${changes.map(({ op, path }) => `${op} ${path}`).join(', ')}`);
}

/** Simulates Ann changing the tenant in the dashboard; the emulator's log names her. */
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
  throw new Error('the emulator exited before it was ready');
}

async function clicks({ url, domain, clientId, clientSecret }) {
  const request = async (method, path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    must(answer.ok, `${method} ${path} failed with status ${answer.status}: ${await answer.clone().text()}`);
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

  heading('Check a definition offline');
  prompt(`cp -r examples/. ${folder} && cd ${folder}`);
  for (const [name, value] of Object.entries(SECRETS)) prompt(`export ${name}=${value}`);
  tenon(['validate'], { says: [/: valid, 25 resources/] });

  heading('Plan against an empty tenant');
  tenon(['plan', '--emulator'], { says: [/^ *\+ .*clients.*Cargo Portal/m, /^20 to create/m, /^Findings: 0 new/m], lines: 48 });

  heading('Apply');
  tenon(['apply', '--emulator', '--yes'], { skipTo: /^Apply to /, says: [/ done /], lines: 60 });

  heading('Plan again: no changes');
  tenon(['plan', '--emulator', '--detailed-exitcode'], { says: [/^No changes/m] });

  heading('Change one line: the plan shows exactly that change');
  edit('scope: ["write:positions"]', 'scope: ["write:positions", "read:shipments"]');
  tenon(['plan', '--emulator', '--detailed-exitcode'], { exit: 2 });
  const [first, ...others] = planned();
  const wanted = 'update clientGrants/Position Importer|https://api.cargo.example/: add /scope/read:shipments';
  must(
    first === wanted && others.length === 0,
    `expected only the edited line in the plan, got: ${[first, ...others].join('; ')}`,
  );
  tenon(['apply', '--emulator', '--yes'], { skipTo: /^Apply to / });

  heading('Someone changes the tenant in the dashboard');
  await somebodyClicks();

  heading('Drift: what differs, and who changed it');
  tenon(['drift', '--emulator'], {
    exit: 2,
    says: [/clients\/Cargo Portal/, /Ann Example <ann@cargo\.example> in the dashboard/, /portal-test\.example/, /roles\/Helper/],
  });

  heading('Apply the definition again to revert the drift');
  tenon(['apply', '--emulator', '--yes'], { says: [/^ *- roles\/Helper/m] });
  tenon(['drift', '--emulator']);
}

const started = Date.now();
try {
  await demo();
  say(`All steps succeeded in ${((Date.now() - started) / 1000).toFixed(1)} s. README.md continues with a real tenant.`);
} catch (error) {
  say(`\n${style('red', `The demo failed: ${error.message}`)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
