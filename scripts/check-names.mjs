// Measures names against CONTRIBUTING.md: functions begin with a verb, exported names and file names mean one thing, no private vocabulary.
// `--list` prints every name that misses a rule. Fails under the bounds.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const VERBS = new Set(readFileSync(join(root, 'scripts/verbs.txt'), 'utf8').split(/\s+/).filter(Boolean));

/** At least this share of functions begins with a verb; at most this share is named `xOf`. */
const BOUNDS = { verbFirst: 0.95, of: 0.01 };

/** File names that tools expect, so they may repeat. */
const SHARED_FILE_NAMES = new Set(['index.ts', 'main.ts']);

/** Words that a reader would have to decode. */
const VAGUE = /\bt(?:old|ells?|elling)\b/i;

const FUNCTION = [
  /^\s*(?:export )?(?:async )?function\*? (\w+)/,
  /^\s*(?:export )?const (\w+)(?::[^=]+)? =\s*(?:async )?(?:<[^>]*>)?\((?!.*\)\s*(?:as|satisfies)\b).*(?:=>|,|\()\s*(?:\{.*)?$/,
  /^ {2}(?:static |override |async |private |readonly )*[#*]?(\w+)(?:<[^>]*>)?\([^)]*\)?.*(?:\{|,|\()$/,
];
const NOT_METHODS = new Set(['constructor', 'if', 'for', 'while', 'switch', 'catch', 'return', 'super']);

const filesIn = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** Every function that a line of these files declares. */
function findFunctions(files) {
  return files.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const name = FUNCTION.map((pattern) => line.match(pattern)?.[1]).find(Boolean);
        return name && /^[a-z]/.test(name) && !NOT_METHODS.has(name) ? [{ name, place: `${path}:${index + 1}` }] : [];
      }),
  );
}

const isVerbFirst = ({ name }) => VERBS.has(name.match(/^[a-z]+/)?.[0]);

function findDuplicates(pairs) {
  const places = new Map();
  for (const [name, place] of pairs) places.set(name, [...(places.get(name) ?? []), place]);
  return [...places].filter(([, list]) => new Set(list).size > 1);
}

const EXPORT = /^export (?:declare |abstract |async )*(?:const|function\*?|class|interface|type) (\w+)/gm;
const findExports = (files) =>
  files.flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(EXPORT)].map(([, name]) => [name, path]));

const findVagueLines = (files) =>
  files.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (VAGUE.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );

const source = filesIn('src', '.ts');
const functions = findFunctions(source);
const notVerbs = functions.filter((one) => !isVerbFirst(one));
const ofNames = functions.filter(({ name }) => name.endsWith('Of'));
const exportedTwice = findDuplicates(findExports(source));
const filedTwice = findDuplicates(source.map((path) => [basename(path), dirname(path)])).filter(
  ([name]) => !SHARED_FILE_NAMES.has(name),
);
const vague = findVagueLines([...source, ...filesIn('docs', '.md'), 'README.md', 'action.yml']);

const percent = (part) => `${((100 * part) / functions.length).toFixed(1)} %`;
console.log(
  `${functions.length} functions: ${percent(functions.length - notVerbs.length)} begin with a verb, ${percent(ofNames.length)} are xOf`,
);
console.log(
  `${exportedTwice.length} exported names and ${filedTwice.length} file names are used twice; ${vague.length} vague lines`,
);
if (process.argv.includes('--list')) {
  for (const { name, place } of [...notVerbs, ...ofNames]) console.log(`${place}: ${name}`);
  for (const [name, places] of [...exportedTwice, ...filedTwice]) console.log(`${name}: ${places.join(', ')}`);
  for (const line of vague) console.log(line);
}
const isWithinBounds =
  notVerbs.length <= (1 - BOUNDS.verbFirst) * functions.length &&
  ofNames.length <= BOUNDS.of * functions.length &&
  exportedTwice.length + filedTwice.length + vague.length === 0;
if (!isWithinBounds) {
  console.log('Run `npm run names -- --list` to see which.');
  process.exitCode = 1;
}
