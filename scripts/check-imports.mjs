// Checks the imports of src/: rooms import only from lower rooms, rooms of the same level do not import each other, and there are no
// import cycles, not even within a room.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

const FLOOR = ['schema', 'model', 'disk'];
const BASE = ['impact', 'resources', 'management-api', ...FLOOR];
const MIDDLE = [
  'access',
  'loader',
  'fetcher',
  'planner',
  'applier',
  'reporter',
  'exporter',
  'explainer',
  'drift',
  'posture',
  'terraform',
];

/** Which rooms, or single files, each room may import besides itself. */
const ALLOWED = {
  model: [],
  disk: ['model'],
  schema: ['model'],
  resources: FLOOR,
  'management-api': FLOOR,
  impact: ['resources', ...FLOOR],
  ...Object.fromEntries(MIDDLE.map((room) => [room, BASE])),
  // A project file is read like a definition, so that its errors have the same form.
  project: ['loader', ...BASE],
  // The emulator has its own facts. If it shared them with the engine, it could not reveal errors in them.
  emulator: ['model/json/json-value.ts', 'disk'],
  workflows: ['project', ...MIDDLE, 'emulator', ...BASE],
  index: ['workflows', 'project', ...MIDDLE, 'emulator', ...BASE],
  cli: ['workflows', 'project', ...MIDDLE, 'emulator', ...BASE],
  // The GitHub Action runs the program like any other user.
  action: ['cli/exit-codes.ts', 'model/json/json-value.ts'],
};

const roomOf = (path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : posix.basename(path, '.ts'));

/** Matches `from '…'`, `import '…'` and `import('…')` anywhere in a file. */
const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

function importsOf(path) {
  const text = readFileSync(join(root, 'src', path), 'utf8');
  return [...text.matchAll(IMPORT)].map(({ 1: to = '', index }) => ({
    to: posix.join(dirname(path), to),
    line: text.slice(0, index).split('\n').length,
  }));
}

function complaint(path, { to, line }) {
  const [from, target] = [roomOf(path), roomOf(to)];
  const allowed = ALLOWED[from];
  const says = (why) => `src/${path}:${line}: ${why}`;
  if (!allowed) return says(`unknown room "${from}"; add it to scripts/check-imports.mjs`);
  if (from === target) return undefined;
  if (allowed.includes(target) || allowed.includes(to)) return undefined;
  const may = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'nothing';
  return says(`${from} imports ${to.startsWith('..') ? to : `src/${to}`}; it may import ${may}`);
}

const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(join(root, 'src'), join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
/** Finds import cycles, each once. */
function findCircles() {
  const targets = new Map(files.map((path) => [path, importsOf(path).map(({ to }) => to)]));
  const done = new Set();
  const circles = [];
  const follow = (path, trail) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path]);
    else if (!done.has(path)) {
      for (const to of targets.get(path) ?? []) follow(to, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of files) follow(path, []);
  return circles;
}

const complaints = [
  ...files.flatMap((path) => importsOf(path).flatMap((one) => complaint(path, one) ?? [])),
  ...findCircles().map((circle) => `import cycle: ${circle.join(' → ')}`),
];
for (const one of complaints) console.log(one);
if (complaints.length > 0) process.exitCode = 1;
else console.log(`${files.length} files: all imports are allowed, no cycles`);
