// Validates, plans and applies real configurations against a fresh emulator, and plans them again: that must be empty. The configurations
// are not part of this repository: without them there is nothing to try, and nothing to fail. CORPUS_DIR names their folder; an argument
// picks roots by a part of their path: `npm run corpus -- dyleph`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const cli = join(root, 'dist/cli/main.js');
const corpus = process.env.CORPUS_DIR ?? join(root, '../shared/corpus');
/** Of what a failed run printed. */
const LAST_LINES = 15;
const [wanted = ''] = process.argv.slice(2);

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('_') ? [] : filesBelow(path);
    return [path];
  });

/** Values of markers that not just any would do for, by what their name says. */
const FITTING = [
  [/LANGUAGE|LOCALE/, ['en', 'de']],
  [
    /SETUP/,
    {
      type: 'OAUTH_APP',
      client_id: 'id',
      client_secret: 'secret',
      domain: 'example-tenant.eu.auth0.com',
      audience: 'https://a.example',
    },
  ],
];
const fitting = (name) => FITTING.find(([pattern]) => pattern.test(name))?.[1];

/** Values for the markers that no config file gives: a list for `@@X@@`, a text for `##X##`. */
function madeUp(folder, known) {
  const values = { AUTH0_DOMAIN: 'example-tenant.eu.auth0.com', DOMAIN: 'example-tenant.eu.auth0.com' };
  for (const path of filesBelow(folder).filter((name) => /\.(ya?ml|json|js|html|liquid)$/.test(name))) {
    for (const [, list, text] of readFileSync(path, 'utf8').matchAll(/@@([A-Z]\w*)@@|##([A-Z]\w*)##/g)) {
      if (list) values[list] ??= fitting(list) ?? [`https://${list.toLowerCase().replaceAll('_', '-')}.example/`];
      if (text)
        values[text] ??= /UR[IL]|AUDIENCE|ORIGIN|_PAGE$/.test(text)
          ? `https://${text.toLowerCase()}.example`
          : text.toLowerCase();
    }
  }
  return Object.fromEntries(Object.entries(values).filter(([name]) => !Object.hasOwn(known, name)));
}

/** What stands in for a file that the collection lacks. A page of Universal Login must have these two tags. */
const STAND_INS = {
  json: '{}\n',
  js: '// not in the collection\n',
  html: '<!DOCTYPE html><html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>\n',
};
const standIn = (path) => STAND_INS[path.split('.').at(-1)] ?? 'not in the collection\n';

/** Files that a configuration names and the collection lacks. */
function fill(folder, missing) {
  for (const path of missing) {
    const target = join(folder, path);
    if (relative(folder, target).startsWith('..') || existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, standIn(path));
  }
}

/** Of scripts and pages the collection has mostly no more than a comment that says so. */
function fillBlanks(folder) {
  for (const path of filesBelow(folder).filter((name) => /\.(js|html)$/.test(name)))
    if (/^(\/\/|<!--) placeholder:/.test(readFileSync(path, 'utf8'))) writeFileSync(path, standIn(path));
}

/** Scripts and pages that a definition names by a path. */
const namedIn = (text) => [...text.matchAll(/:\s+['"]?(\.\/[^\s'"]+\.(?:js|html))['"]?\s*$/gm)].map(([, path]) => path);

function tenon(args, cwd) {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, env, encoding: 'utf8', maxBuffer: 1e9 });
  return { status, stdout, stderr };
}

function configOf(repository) {
  const folder = join(corpus, repository, '_deploy-config');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const [first] = names.sort();
  return first && join(folder, first);
}

