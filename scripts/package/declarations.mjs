// Gathers the declarations that the public ones refer to in one file: exported names are unique in the whole tree (`npm run names`).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { toPath } from '../build/files.mjs';

/** Entries of the library, and the names of their declarations in the package. */
const ENTRIES = { 'index.d.ts': 'index', 'emulator/index.d.ts': 'emulator' };
const REFERENCE = /(?:from |import\()["'](\.[^"']+)["']/g;

/** Writes `index.d.ts`, `emulator.d.ts` and `declarations.d.ts`, to which both refer. */
export function writeDeclarations(folder) {
  const compiled = mkdtempSync(join(tmpdir(), 'tenon-declarations-'));
  try {
    compile(compiled);
    const entries = Object.keys(ENTRIES).map((name) => join(compiled, name));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'declarations.d.ts'), joinDeclarations(collectFiles(entries), entries));
    for (const [index, name] of Object.values(ENTRIES).entries())
      writeFileSync(join(folder, `${name}.d.ts`), buildEntry(entries[index], entries));
  } finally {
    rmSync(compiled, { recursive: true, force: true });
  }
}

function compile(outDir) {
  const flags = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outDir];
  const tsc = toPath('node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', toPath('tsconfig.build.json'), ...flags], { stdio: 'inherit' });
}

/** Follows the imports from the entries. */
function collectFiles(entries) {
  const texts = new Map();
  const visit = (file) => {
    if (texts.has(file)) return;
    const text = readFileSync(file, 'utf8');
    texts.set(file, text);
    for (const [, to] of text.matchAll(REFERENCE)) visit(resolve(dirname(file), to.replace(/\.[jt]s$/, '.d.ts')));
  };
  for (const entry of entries) visit(entry);
  return texts;
}

function joinDeclarations(texts, entries) {
  const parts = [...texts].filter(([file]) => file !== entries[0]).map(([file, text]) => readOwnDeclarations(file, text));
  const taken = new Set(parts.flatMap((own) => listNames(own, EXPORTED)));
  const joined = parts.map((own) => renameLocals(own, taken));
  return `${joined.join('\n')}\nexport {};\n`;
}

const KEYWORDS = '(?:declare )?(?:abstract )?(?:class|const|function|interface|type|enum)';
const EXPORTED = new RegExp(`^export ${KEYWORDS} (\\w+)`, 'gm');
const LOCAL = new RegExp(`^${KEYWORDS} (\\w+)`, 'gm');

/** An overload has the same name in the same file. */
const listNames = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];

/** What a file does not export may have the name of something in another file. */
function renameLocals(text, taken) {
  let own = text;
  for (const name of listNames(text, LOCAL)) {
    let free = name;
    while (taken.has(free)) free += '_';
    taken.add(free);
    if (free !== name) own = own.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), free);
  }
  return own;
}

/** The declarations of one file: what it imports and re-exports is in the same file now. */
const readOwnDeclarations = (file, text) =>
  text
    .replaceAll(/^(?:import|export) (?:type )?(?:\{[^}]*\}|\* as \w+) from '[^']+';\n/gm, dropImport(file))
    .replaceAll(/import\(["']\.[^"']+["']\)\./g, '')
    .replaceAll(/^export \{\};\n/gm, '')
    .trim();

const dropImport = (file) => (statement) => {
  if (/ as |\* as /.test(statement) || !/from '\./.test(statement)) throw new Error(`${file}: cannot join ${statement}`);
  return '';
};

/** The public names of an entry, all from the joined declarations. */
function buildEntry(file, entries) {
  const text = readFileSync(file, 'utf8').replaceAll(/ from '\.[^']+'/g, " from './declarations.js'");
  if (file === entries[0]) return text;
  const exported = [...text.matchAll(/^export (?:type )?\{[^}]*\} from '[^']+';$/gm)].map(([line]) => line);
  const declared = [...text.matchAll(/^export declare (?:function|const|class) (\w+)/gm)].map(([, name]) => name);
  return `${[...exported, `export { ${declared.join(', ')} } from './declarations.js';`].join('\n')}\n`;
}
