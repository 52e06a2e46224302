// Builds dist/: validators, compiled ahead of time so that no command spends time on it, then the library and the programs.
// Outputs that are newer than their sources are kept.
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
import { compileFamily } from './compile-request-schemas.mjs';

const root = new URL('../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const newest = (...names) => Math.max(...names.map((name) => statSync(path(name)).mtimeMs));

/** Schemas of whole documents. Every other schema describes one resource. */
const DOCUMENTS = ['tenant', 'definition', 'plan', 'result', 'snapshot', 'drift', 'check', 'event', 'who', 'project', 'fleet'];
const read = (name) => JSON.parse(readFileSync(path(`schemas/${name}.schema.json`), 'utf8'));
const names = readdirSync(path('schemas'))
  .filter((file) => file.endsWith('.schema.json'))
  .map((file) => file.slice(0, -'.schema.json'.length));

/** Returns the schema of `reconcile:`, which is part of the schema of the whole file. */
function reconcile() {
  const { $schema, $defs } = read('tenant');
  return { $schema, ...$defs.reconcile, $defs };
}

/**
 * Returns the schema of `tenon.yaml` without the parts of `reconcile:` in it, which are validated as a policy, and without the rules for
 * names, about which the reader of that file says more.
 */
function project() {
  return JSON.parse(JSON.stringify(read('project')), (name, value) => {
    if (name === 'propertyNames') return undefined;
    return value?.$ref?.startsWith('tenant.') ? {} : value;
  });
}

const validators = [
  ...names.filter((name) => !DOCUMENTS.includes(name)).map((name) => ({ name, from: name, schema: () => read(name) })),
  { name: 'reconcile', from: 'tenant', schema: reconcile },
  { name: 'project', from: 'project', schema: project },
  ...['plan', 'result', 'snapshot', 'drift'].map((name) => ({ name, from: name, schema: () => read(name) })),
];

/** Ajv's standalone code still calls require() in its ESM form (ajv-validator/ajv#2209). */
const PREFIX = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n";

function compile({ name, from, schema }) {
  const target = `dist/validators/${name}.mjs`;
  const sources = newest(
    `schemas/${from}.schema.json`,
    'src/schema/compile/schema-vocabulary.ts',
    'src/schema/compile/validation-schema.ts',
    'scripts/build.mjs',
    'package-lock.json',
  );
  if (existsSync(path(target)) && newest(target) > sources) return;
  const whole = schema();
  createAjv().compile(whole);
  // Keeps loading fast: no messages (the loader writes its own), no keywords that only annotate, and one function per $ref, so that the
  // JavaScript engine compiles only those that are called.
  const ajv = createAjv({ messages: false, inlineRefs: false, code: { source: true, esm: true, lines: false } });
  // Minifying saves a quarter of the bytes to read at startup.
  const { code } = transformSync(PREFIX + standaloneCode.default(ajv, ajv.compile(toValidationSchema(whole))), {
    minify: true,
    target: 'node20',
  });
  write(target, code);
}

/** Loads the sources that compile schemas, which the program uses as well. */
async function loadSchemaCompiler() {
  const outfile = path(`dist/.schema-compiler.${process.pid}.mjs`);
  const [ajv, schema] = ['create-ajv', 'validation-schema'].map((name) => JSON.stringify(path(`src/schema/compile/${name}.ts`)));
  buildSync({
    stdin: { contents: `export * from ${ajv}; export * from ${schema};`, resolveDir: path('.') },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  try {
    return await import(outfile);
  } finally {
    rmSync(outfile);
  }
}

/** Writes atomically, so that two builds at the same time leave no partial file. */
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

/** Whether anything has changed since the last successful build. */
function isStale(stamp, sources) {
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return sources.some((file) => statSync(file).mtimeMs >= built) || readFileSync(stamp, 'utf8') !== String(sources.length);
}

/** Builds what library users import, with types. Removes earlier outputs first, because source files may have moved. */
function library() {
  for (const entry of readdirSync(path('dist'), { withFileTypes: true }))
    if (entry.isDirectory() && !['validators', 'cli', 'action'].includes(entry.name))
      rmSync(path(`dist/${entry.name}`), { recursive: true, force: true });
  execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json')], {
    stdio: 'inherit',
  });
}

/** Some bundled CommonJS dependencies call require() at run time. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Bundles the programs into a few files, loaded only by the verbs that need them: resolving modules takes half the time of a short command. */
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
    // Loaded only on demand; users who need ioredis install it themselves.
    external: ['ioredis', 'undici'],
    // Its build for Node reads an environment variable at every token, which takes a fifth of the time to parse a file.
    alias: { yaml: path('node_modules/yaml/browser/index.js') },
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  // Compiled separately and without the banner: even a Node that is too old for the program must be able to parse it.
  const entry = transformSync(readFileSync(path('src/cli/main.ts'), 'utf8'), {
    loader: 'ts',
    target: 'es2017',
    supported: { 'dynamic-import': true },
  });
  writeFileSync(path('dist/cli/main.js'), entry.code.replace('./program.ts', './program.js'));
  chmodSync(path('dist/cli/main.js'), 0o755);
}

/** Copies the emulator's facts without whitespace, and compiles what they say of requests. */
async function facts() {
  const folder = 'src/emulator/facts/schemas';
  const { STRING_FORMATS } = await import(new URL('dist/emulator/engine/validation/string-formats.js', root).href);
  for (const into of ['schemas', 'validators']) mkdirSync(path(`dist/emulator/facts/${into}`), { recursive: true });
  for (const file of readdirSync(path(folder)).filter((name) => name.endsWith('.json'))) {
    const family = JSON.parse(readFileSync(path(`${folder}/${file}`), 'utf8'));
    write(`dist/emulator/facts/schemas/${file}`, JSON.stringify(family));
    write(`dist/emulator/facts/validators/${file.replace('.json', '.cjs')}`, compileFamily(family, STRING_FORMATS));
  }
}

mkdirSync(path('dist/validators'), { recursive: true });
const { createAjv, toValidationSchema } = await loadSchemaCompiler();
for (const file of readdirSync(path('dist/validators'))) {
  if (!validators.some(({ name }) => file.startsWith(`${name}.mjs`))) rmSync(path(`dist/validators/${file}`));
}
let failed = false;
const attempt = async (name, step) => {
  try {
    await step();
  } catch (error) {
    failed = true;
    if (error.status === undefined) console.error(`${name}: ${error.message}`);
  }
};
for (const validator of validators) await attempt(`schemas/${validator.from}.schema.json`, () => compile(validator));
const stamp = path('dist/.built');
const sources = [
  ...sourcesOf('src'),
  ...['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build.mjs'].map(path),
];
if (isStale(stamp, sources)) {
  const started = new Date();
  await attempt('library', library);
  await attempt('facts', facts);
  await attempt('programs', programs);
  if (!failed) {
    writeFileSync(stamp, String(sources.length));
    utimesSync(stamp, started, started);
  }
}
process.exitCode = failed ? 1 : 0;
