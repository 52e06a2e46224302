// Validates, plans and applies real configurations against a fresh emulator, then checks that a second plan is empty. The configurations
// are not part of this repository; without them the script succeeds and does nothing. CORPUS_DIR names their folder; an argument selects
// configurations by a part of their path: `npm run corpus -- dyleph`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const cli = join(root, 'dist/cli/main.js');
const corpus = process.env.CORPUS_DIR ?? join(root, '../shared/corpus');
/** How many lines to show of the output of a failed run. */
const LAST_LINES = 3;
const [wanted = ''] = process.argv.slice(2);

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('_') ? [] : filesBelow(path);
    return [path];
  });

/** Values for markers that accept only certain values, by a pattern of their name. */
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

/** Makes up values for markers that no config file sets: a list for `@@X@@`, a string for `##X##`. */
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

/** Contents of files that the collection lacks. A page of Universal Login must have these two tags. */
const STAND_INS = {
  json: '{}\n',
  js: '// not in the collection\n',
  html: '<!DOCTYPE html><html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>\n',
};
const standIn = (path) => STAND_INS[path.split('.').at(-1)] ?? 'not in the collection\n';

/** Creates files that a configuration names and the collection lacks. */
function fill(folder, missing) {
  for (const path of missing) {
    const target = join(folder, path);
    if (relative(folder, target).startsWith('..') || existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, standIn(path));
  }
}

/** Replaces placeholders: for most scripts and pages, the collection has only a comment. */
function fillBlanks(folder) {
  for (const path of filesBelow(folder).filter((name) => /\.(js|html)$/.test(name)))
    if (/^(\/\/|<!--) placeholder:/.test(readFileSync(path, 'utf8'))) writeFileSync(path, standIn(path));
}

/** Finds scripts and pages that a definition names by path. */
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

async function run({ root: path, format, missingFiles = [], note }) {
  const work = mkdtempSync(join(tmpdir(), 'tenon-corpus-'));
  try {
    const copy = join(work, 'copy');
    const source = join(corpus, format === 'dir' ? path : dirname(path));
    cpSync(source, copy, { recursive: true, filter: (name) => !relative(source, name).startsWith('_') });
    fill(copy, missingFiles);
    if (format !== 'dir' && /not included/.test(note ?? '')) fill(copy, namedIn(readFileSync(join(corpus, path), 'utf8')));
    fillBlanks(copy);
    const input = format === 'dir' ? 'copy' : join('copy', path.split('/').at(-1));
    const config = configOf(path.split('/')[0]);
    const settings = config ? JSON.parse(readFileSync(config, 'utf8')) : {};
    const vars = madeUp(copy, settings.AUTH0_KEYWORD_REPLACE_MAPPINGS ?? {});
    writeFileSync(join(work, 'vars.json'), JSON.stringify(vars));
    const given = [input, '--vars', 'vars.json', ...(config ? ['--config', config] : [])];
    return await steps(given, { input, vars, config: settings, cwd: work });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Extracts the errors and the last lines from the output of a failed run. */
function extractFailure({ stdout, stderr }) {
  const blocks = `${stderr}\n\n${stdout}`.split(/\n\n|\n(?=[✓✗·] )/);
  const errors = blocks.filter((block) => /^\s*(error|✗)/.test(block));
  return [...errors, stdout.split('\n').slice(-LAST_LINES).join('\n')].join('\n');
}

const isAction = { code: '', supported_triggers: [{ id: 'post-login', version: 'v3' }] };
const NEEDS = { clients: {}, connections: { strategy: 'oauth2' }, actions: isAction };

/** Finds resources that a configuration refers to without declaring them: the tenant that it was written for has them. */
function referredTo(given, emulator, cwd) {
  const { stderr } = tenon(['plan', ...given, ...emulator], cwd);
  const found = [...stderr.matchAll(/there is no "(.*)" among the (\w+),/g)].filter(([, , type]) => Object.hasOwn(NEEDS, type));
  const distinct = new Map(found.map(([, name, type]) => [`${type}/${name}`, { type, name }]));
  const ofType = (type) =>
    [...distinct.values()].filter((one) => one.type === type).map(({ name }) => ({ name, ...NEEDS[type] }));
  return Object.fromEntries(Object.keys(NEEDS).map((type) => [type, ofType(type)]));
}

const CREDENTIALS = {
  ses: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', region: 'eu-west-1' },
  smtp: { smtp_host: 'smtp.example', smtp_port: 25, smtp_user: 'user', smtp_pass: 'secret' },
};

/** Adds what an export omits and a tenant requires: credentials and a custom domain. */
async function leftUnsaid({ input, vars, config, cwd }) {
  const { load } = await import('../dist/index.js');
  const loaded = await load({ files: [join(cwd, input)], root: cwd, env: {}, vars, config, secretsOptional: true });
  if (!loaded.ok) return {};
  const { resources } = loaded.value.definition;
  const provider = resources.find(({ type, fields }) => type === 'emailProvider' && fields.name && !fields.credentials)?.fields;
  const has = (...types) => resources.some(({ type }) => types.includes(type));
  // Page templates require a custom domain.
  const lacksDomain = has('brandingTemplates', 'promptPartials') && !has('customDomains');
  return {
    ...(lacksDomain ? { customDomains: [{ domain: 'login.example.com', type: 'auth0_managed_certs' }] } : {}),
    ...(provider ? { emailProvider: { ...provider, credentials: CREDENTIALS[provider.name] ?? { api_key: 'secret' } } } : {}),
  };
}

async function seed(given, { input, vars, config, emulator, cwd }) {
  const seeded = { ...referredTo(given, emulator, cwd), ...(await leftUnsaid({ input, vars, config, cwd })) };
  const filled = Object.entries(seeded).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  if (filled.length === 0) return 0;
  writeFileSync(join(cwd, 'seed.json'), JSON.stringify(Object.fromEntries(filled)));
  tenon(['apply', 'seed.json', ...emulator, '--yes'], cwd);
  return filled.flatMap(([, value]) => value).length;
}

/** Runs the steps in order and stops at the first one that fails. */
async function steps(given, { input, vars, config, cwd }) {
  const emulator = ['--emulator', 'state.json'];
  const done = { warnings: 0, seeded: await seed(given, { input, vars, config, emulator, cwd }) };
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
      return { ...done, failed: step, details: extractFailure(step === 'validate' ? tenon(['validate', ...given], cwd) : ran) };
    if (step === 'plan') done.operations = JSON.parse(ran.stdout).operations.length;
  }
  return done;
}

async function main() {
  const roots = JSON.parse(readFileSync(join(corpus, 'roots.json'), 'utf8')).filter(({ root: path }) => path.includes(wanted));
  const width = Math.max(...roots.map(({ root: path }) => path.length));
  let failures = 0;
  for (const each of roots) {
    const { failed, warnings, operations, seeded, details } = await run(each);
    const counts = `${String(operations ?? '').padStart(4)} operations ${String(warnings).padStart(4)} warnings`;
    console.log(
      `${each.root.padEnd(width)}  ${counts}  ${failed ? `FAILED: ${failed}` : 'ok'}${seeded ? ` (${seeded} seeded)` : ''}`,
    );
    if (!failed) continue;
    failures += 1;
    console.log(details.trim().replace(/^/gm, '    '));
  }
  console.log(
    `${roots.length - failures} of ${roots.length} configurations validate, plan and apply, and their second plan is empty.`,
  );
  process.exitCode = failures === 0 ? 0 : 1;
}

if (existsSync(join(corpus, 'roots.json'))) await main();
else console.log('Corpus: skipped, no configurations found. Set CORPUS_DIR to their folder.');
