import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findProjectProblems, readFolder, readValid } from './project-helpers.ts';

const FLEET = `definition: [tenant.yaml]
fleet:
  for: list.csv
  domain: \${each:tenant}.eu.auth0.com
  files: ["own/\${each:plan:-basic}.yaml"]
  credentials: { prefix: "\${each:prefix}" }
`;
const findIn = (list: string, fleet = FLEET) => findProjectProblems({ 'tenon.yaml': fleet, 'list.csv': list });

it('each row is a tenant, named by its first column, with its values', async () => {
  const list = 'customer,tenant,plan,prefix\n"acme",cargo-acme,gold,ACME_\n\ninitech , cargo-initech,,INI_\n';
  const { targets } = await readValid({ 'tenon.yaml': FLEET, 'list.csv': `\uFEFF${list}` });
  expect(targets.map(({ name, domain, credentials, place }) => ({ name, domain, credentials, line: place.line }))).toEqual([
    { name: 'acme', domain: 'cargo-acme.eu.auth0.com', credentials: { kind: 'variables', prefix: 'ACME_' }, line: 2 },
    { name: 'initech', domain: 'cargo-initech.eu.auth0.com', credentials: { kind: 'variables', prefix: 'INI_' }, line: 4 },
  ]);
  expect(targets.map(({ ownFiles }) => ownFiles[0]?.replace(/.*\/own/, 'own'))).toEqual(['own/gold.yaml', 'own/basic.yaml']);
  expect(targets[0]?.each).toEqual({ customer: 'acme', tenant: 'cargo-acme', plan: 'gold', prefix: 'ACME_' });
});

it.each([
  ['yaml', '- { customer: acme, tenant: t1, prefix: A_ }\n- { customer: 42, tenant: t2, prefix: B_ }\n'],
  ['json', '[{"customer":"acme","tenant":"t1","prefix":"A_"},{"customer":42,"tenant":"t2","prefix":"B_"}]'],
])('a %s file has a list of maps', async (extension, list) => {
  const fleet = FLEET.replace('list.csv', `list.${extension}`);
  const { targets } = await readValid({ 'tenon.yaml': fleet, [`list.${extension}`]: list });
  expect(targets.map(({ name, domain }) => [name, domain])).toEqual([
    ['acme', 't1.eu.auth0.com'],
    ['42', 't2.eu.auth0.com'],
  ]);
});

it.each([
  [
    'a column that is not there',
    'customer,tenent,prefix\nacme,t1,A_\n',
    ['variable-missing tenon.yaml:4:11', 'domain-invalid list.csv:2:1'],
  ],
  ['a name twice', 'customer,tenant,prefix\nacme,t1,A_\nACME,t2,B_\n', ['duplicate-value list.csv:3:1']],
  ['a domain twice', 'customer,tenant,prefix\nacme,t1,A_\nbeta,T1,B_\n', ['duplicate-value list.csv:3:1']],
  ['a path in a name', 'customer,tenant,prefix\n../acme,t1,A_\n', ['wrong-value list.csv:2:1']],
  ['a row that is too short', 'customer,tenant,prefix\nacme,t1\n', ['csv-syntax list.csv:2:1']],
  ['an open quote', 'customer,tenant,prefix\n"acme,t1,A_\n', ['csv-syntax list.csv:2:1']],
  ['a column twice', 'customer,tenant,prefix,tenant\nacme,t1,A_,t1\n', ['duplicate-value list.csv:1:1']],
  ['a path that leaves the folder', 'customer,tenant,plan,prefix\nacme,t1,../../x,A_\n', ['file-outside-root list.csv:2:1']],
  ['an empty list', '', ['wrong-value list.csv:1:1']],
])('%s is refused where it is written', async (_, list, expected) => {
  expect((await findIn(list)).slice().sort()).toEqual(expected.slice().sort());
});

it('a column with a secret is refused, and no message shows its values', async () => {
  const read = await readFolder({
    'tenon.yaml': FLEET,
    'list.csv': 'customer,tenant,client_secret\n/acme,t1,canary-0123456789\n',
  });
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? [] : read.error.map(({ code }) => code)).toContain('project-secret');
  expect(JSON.stringify(read)).not.toContain('canary');
});

it('10,000 tenants are read, and one more is refused', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `c${index},t${index},P_`);
  const { targets } = await readValid({ 'tenon.yaml': FLEET, 'list.csv': ['customer,tenant,prefix', ...rows].join('\n') });
  expect(targets).toHaveLength(10_000);
  expect(await findIn(['customer,tenant,prefix', ...rows, 'one,more,P_'].join('\n'))).toEqual(['fleet-too-large list.csv:1:1']);
});

it('whatever a list contains, reading it ends with tenants or with problems', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const read = await readFolder({ 'tenon.yaml': FLEET, 'list.csv': text });
      expect(read.ok ? read.value.targets.length : read.error.length).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 50 },
  );
});
