import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { getRunParameters } from '../support/run-parameters.ts';
import { findProblemCodes, loadDefinition } from './load-helpers.ts';

/** A list of this length is converted while its file is still being parsed. */
const COUNT = 40;

const createRoles = (replaced: Readonly<Record<number, string>> = {}, count = COUNT): string =>
  Array.from({ length: count }, (_, n) => replaced[n] ?? `  - name: role ${n}\n`).join('');

/** Ways to write an item, and what may stand between two. */
const ITEMS: readonly ((n: number) => string)[] = [
  (n) => `  - name: role ${n}\n`,
  (n) => `  - {name: role ${n}, description: "in flow"}\n`,
  (n) => `  -\n\n    name: role ${n}\n`,
  (n) => `  - # first\n    name: role ${n} # name\n    # last\n`,
  (n) => `  - !!map\n    name: role ${n}\n`,
  (n) => `  - &anchor${n}\n    name: role ${n}\n`,
  (n) => `  - name: role ${n}\n    description: |\n      &text\n      %text\n\n`,
  (n) => `  - name: role ${n}\n    description: >-\n      folded\n      text\n    # after it\n`,
  (n) => `  - ? name\n    : role ${n}\n`,
];
const BETWEEN = ['', '\n', '# at the margin\n', '  # beside\n', '      # inside\n', '\n\n  # after lines\n\n'];

test('a long list means what the parser reads from the whole text', async () => {
  const written = fc.array(fc.tuple(fc.constantFrom(...ITEMS), fc.constantFrom(...BETWEEN)), { minLength: 1, maxLength: COUNT });
  await fc.assert(
    fc.asyncProperty(written, async (items) => {
      const text = `x-first: &first 1\nroles:\n${items.map(([write, between], n) => write(n) + between).join('')}`;
      for (const each of [text, text.slice(text.indexOf('roles'))]) {
        const { resources } = await loadDefinition(each);
        expect(resources.map(({ fields }) => fields)).toEqual(parse(each).roles);
      }
    }),
    getRunParameters(60),
  );
});

test.each([0, 1, 6, 7, 8, 20, COUNT - 2, COUNT - 1])('in item %i of a long list, problems stand at their places', async (n) => {
  const at = `${n + 2}`;
  expect(await findProblemCodes(`roles:\n${createRoles({ [n]: '  - nmae: a\n' })}`)).toEqual([`unknown-field ${at}:5`]);
  const twice = `roles:\n${createRoles({ [n]: '  - { name: a, name: b }\n' })}`;
  expect(await findProblemCodes(twice)).toEqual([`yaml-duplicate-key ${at}:16`]);
  const unset = `roles:\n${createRoles({ [n]: `  - name: \${env:UNSET}\n` })}`;
  expect(await findProblemCodes(unset)).toEqual([`variable-missing ${at}:11`]);
});

test.each([
  ['a syntax error before the end', `roles:\n${createRoles({ 1: `  - name: \${env:UNSET}\n`, 30: '  - "x\n' })}`, /^yaml-syntax/],
  ['a syntax error at the beginning', `roles:\n${createRoles({ 1: '  - name: "a" b\n', 30: '  - "x\n' })}`, /^yaml-syntax 3:/],
  ['a second document', `roles:\n${createRoles()}---\nroles: []\n`, /^yaml-unsupported 42:1/],
  ['YAML 1.1', `%YAML 1.1\n---\nroles:\n${createRoles()}`, /^yaml-unsupported 1:1/],
  ['a type that stands twice', `roles:\n${createRoles()}clients: []\nroles:\n${createRoles()}`, /^yaml-duplicate-key 43:1/],
  ['a long list as a key', `? ${createRoles().trim()}\n: 1\nroles: []\n`, /^yaml-unsupported 1:3/],
  [
    'an alias before its anchor',
    `roles:\n${createRoles({ 0: '  - name: *late\n', 30: '  - name: &late a\n' })}`,
    /^yaml-syntax 2:11/,
  ],
])('%s is one problem in a file with a long list', async (_, text, code) => {
  const codes = await findProblemCodes(text);
  expect(codes).toHaveLength(1);
  expect(codes[0]).toMatch(code);
});

test('an alias in a long list has the value of an anchor before the list, in it, or redefined in it', async () => {
  const replaced = {
    20: '  - { name: twenty, description: *d }\n',
    25: '  - { name: &d x, description: *d }\n',
    30: '  - { name: y, description: *d }\n',
  };
  const { resources } = await loadDefinition(`x-d: &d first\nroles:\n${createRoles(replaced)}`);
  const described = resources.flatMap(({ key, fields }) => (fields.description === undefined ? [] : [[key, fields.description]]));
  expect(described).toEqual([
    ['twenty', 'first'],
    ['x', 'x'],
    ['y', 'x'],
  ]);
});
