import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { updateFiles } from '../../src/exporter/update/update-files.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';

async function loadOrThrow(file: string): Promise<Loaded> {
  const outcome = await load({ files: [file], env: { HOST: 'shop.test' } });
  if (!outcome.ok) throw new Error(`${JSON.stringify(outcome.error, null, 1)}\n${readFileSync(file, 'utf8')}`);
  return outcome.value;
}

interface UpdatedText {
  readonly text: string;
  readonly left: number;
}

/** The file once the tenant's clients are taken over. */
const updateText = (text: string, ...clients: readonly JsonObject[]): Promise<UpdatedText> =>
  updateFrom(
    createSnapshot({
      clients: clients.map((body, index) => createLiveResource(`id${index}`, { client_id: `id${index}`, ...body })),
    }),
    text,
  );

/** The file once the tenant is taken over; a plan is then empty unless something is left. */
async function updateFrom(snapshot: Snapshot, text: string): Promise<UpdatedText> {
  const file = join(createTemporaryFolder({ 'tenant.yaml': text }), 'tenant.yaml');
  const planOperations = ({ definition }: Loaded) => {
    const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
    return made.ok ? listChanges(made.value) : [];
  };
  const before = await loadOrThrow(file);
  const operations = planOperations(before);
  const { files, left } = updateFiles({
    operations,
    snapshot,
    catalogue: CATALOGUE,
    findWritten: before.findWritten,
    canChangeFile: () => true,
  });
  for (const { path, content } of files) writeFileSync(path, content);
  const after = await loadOrThrow(file);
  if (left.length === 0) expect(planOperations(after)).toEqual([]);
  return { text: readFileSync(file, 'utf8'), left: left.length };
}

const buildShopYaml = (lines: string): string => `clients:\n  - name: Shop\n${lines}`;
const A = 'https://a.test/';
const B = 'https://b.test/';
const C = 'https://c.test/';

