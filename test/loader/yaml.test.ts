import { expect, test } from 'vitest';
import { findProblemCodes, findProblems, loadFields } from './load-helpers.ts';

test.each([
  ['an unclosed quote', 'roles:\n  - name: "a\n', 'yaml-syntax 3:1'],
  ['a tab as indentation', 'roles:\n\t- name: a\n', 'yaml-syntax 2:1'],
  ['a bracket too many', 'roles: []]\n', 'yaml-syntax 1:10'],
  ['a list that begins amid a map', 'roles:\n  - name: a\n  b: c\n', 'yaml-syntax 3:1'],
  ['an alias to nothing', 'roles:\n  - name: *a\n', 'yaml-syntax 2:11'],
  ['a name that stands twice', 'roles:\n  - name: a\n    name: b\n', 'yaml-duplicate-key 3:5'],
  ['a type that stands twice', 'roles: []\nclients: []\nroles: []\n', 'yaml-duplicate-key 3:1'],
  ['a tag of its own', 'roles:\n  - name: !secret a\n', 'yaml-unsupported 2:11'],
  ['a date tag', 'roles:\n  - name: !!timestamp 2020-01-01\n', 'yaml-unsupported 2:23'],
  ['two documents', 'roles: []\n---\nroles: []\n', 'yaml-unsupported 2:1'],
  ['YAML 1.1', '%YAML 1.1\n---\nroles: []\n', 'yaml-unsupported 1:1'],
  ['not a number', 'roles:\n  - name: .nan\n', 'yaml-unsupported 2:11'],
  ['infinity', 'roles:\n  - name: -.inf\n', 'yaml-unsupported 2:11'],
  ['a list as a name', 'roles:\n  - name: a\n    ? [x]\n    : y\n', 'yaml-unsupported 3:7'],
  ['nothing as a name', 'roles:\n  - name: a\n    ~: y\n', 'yaml-unsupported 3:5'],
  ['an anchor that holds itself', 'roles: &r\n  - *r\n', 'yaml-unsupported 2:5'],
  ['a merge of a text', 'roles:\n  - name: a\n    <<: b\n', 'yaml-unsupported 3:5'],
  ['nothing at all', '', 'wrong-type 1:1'],
  ['only a comment', '# later\n', 'wrong-type 1:1'],
  ['a list', '- roles\n', 'wrong-type 1:1'],
  ['a text', 'roles\n', 'wrong-type 1:1'],
])('%s is one problem at its place', async (_, text, code) => {
  expect(await findProblemCodes(text)).toEqual([code]);
});

test('after a syntax error only the first one is told, and other files still', async () => {
  const files = { 'tenant.yaml': 'include: [b.yaml]\nroles:\n  - name: {{ a }}\n  - "x\n', 'b.yaml': 'roles:\n  - nmae: b\n' };
  const codes = await findProblemCodes(files);
  expect(codes).toHaveLength(1);
  expect(codes[0]).toMatch(/^yaml-syntax/);
});

test('deep nesting is refused, not crashed on', async () => {
  expect((await findProblemCodes(`roles: ${'['.repeat(50_000)}`)).join()).toMatch(/^yaml-(unsupported|syntax)/);
  expect(await findProblemCodes(`roles: ${'['.repeat(70)}${']'.repeat(70)}\n`)).toEqual(['yaml-unsupported 1:68']);
});

