import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// Names, files and answers are somebody else's text. A pattern that goes back and forth over a long one hangs: each pattern of the
// sources and schemas is given texts that are long, nearly match, and fail at their end. What backtracks without bounds never
// comes back from here; the runner's time limit says so.

const ROOT = new URL('../../', import.meta.url).pathname;
const LENGTH = 5000;
const LITERAL =
  /(?<=[=(,:;!&|?[{}\s])\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)(?=[\s.,;)\]}:?!&|]|$)/gm;

function listFiles(folder: string, ending: string): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter(({ name }) => name.endsWith(ending)).map(({ parentPath, name }) => join(parentPath, name));
}

function compileLiteral(source: string, flags: string): readonly RegExp[] {
  try {
    return [new RegExp(source, flags.replace(/[gy]/g, ''))];
  } catch {
    return []; // A division, or a path in a comment.
  }
}

const literals = listFiles('src', '.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(LITERAL)].flatMap(([, source = '', flags = '']) =>
    compileLiteral(source, flags).map((pattern) => [`${file.slice(ROOT.length)} ${pattern}`, pattern] as const),
  ),
);

function findPatterns(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === 'pattern' && typeof item === 'string' ? [item] : findPatterns(item),
  );
}

const patterns = listFiles('schemas', '.json').flatMap((file) =>
  findPatterns(JSON.parse(readFileSync(file, 'utf8'))).map(
    (source) => [`${file.slice(ROOT.length)} ${source}`, new RegExp(source, 'u')] as const,
  ),
);

/** What the pattern itself speaks of, over and over, with an end that fits nothing. */
function buildAttacks(pattern: RegExp): readonly string[] {
  const plain = pattern.source.replace(/\\[nrtdwsDWSpPbBkux](?:\{[^}]*\})?/g, '').replace(/[\\^$|?*+()[\]{}]/g, '');
  const characters = new Set([...plain, ...'a0- ./:"\\*@#_{}[]\n\t=<'].slice(0, 60));
  const pairs = [...characters].slice(0, 12).map((character, index, all) => `${character}${all[(index + 1) % all.length]}`);
  const pieces = [
    ...characters,
    ...pairs,
    plain.slice(0, 6),
    '${',
    '##A',
    '@@A',
    '<script',
    '://',
    '👨‍👩',
    '\u200d',
    '\ufe0f',
  ].filter((piece) => piece !== '');
  return pieces.flatMap((piece) => {
    const long = piece.repeat(Math.ceil(LENGTH / piece.length));
    return [long, `${long}\u0001`, `\u0001${long}!`, `x${long}\n`];
  });
}

const all = [...literals, ...patterns];

it('there are as many patterns as there should be', () => {
  expect(literals.length).toBeGreaterThan(80);
  expect(patterns.length).toBeGreaterThan(5);
});

it.each(all)('%s comes to an end', (_, pattern) => {
  const attacks = buildAttacks(pattern);
  expect(attacks.map((text) => pattern.test(text))).toHaveLength(attacks.length);
});
