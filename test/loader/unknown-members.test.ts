import { describe, expect, test } from 'vitest';
import { validateTree } from '../../src/loader/check/validate-tree.ts';
import type { LoadFinding } from '../../src/loader/findings.ts';
import { getValidator } from '../../src/loader/load-validator.ts';
import { replaceMarkers } from '../../src/loader/substitute/markers.ts';
import type { MapTree, Tree } from '../../src/loader/text/definition-tree.ts';
import { createSource } from '../../src/loader/text/source-file.ts';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { findProblemCodes, findProblems, loadDefinition } from './load-helpers.ts';
import { describeProbe, listProbes } from './schema-probes.ts';

const source = createSource('a', '/a', '', replaceMarkers('', { vars: {}, env: {}, mappings: {} }, 'yaml'));
const span = { source, start: 0, end: 0 };

function buildTree(value: JsonValue): Tree {
  if (isArray(value)) return { kind: 'list', items: value.map(buildTree), span };
  if (isObject(value)) return buildMapTree(value);
  return { kind: 'scalar', value, span };
}
const buildMapTree = (value: JsonValue): MapTree => ({
  kind: 'map',
  members: new Map(
    Object.entries(isObject(value) ? value : {}).map(([name, inner]) => [name, { key: span, value: buildTree(inner) }]),
  ),
  span,
});

/** What is found but for what the rest of such a bare resource lacks. */
const LACKING = new Set(['missing-field']);
const formatFindings = (findings: readonly LoadFinding[]): readonly string[] =>
  findings.filter(({ code }) => !LACKING.has(code)).map(({ severity, code }) => `${severity} ${code}`);

const EXPECTED = { field: ['warning unknown-field'], value: ['warning unknown-value'] } as const;

describe.each(CATALOGUE.all)('$type', (type) => {
  const findDocumentProblems = async (document: JsonValue) =>
    formatFindings(
      validateTree(await getValidator(type.schemaName), buildMapTree(document), getResourceShape(type), {
        subject: type.noun,
        catalogue: CATALOGUE,
      }),
    );

  test('is open to what its schema does not list, wherever that is not marked as closed', async () => {
    for (const probe of listProbes(type.schema)) {
      const codes = await findDocumentProblems(probe.document);
      if (probe.kind === 'closed') expect(codes, describeProbe(probe)).toContainEqual(expect.stringMatching(/^error/));
      else expect(codes, describeProbe(probe)).toEqual(EXPECTED[probe.kind]);
    }
  });

  test('refuses a slip of what its schema lists', async () => {
    for (const probe of listProbes(type.schema)) {
      if (probe.slip === undefined) continue;
      expect(await findDocumentProblems(probe.slip), describeProbe(probe)).toContainEqual(
        expect.stringMatching(/^error (?:unknown-field|wrong-value)/),
      );
    }
  });
});

const buildClientYaml = (fields: string) => `clients:\n  - name: App\n${fields}`;
const loadFirstResource = async (text: string) => (await loadDefinition(text)).resources[0];

test.each([
  ['a value', buildClientYaml('    app_type: quantum_app\n'), 'warning unknown-value 3:15'],
  ['a slip of a value', buildClientYaml('    app_type: regular_wbe\n'), 'wrong-value 3:15'],
  ['a value of another kind', buildClientYaml('    app_type: 5\n'), 'wrong-type 3:15'],
  ['an empty value', buildClientYaml('    app_type: ""\n'), 'wrong-value 3:15'],
  [
    'a strategy',
    'connections:\n  - { name: c, strategy: quantum-id, options: { client_id: a } }\n',
    'warning unknown-value 2:26',
  ],
  ['a slip of a strategy', 'connections:\n  - { name: c, strategy: gihtub }\n', 'wrong-value 2:26'],
  ['a prompt', 'prompts:\n  customText: { en: { wallet: { wallet: { title: Hi } } } }\n', 'warning unknown-value 2:23'],
  ['a protection, whose path depends on it', 'attackProtection:\n  moonGuard: { enabled: true }\n', 'wrong-value 2:3'],
  [
    'the same name in another case style',
    'databases:\n  - { name: d, options: { password_policy: good } }\n',
    'unknown-field 2:27',
  ],
  [
    'a required field under a name with a typo',
    'organizationRoles: [{ organisation: acme, name: Admin }]\n',
    'unknown-field 1:23',
  ],
  ['a name under a name with a typo', 'clients: [{ nme: Shop }]\n', 'unknown-field 1:13'],
  ['a rule for tenon itself', 'reconcile: { shield: [] }\n', 'unknown-field 1:14'],
])('%s', async (_, text, code) => {
  expect(await findProblemCodes(text)).toEqual([code]);
});

test('what is unknown is sent as it is written', async () => {
  const text = buildClientYaml('    warp: { factor: [1, { a: null }], on: true }\n    jwt_configuration: { warp: 9 }\n');
  expect(await findProblemCodes(text)).toEqual(['warning unknown-field 3:5', 'warning unknown-field 4:26']);
  expect((await loadFirstResource(text))?.fields).toEqual({
    name: 'App',
    warp: { factor: [1, { a: null }], on: true },
    jwt_configuration: { warp: 9 },
  });
});

const CANARY = 'canary-0815-zyx';
test.each([
  ['a field', buildClientYaml(`    warp_secret: ${CANARY}\n`), ['/warp_secret']],
  ['a field inside of an unknown one', buildClientYaml(`    warp: { api_key: ${CANARY}, name: a }\n`), ['/warp/api_key']],
  [
    'all that is in a field',
    buildClientYaml(`    warp_credentials: { one: ${CANARY}, two: [${CANARY}] }\n`),
    ['/warp_credentials/one', '/warp_credentials/two/0'],
  ],
  [
    'an option of an unknown strategy',
    `connections:\n  - { name: c, strategy: quantum-id, options: { client_secret: ${CANARY} } }\n`,
    ['/options/client_secret'],
  ],
  [
    'a member of an item',
    `actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: post-login, version: v3, access_token: ${CANARY} }]\n`,
    ['/supported_triggers/0/access_token'],
  ],
])('%s that is a secret by its name is masked', async (_, text, places) => {
  expect(Object.keys((await loadFirstResource(text))?.secrets ?? {})).toEqual(places);
  expect(JSON.stringify(await findProblems(text))).not.toContain(CANARY);
});

test('a number or a switch is no secret, whatever it is called', async () => {
  expect(
    (await loadFirstResource(buildClientYaml('    warp_token: 60\n    warp_key: true\n    token_for_warp: fast\n')))?.secrets,
  ).toEqual({});
});