const CASES: readonly (readonly [what: string, before: string, body: JsonObject, after: string])[] = [
  ['a plain text', '    description: old # why\n', { description: 'new' }, '    description: new # why\n'],
  ['a text that needs quotes now', '    description: old\n', { description: 'yes' }, '    description: "yes"\n'],
  ['a text in quotes', '    description: "old"   # why\n', { description: 'new' }, '    description: "new"   # why\n'],
  [
    'a text that reads like a substitution',
    '    description: old\n',
    { description: 'a ${env:HOME}' },
    '    description: a $${env:HOME}\n',
  ],
  [
    'a text of several lines',
    '    description: old\n    app_type: spa\n',
    { description: 'a\nb\n', app_type: 'spa' },
    '    description: |\n      a\n      b\n    app_type: spa\n',
  ],
  [
    'a block that is one line now',
    '    description: |\n      a\n      b\n    app_type: spa\n',
    { description: 'a', app_type: 'spa' },
    '    description: |-\n      a\n    app_type: spa\n',
  ],
  ['a folded block', '    description: >-\n      a\n      b\n', { description: 'a c' }, '    description: >-\n      a c\n'],
  ['a flag', '    oidc_conformant: true # for good\n', { oidc_conformant: false }, '    oidc_conformant: false # for good\n'],
  [
    'what was unset',
    '    refresh_token: null\n',
    { refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' } },
    '    refresh_token:\n      rotation_type: rotating\n      expiration_type: expiring\n',
  ],
  [
    'what was unset by nothing',
    '    refresh_token:\n    app_type: spa\n',
    { refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' }, app_type: 'spa' },
    '    refresh_token:\n      rotation_type: rotating\n      expiration_type: expiring\n    app_type: spa\n',
  ],
  [
    'what is empty now',
    `    logo_uri: ${A} # gone\n    app_type: spa\n`,
    { app_type: 'spa' },
    '    logo_uri: "" # gone\n    app_type: spa\n',
  ],
  ['what is unset now', '    par_request_expiry: 30\n    app_type: spa\n', { app_type: 'spa' }, '    app_type: spa\n'],
  ['the last line of a file without an end', '    description: old', { description: 'new' }, '    description: new'],
  [
    'an item at the end of a file without an end',
    `    callbacks:\n      - ${A}`,
    { callbacks: [A, B] },
    `    callbacks:\n      - ${A}\n      - ${B}`,
  ],
  [
    'items of a list, without an indent',
    `    callbacks:\n    - ${A}\n    # about b\n    - ${B}\n    app_type: spa\n`,
    { callbacks: [B, C], app_type: 'spa' },
    `    callbacks:\n    # about b\n    - ${B}\n    - ${C}\n    app_type: spa\n`,
  ],
  [
    'a list that is empty now',
    `    callbacks:\n      - ${A}\n      - ${B}\n    app_type: spa\n`,
    { callbacks: [], app_type: 'spa' },
    '    callbacks: []\n    app_type: spa\n',
  ],
  [
    'a list that was empty',
    '    callbacks: []\n    app_type: spa\n',
    { callbacks: [A], app_type: 'spa' },
    `    callbacks:\n      - ${A}\n    app_type: spa\n`,
  ],
  [
    'a list between brackets',
    `    callbacks: [ '${A}', ${B} ] # all\n`,
    { callbacks: [A, C] },
    `    callbacks: [ '${A}', ${C} ] # all\n`,
  ],
  [
    'a list between brackets over lines',
    `    callbacks: [\n      ${A},\n      ${B}\n    ]\n`,
    { callbacks: [A] },
    `    callbacks: [${A}]\n`,
  ],
  [
    'a map between braces',
    '    client_metadata: { a: one, b: "two", c: three }\n',
    { client_metadata: { b: 'new', c: 'three' } },
    '    client_metadata: { b: "new", c: three }\n',
  ],
  [
    'the last member between braces',
    '    client_metadata: { a: one, b: two }\n',
    { client_metadata: { a: 'one' } },
    '    client_metadata: { a: one }\n',
  ],
  ['all members of a map', '    client_metadata:\n      a: one\n    app_type: spa\n', { app_type: 'spa' }, '    app_type: spa\n'],
  [
    'a member of a map',
    '    jwt_configuration:\n      # short\n      lifetime_in_seconds: 60\n      alg: RS256\n',
    { jwt_configuration: { lifetime_in_seconds: 90, alg: 'RS256', scopes: {} } },
    '    jwt_configuration:\n      # short\n      lifetime_in_seconds: 90\n      alg: RS256\n',
  ],
  ['a member with a name in quotes', '    "description": old\n', { description: 'new' }, '    "description": new\n'],
  ['an anchor that nobody uses', '    description: &d old\n', { description: 'new' }, '    description: &d new\n'],
];

it.each(CASES)('%s', async (_, before, body, after) => {
  expect(await updateText(buildShopYaml(before), { name: 'Shop', ...body })).toEqual({ text: buildShopYaml(after), left: 0 });
});

it('a resource in the middle, the first and the last one go without their neighbours', async () => {
  const text =
    'clients:\n  # one\n  - name: One\n\n  - name: Two\n    description: two\n\n  # three\n  - name: Three\nroles: []\n';
  expect((await updateText(text, { name: 'One' }, { name: 'Three' })).text).toBe(
    'clients:\n  # one\n  - name: One\n\n\n  # three\n  - name: Three\nroles: []\n',
  );
  expect((await updateText(text, { name: 'Two', description: 'two' })).text).toBe(
    'clients:\n  # one\n\n  - name: Two\n    description: two\n\n  # three\nroles: []\n',
  );
});

it('a type whose last resource goes has none', async () => {
  expect(await updateText('clients: # all of them\n  - name: One\n# roles\nroles: []\n')).toEqual({
    text: 'clients: [] # all of them\n# roles\nroles: []\n',
    left: 0,
  });
  expect(await updateText('clients:\n- name: One\n')).toEqual({ text: 'clients: []\n', left: 0 });
});

it.each([
  ['a marker that stands for a list', '    callbacks: @@HOSTS@@\n'],
  ['a marker between brackets', '    callbacks: [ "https://##HOST##/" ]\n'],
  ['comments between brackets', `    callbacks: [\n      ${A}, # first\n      ${B}\n    ]\n`],
])('%s stays, and is told', async (_, lines) => {
  const text = `# yaml\n${buildShopYaml(lines)}`;
  const file = createTemporaryFolder({ 'tenant.yaml': text });
  const outcome = await load({ files: [join(file, 'tenant.yaml')], env: { HOST: 'x' }, vars: { HOSTS: [A, B] } });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  const snapshot = createSnapshot({ clients: [createLiveResource('id', { client_id: 'id', name: 'Shop', callbacks: [C] })] });
  const { definition, findWritten: written } = outcome.value;
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  const operations = made.ok ? listChanges(made.value) : [];
  const { files, left } = updateFiles({
    operations,
    snapshot,
    catalogue: CATALOGUE,
    findWritten: written,
    canChangeFile: () => true,
  });
  expect({ files, codes: left.map(({ code }) => code) }).toEqual({ files: [], codes: ['left-as-written'] });
});

it('a secret is never written, neither where it was nor anywhere else', async () => {
  const text = buildShopYaml('    client_secret: old-secret-in-clear\n    description: old\n');
  const { text: after, left } = await updateText(text, { name: 'Shop', client_secret: 'canary', description: 'new' });
  expect({ after, left }).toEqual({ after: text.replace('description: old', 'description: new'), left: 1 });
});

it.each<[string, string, JsonObject, readonly JsonObject[], string]>([
  ['customText', 'selfServiceProfiles:\n  - name: a\n', {}, [{}], '    customText: {}\n'],
  ['scim_configuration', 'connections:\n  - name: a\n    strategy: samlp\n', { strategy: 'samlp' }, [], ''],
])('the only item of %s goes where the tenant has none', async (field, head, body, items, after) => {
  const [type = ''] = head.split(':');
  const declared = { customText: '{ en: { get-started: { title: A } } }', scim_configuration: '{ user_id_attribute: id }' }[
    field
  ];
  const snapshot = createSnapshot({ [type]: [createLiveResource('id', { id: 'id', name: 'a', ...body }, { [field]: items })] });
  expect(await updateFrom(snapshot, `${head}    ${field}: ${declared}\n`)).toEqual({ text: head + after, left: 0 });
});
