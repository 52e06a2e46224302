// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { load } from '../../src/loader/load-definition.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { scaleCases } from '../support/run-size.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'login.js'), 'return ##ENV## `${x}`');

const CANARY = 'canary-4711-abcdef';
const sample = `include: []
x-web: &web { app_type: regular_web, callbacks: [https://##ENV##.test/cb] }
reconcile: { prune: [roles], limits: { delete: 10%, update: 3 } }
clients:
  - name: App # ##NOPE##
    <<: *web
    client_secret: "\${secret:SECRET}"
    jwt_configuration: { alg: RS256, lifetime_in_seconds: 60 }
  - { name: Other, $id: abc, description: "\${env:NAME:-x} @@password@@", allowed_origins: @@URLS@@ }
databases:
  - name: users
    options: { customScripts: { login: ./login.js } }
roles:
  - name: 'clerk'
    $renamed_from: helper
    permissions:
      - resource_server_identifier: https://api.test/
        permission_name: read:x
organizations:
  - name: acme
    metadata: { a: "1" }
    branding:
      colors: { primary: "#fff", page_background: "#000" }
`;

async function loadText(text: string) {
  const file = join(folder, 'tenant.yaml');
  writeFileSync(file, text);
  const vars = { ENV: 'dev', URLS: ['https://a.test'] };
  return load({ files: [file], root: folder, env: { SECRET: CANARY, NAME: 'n' }, vars });
}

const isOrdered = (problems: readonly Problem[]): boolean =>
  problems.every((problem, index) => {
    const before = problems[index - 1]?.place;
    const { place } = problem;
    if (before?.kind !== 'file' || place?.kind !== 'file') return true;
    return before.file < place.file || before.line < place.line || (before.line === place.line && before.column <= place.column);
  });

/** A load ends with a definition or with reasons, every reason is inside of its file, and nothing shows a secret. */
async function expectSoundOutcome(text: string): Promise<void> {
  const outcome = await loadText(text);
  const problems = outcome.ok ? outcome.value.warnings : outcome.error;
  if (!outcome.ok) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  expect(isOrdered(problems)).toBe(true);
  expect(JSON.stringify(problems)).not.toContain(CANARY);
  const lines = text.split('\n');
  for (const { place } of problems) {
    if (place?.kind !== 'file' || !place.file.endsWith('tenant.yaml')) continue;
    expect(place.line).toBeLessThanOrEqual(lines.length);
    expect(place.column + (place.length ?? 1)).toBeLessThanOrEqual(Math.max(2, (lines[place.line - 1] ?? '').length + 2));
  }
}

test('the sample itself is right', async () => {
  const outcome = await loadText(sample);
  expect(outcome.ok ? outcome.value.warnings : outcome.error).toEqual([]);
});

const piece = fc.constantFrom(
  ...[
    '  ',
    '\n',
    '- ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '*web',
    '<<: ',
    '|\n',
    '>-\n',
    '!!str ',
    '---\n',
    '? ',
    '%YAML 1.1\n',
  ],
  ...[
    '\t',
    '\r\n',
    '\u2028',
    '😀',
    '\u0007',
    'null',
    '~',
    '0',
    '-1',
    '1e999',
    '.nan',
    'true',
    '$id',
    '$renamed_from: ',
    '__proto__',
    'constructor',
  ],
  ...[
    '${env:NAME}',
    '${env:',
    '${secret:SECRET}',
    '${secret:NOPE}',
    '${file:login.js}',
    '${file:..}',
    '$${env:x}',
    '##ENV##',
    '@@URLS@@',
    '##NOPE##',
  ],
  ...[
    'clients:',
    'roles:',
    'name: ',
    'databases:',
    'reconcile:',
    'include: [tenant.yaml]',
    'rules: [1]',
    'options:',
    'client_secret: ',
  ],
);

test('no text whatever breaks the loader', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ maxLength: 6 })), { maxLength: 40 }),
      (pieces) => expectSoundOutcome(pieces.join('')),
    ),
    { numRuns: scaleCases(400) },
  );
});

const edit = fc.record({ at: fc.nat(sample.length), cut: fc.nat(12), put: fc.oneof(piece, fc.constant('')) });

test('no change of a good file breaks the loader', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) =>
      expectSoundOutcome(edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), sample)),
    ),
    { numRuns: scaleCases(600) },
  );
});

test('no value in the place of another breaks the loader', async () => {
  const lines = sample.split('\n');
  const value = fc.json({ maxDepth: 3 });
  await fc.assert(
    fc.asyncProperty(fc.nat(lines.length - 1), value, (index, json) =>
      expectSoundOutcome(lines.map((line, at) => (at === index ? line.replace(/: .*$/, () => `: ${json}`) : line)).join('\n')),
    ),
    { numRuns: scaleCases(400) },
  );
});

test('the same text gives the same outcome', async () => {
  const describeOutcome = async (text: string) => {
    const outcome = await loadText(text);
    return JSON.stringify(outcome.ok ? outcome.value.definition : outcome.error);
  };
  await fc.assert(
    fc.asyncProperty(edit, async ({ at, cut, put }) => {
      const text = sample.slice(0, at) + put + sample.slice(at + cut);
      expect(await describeOutcome(text)).toBe(await describeOutcome(text));
    }),
    { numRuns: scaleCases(100) },
  );
});