test('an alias bomb is stopped at once and told once', async () => {
  const levels = Array.from(
    { length: 12 },
    (_, n) =>
      `x-${n}: &a${n} [${
        n === 0
          ? 'lol'
          : Array(10)
              .fill(`*a${n - 1}`)
              .join(', ')
      }]`,
  );
  const started = performance.now();
  const codes = await findProblemCodes(`${levels.join('\n')}\nroles: []\n`);
  expect(codes).toHaveLength(1);
  expect(codes[0]).toMatch(/^yaml-too-many-aliases/);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('a chain of aliases deeper than any value is refused', async () => {
  const chain = Array.from({ length: 500 }, (_, n) => `x-${n}: &a${n} [${n === 0 ? '1' : `*a${n - 1}`}]`);
  expect((await findProblemCodes(`${chain.join('\n')}\nroles: []\n`)).join()).toMatch(/^yaml-too-many-aliases/);
});

test('many aliases of ordinary size are no bomb', async () => {
  const clients = Array.from({ length: 400 }, (_, n) => `  - { name: c${n}, grant_types: *grants }`);
  expect(
    await findProblemCodes(`x-grants: &grants [authorization_code, refresh_token]\nclients:\n${clients.join('\n')}\n`),
  ).toEqual([]);
});

test('anchors and merge keys are followed; what stands beside them wins', async () => {
  const text = `
x-web: &web { app_type: regular_web, callbacks: [https://a.test/cb] }
x-more: &more { app_type: spa, description: more }
clients:
  - name: one
    <<: *web
  - name: two
    <<: [*web, *more]
    callbacks: []
`;
  const fields = await loadFields(text);
  expect(fields['clients/one']).toEqual({ name: 'one', app_type: 'regular_web', callbacks: ['https://a.test/cb'] });
  expect(fields['clients/two']).toEqual({ name: 'two', app_type: 'regular_web', description: 'more', callbacks: [] });
});

test('an error inside of an anchor is told where it is written, once for all aliases', async () => {
  const text = 'x-web: &web\n  app_type: spaa\nclients:\n  - { name: a, <<: *web }\n  - { name: b, <<: *web }\n';
  const codes = await findProblemCodes(text);
  expect([...new Set(codes)]).toEqual(['wrong-value 2:13']);
});

test('an anchor that is set again means the last one before the alias', async () => {
  const text = 'x-a: &a one\nx-b: *a\nx-c: &a two\nroles:\n  - { name: r, description: *a }\n';
  expect(await loadFields(text)).toEqual({ 'roles/r': { name: 'r', description: 'two' } });
});

test('YAML 1.2: yes, no, on and dates are texts', async () => {
  const text = 'organizations:\n  - name: acme\n    metadata: { a: yes, b: off, c: 2020-01-01, d: <<, e: "0x10" }\n';
  const fields = await loadFields(text);
  expect(fields['organizations/acme']?.metadata).toEqual({ a: 'yes', b: 'off', c: '2020-01-01', d: '<<', e: '0x10' });
});

test('numbers as names keep their spelling', async () => {
  const text = 'organizations:\n  - name: acme\n    metadata: { 010: a, 1.0: b, true: c }\n';
  expect((await loadFields(text))['organizations/acme']?.metadata).toEqual({ '010': 'a', '1.0': 'b', true: 'c' });
});

test('JSON files are read like YAML, with a $schema', async () => {
  const files = {
    'tenant.json': JSON.stringify({ $schema: './tenant.schema.json', roles: [{ name: 'a', description: 'b\nc' }] }),
  };
  expect(await loadFields(files, { files: ['tenant.json'] })).toEqual({ 'roles/a': { name: 'a', description: 'b\nc' } });
});

test('a byte order mark and Windows line ends change no place', async () => {
  expect(await findProblemCodes('\ufeffroles:\r\n  - name: a\r\n    nmae: b\r\n')).toEqual(['unknown-field 3:5']);
  expect(await findProblemCodes('\ufeffrolls: []\n')).toEqual(['unknown-type 1:1']);
  const [problem] = await findProblems('roles:\r\n  - name: a\r\n    nmae: b\r\n');
  expect(problem?.place).toMatchObject({ source: '    nmae: b', length: 4 });
});

test('wide characters count as the editor counts them', async () => {
  expect(await findProblemCodes('roles:\n  - { name: "😀é", nmae: b }\n')).toEqual(['unknown-field 2:20']);
});

test('a caret never leaves its line', async () => {
  const [problem] = await findProblems('clients:\n  - name: a\n    callbacks:\n      b: c\n      d: e\n');
  expect(problem).toMatchObject({ code: 'wrong-type', place: { line: 4, column: 7, length: 4, source: '      b: c' } });
});

test('a line that no one can read is not shown, and costs no time', async () => {
  const started = performance.now();
  const [problem] = await findProblems(`{"clients": [{"name": "a", "nmae": "${'_secret'.repeat(100_000)}"}]}`);
  expect(problem).toMatchObject({ code: 'unknown-field', place: { line: 1, column: 28 } });
  expect(problem?.place).not.toHaveProperty('source');
  expect(await findProblemCodes(`${'_secret:'.repeat(100_000)}\n]`)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(5_000);
});