function run({ root: path, format, missingFiles = [], note }) {
  const work = mkdtempSync(join(tmpdir(), 'tenon-corpus-'));
  try {
    const copy = join(work, 'copy');
    const source = join(corpus, format === 'dir' ? path : dirname(path));
    cpSync(source, copy, { recursive: true, filter: (name) => !relative(source, name).startsWith('_') });
    fill(copy, missingFiles);
    if (/not included/.test(note ?? '')) fill(copy, namedIn(readFileSync(join(corpus, path), 'utf8')));
    fillBlanks(copy);
    const input = format === 'dir' ? 'copy' : join('copy', path.split('/').at(-1));
    const config = configOf(path.split('/')[0]);
    const known = config ? (JSON.parse(readFileSync(config, 'utf8')).AUTH0_KEYWORD_REPLACE_MAPPINGS ?? {}) : {};
    writeFileSync(join(work, 'vars.json'), JSON.stringify(madeUp(copy, known)));
    return steps([input, '--vars', 'vars.json', ...(config ? ['--config', config] : [])], work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What is worth reading of a run that failed: its errors, and how it ended. */
function toldBy({ stdout, stderr }) {
  const errors = `${stderr}\n\n${stdout}`.split('\n\n').filter((block) => /^\s*(error|✗)/.test(block));
  return [...errors, stdout.split('\n').slice(-LAST_LINES).join('\n')].join('\n');
}

/** What a configuration refers to and does not declare is there already, in the tenant that it is for. */
function seed(given, emulator, cwd) {
  const { stderr } = tenon(['plan', ...given, ...emulator], cwd);
  const names = { clients: new Set(), connections: new Set() };
  for (const [, name, type] of stderr.matchAll(/there is no "(.*)" among the (clients|connections),/g)) names[type].add(name);
  const clients = [...names.clients].map((name) => ({ name }));
  const connections = [...names.connections].map((name) => ({ name, strategy: 'oauth2' }));
  if (clients.length + connections.length === 0) return 0;
  writeFileSync(join(cwd, 'seed.json'), JSON.stringify({ clients, connections }));
  tenon(['apply', 'seed.json', ...emulator, '--yes'], cwd);
  return clients.length + connections.length;
}

/** The steps in their order; the first that fails ends it. */
function steps(given, cwd) {
  const emulator = ['--emulator', 'state.json'];
  const done = { warnings: 0, seeded: seed(given, emulator, cwd) };
  for (const [step, args] of [
    ['validate', ['validate', ...given, '--format', 'json']],
    ['plan', ['plan', ...given, ...emulator, '--format', 'json']],
    ['apply', ['apply', ...given, ...emulator, '--yes']],
    ['plan again', ['plan', ...given, ...emulator, '--detailed-exitcode']],
  ]) {
    const ran = tenon(args, cwd);
    if (step === 'validate')
      done.warnings = JSON.parse(ran.stdout).problems.filter(({ severity }) => severity === 'warning').length;
    if (ran.status !== 0)
      return { ...done, failed: step, told: toldBy(step === 'validate' ? tenon(['validate', ...given], cwd) : ran) };
    if (step === 'plan') done.operations = JSON.parse(ran.stdout).operations.length;
  }
  return done;
}

function main() {
  const roots = JSON.parse(readFileSync(join(corpus, 'roots.json'), 'utf8')).filter(({ root: path }) => path.includes(wanted));
  const width = Math.max(...roots.map(({ root: path }) => path.length));
  let failures = 0;
  for (const each of roots) {
    const { failed, warnings, operations, seeded, told } = run(each);
    const counts = `${String(operations ?? '').padStart(4)} operations ${String(warnings).padStart(4)} warnings`;
    console.log(
      `${each.root.padEnd(width)}  ${counts}  ${failed ? `FAILED: ${failed}` : 'ok'}${seeded ? ` (${seeded} seeded)` : ''}`,
    );
    if (!failed) continue;
    failures += 1;
    console.log(told.trim().replace(/^/gm, '    '));
  }
  console.log(`${roots.length - failures} of ${roots.length} configurations validate, plan, apply and then plan empty.`);
  process.exitCode = failures === 0 ? 0 : 1;
}

if (existsSync(join(corpus, 'roots.json'))) main();
else console.log('Corpus: skipped, there are no configurations here (CORPUS_DIR names their folder).');
