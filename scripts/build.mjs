// Builds dist/: a validator per resource type, compiled ahead of time so that no command pays for it, and then the program itself.
// What is newer than its sources is left as it is.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { buildSync, transformSync } from 'esbuild';
import { createAjv } from './vocabulary.mjs';

const root = new URL('../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const newest = (...names) => Math.max(...names.map((name) => statSync(path(name)).mtimeMs));

/** Schemas of whole documents. All others describe one resource of a type. */
const DOCUMENTS = ['tenant', 'plan', 'result', 'snapshot', 'drift', 'event'];
const read = (name) => JSON.parse(readFileSync(path(`schemas/${name}.schema.json`), 'utf8'));
const names = readdirSync(path('schemas'))
  .filter((file) => file.endsWith('.schema.json'))
  .map((file) => file.slice(0, -'.schema.json'.length));

/** `reconcile:` is described in the schema of the whole file. */
function reconcile() {
  const { $schema, $defs } = read('tenant');
  return { $schema, ...$defs.reconcile, $defs };
}

const validators = [
  ...names.filter((name) => !DOCUMENTS.includes(name)).map((name) => ({ name, from: name, schema: () => read(name) })),
  { name: 'reconcile', from: 'tenant', schema: reconcile },
  ...['plan', 'result', 'snapshot', 'drift'].map((name) => ({ name, from: name, schema: () => read(name) })),
];

/** Ajv's standalone code still calls require() in its ESM form (ajv-validator/ajv#2209). */
const PREFIX = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n";

function compile({ name, from, schema }) {
  const target = `dist/validators/${name}.mjs`;
  const sources = newest(`schemas/${from}.schema.json`, 'scripts/vocabulary.mjs', 'scripts/build.mjs', 'package-lock.json');
  if (existsSync(path(target)) && newest(target) > sources) return;
  const whole = schema();
  createAjv().compile(whole);
  // What loads in a moment: no messages (the loader makes its own), no words that refuse nothing, and a function for each $ref, so
  // that only those of the strategies in use are ever compiled by the engine.
  const ajv = createAjv({ messages: false, inlineRefs: false, code: { source: true, esm: true, lines: false } });
  // A quarter fewer bytes to read before anything is validated.
  const { code } = transformSync(PREFIX + standaloneCode.default(ajv, ajv.compile(bare(whole))), {
    minify: true,
    target: 'node20',
  });
  write(target, code);
}

const NAMED = ['properties', 'patternProperties', '$defs'];
const LITERAL = ['enum', 'const'];
const DESCRIBES = /^(?:title|description|default|deprecated|readOnly|writeOnly|x-.*)$/;

/** A schema without the words that only describe. Members of `properties` are names, whatever they are called. */
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  // What is not described is a finding, also where the API takes any name.
  const { patternProperties: _, ...closed } = { ...schema, additionalProperties: false };
  const entries = Object.entries(schema['x-open'] ? closed : schema).filter(([word]) => !DESCRIBES.test(word));
  const inner = (word, value) => (LITERAL.includes(word) ? value : NAMED.includes(word) ? named(value) : bare(value));
  return Object.fromEntries(entries.map(([word, value]) => [word, inner(word, value)]));
}

const named = (schemas) => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));

/** Whole or not at all: two builds at a time must not leave half a file. */
function write(target, text) {
  const temporary = path(`${target}.${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, path(target));
}

function sourcesOf(folder) {
  return readdirSync(path(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}

/** Whether anything has changed since the last build that went well. */
function isStale(stamp, sources) {
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return sources.some((file) => statSync(file).mtimeMs >= built) || readFileSync(stamp, 'utf8') !== String(sources.length);
}

/** What a library user imports, with its types. What an earlier build left of files that have moved goes. */
function library() {
  for (const entry of readdirSync(path('dist'), { withFileTypes: true }))
    if (entry.isDirectory() && !['validators', 'cli', 'action'].includes(entry.name))
      rmSync(path(`dist/${entry.name}`), { recursive: true, force: true });
  execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json')], {
    stdio: 'inherit',
  });
}

/** Some CommonJS dependencies call require() where they stand. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** The programs in few files, each loaded by the verbs that need it: half of a short command's time is spent finding modules. */
function programs() {
  for (const folder of ['dist/cli', 'dist/action']) rmSync(path(folder), { recursive: true, force: true });
  buildSync({
    entryPoints: { 'cli/program': path('src/cli/program.ts'), 'action/main': path('src/action/main.ts') },
    outdir: path('dist'),
    chunkNames: 'cli/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Loaded by those who need it only: ioredis is installed by whoever wants it.
    external: ['ioredis', 'undici'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  // By itself and without the banner: a Node that is too old for the program has to read it.
  const entry = transformSync(readFileSync(path('src/cli/main.ts'), 'utf8'), {
    loader: 'ts',
    target: 'es2017',
    supported: { 'dynamic-import': true },
  });
  writeFileSync(path('dist/cli/main.js'), entry.code.replace('./program.ts', './program.js'));
  chmodSync(path('dist/cli/main.js'), 0o755);
}

/** The emulator's facts as they are read: without blanks. */
function facts() {
  const folder = 'src/emulator/facts/schemas';
  mkdirSync(path('dist/emulator/facts/schemas'), { recursive: true });
  for (const file of readdirSync(path(folder)).filter((name) => name.endsWith('.json')))
    write(`dist/emulator/facts/schemas/${file}`, JSON.stringify(JSON.parse(readFileSync(path(`${folder}/${file}`), 'utf8'))));
}

mkdirSync(path('dist/validators'), { recursive: true });
for (const file of readdirSync(path('dist/validators'))) {
  if (!validators.some(({ name }) => file.startsWith(`${name}.mjs`))) rmSync(path(`dist/validators/${file}`));
}
let failed = false;
const attempt = (name, step) => {
  try {
    step();
  } catch (error) {
    failed = true;
    if (error.status === undefined) console.error(`${name}: ${error.message}`);
  }
};
for (const validator of validators) attempt(`schemas/${validator.from}.schema.json`, () => compile(validator));
const stamp = path('dist/.built');
const sources = [
  ...sourcesOf('src'),
  ...['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build.mjs'].map(path),
];
if (isStale(stamp, sources)) {
  const started = new Date();
  attempt('library', library);
  attempt('facts', facts);
  attempt('programs', programs);
  if (!failed) {
    writeFileSync(stamp, String(sources.length));
    utimesSync(stamp, started, started);
  }
}
process.exitCode = failed ? 1 : 0;
