import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readProject } from '../../src/project/read-project.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findProjectProblems, readFolder, readValid } from './project-helpers.ts';

const DOMAIN = 'domain: a-dev.eu.auth0.com';
const findIn = (text: string) => findProjectProblems({ 'tenon.yaml': text });

it('an environment has the shared files, its own ones, and a domain in one spelling', async () => {
  const text = `definition: [a.yaml]
environments:
  dev: { domain: "https://A-Dev.eu.auth0.com/", files: [env/dev.yaml], each: { n: 5, on: true } }
outputs: { shop: clients/Shop.client_id }
`;
  const { targets, outputs, folder } = await readValid({ 'tenon.yaml': text });
  expect(targets).toMatchObject([
    {
      name: 'dev',
      kind: 'environment',
      domain: 'a-dev.eu.auth0.com',
      sharedFiles: [join(folder, 'a.yaml')],
      ownFiles: [join(folder, 'env/dev.yaml')],
      each: { n: '5', on: 'true' },
      credentials: { kind: 'variables', prefix: '' },
      place: { line: 3, column: 3 },
    },
  ]);
  expect(outputs).toMatchObject([{ name: 'shop', expression: 'clients/Shop.client_id', place: { line: 4 } }]);
});

it.each([
  ['an empty file', '', ['wrong-type tenon.yaml:1:1']],
  ['a list', '- a\n', ['wrong-type tenon.yaml:1:1']],
  ['no tenant', 'definition: [a.yaml]\n', ['missing-field tenon.yaml:1:1']],
  ['a tenant without files', `environments:\n  dev: { ${DOMAIN} }\n`, ['missing-field tenon.yaml:2:3']],
  ['no domain', 'definition: [a.yaml]\nenvironments:\n  dev: { files: [a.yaml] }\n', ['missing-field tenon.yaml:3:10']],
  ['an unknown member', `definitions: [a.yaml]\nenvironments: { dev: { ${DOMAIN} } }\n`, ['unknown-field tenon.yaml:1:1']],
  [
    'an unknown member of an environment',
    `definition: [a.yaml]\nenvironments:\n  dev: { ${DOMAIN}, inherits: base }\n`,
    ['unknown-field tenon.yaml:3:38'],
  ],
  [
    'a policy that is none',
    `definition: [a.yaml]\nenvironments:\n  dev: { ${DOMAIN}, limits: { deletes: 3 } }\n`,
    ['unknown-field tenon.yaml:3:48'],
  ],
  [
    'a tenant name as domain',
    'definition: [a.yaml]\nenvironments:\n  dev: { domain: a-dev }\n',
    ['domain-invalid tenon.yaml:3:18'],
  ],
  [
    'a path that leaves the folder',
    `definition: [../a.yaml]\nenvironments: { dev: { ${DOMAIN} } }\n`,
    ['file-outside-root tenon.yaml:1:14'],
  ],
  [
    'an absolute path',
    `definition: [/etc/passwd]\nenvironments: { dev: { ${DOMAIN} } }\n`,
    ['file-outside-root tenon.yaml:1:14'],
  ],
  [
    'a name that is no file name',
    `definition: [a.yaml]\nenvironments:\n  ../dev: { ${DOMAIN} }\n`,
    ['wrong-value tenon.yaml:3:3'],
  ],
  [
    'names that differ in case',
    'definition: [a.yaml]\nenvironments:\n  dev: { domain: a.eu.auth0.com }\n  Dev: { domain: b.eu.auth0.com }\n',
    ['duplicate-value tenon.yaml:4:3'],
  ],
  [
    'one tenant twice',
    'definition: [a.yaml]\nenvironments:\n  a: { domain: a.eu.auth0.com }\n  b: { domain: https://A.eu.auth0.com }\n',
    ['duplicate-value tenon.yaml:4:3'],
  ],
  [
    'two sources of credentials',
    `definition: [a.yaml]\nenvironments:\n  dev: { ${DOMAIN}, credentials: { prefix: D_, fd: 3 } }\n`,
    ['wrong-value tenon.yaml:3:51'],
  ],
  [
    'a standard stream',
    `definition: [a.yaml]\nenvironments:\n  dev: { ${DOMAIN}, credentials: { fd: 1 } }\n`,
    ['wrong-value tenon.yaml:3:57'],
  ],
  [
    'an impact that is none',
    `definition: [a.yaml]\nenvironments:\n  dev: { ${DOMAIN}, overrides: { forbid: [weaken] } }\n`,
    ['wrong-value tenon.yaml:3:60'],
  ],
  [
    'an output that no shell could name',
    `definition: [a.yaml]\nenvironments: { dev: { ${DOMAIN} } }\noutputs: { "a b": x }\n`,
    ['wrong-value tenon.yaml:3:12'],
  ],
])('%s is refused where it is written', async (_, text, expected) => {
  expect(await findIn(text)).toEqual(expected);
});

it.each(['client_secret', 'access_token', 'private_key', 'AUTH0_CLIENT_SECRET'])(
  'a secret in %s is refused, and no message shows it',
  async (name) => {
    for (const where of [
      `credentials: { client_id: x, ${name}: canary-0123456789 }`,
      `${name}: canary-0123456789`,
      `each: { ${name}: canary-0123456789 }`,
    ]) {
      const read = await readFolder({ 'tenon.yaml': `definition: [a.yaml]\nenvironments:\n  dev: { ${DOMAIN}, ${where} }\n` });
      expect(read).toMatchObject({ ok: false, error: [{ code: 'project-secret' }] });
      expect(JSON.stringify(read)).not.toContain('canary');
    }
  },
);

it('a password in a domain is not shown', async () => {
  const text = 'definition: [a.yaml]\nenvironments:\n  dev: { domain: "https://u:canary-0123@a.eu.auth0.com" }\n';
  const read = await readFolder({ 'tenon.yaml': text });
  expect(read).toMatchObject({ ok: false, error: [{ code: 'domain-invalid' }] });
  expect(JSON.stringify(read)).not.toContain('canary');
});

it('a list that a link takes out of the folder is not read', async () => {
  const outside = join(createTemporaryFolder({ 'list.csv': 'name\ncanary\n' }), 'list.csv');
  const folder = createTemporaryFolder({});
  symlinkSync(outside, join(folder, 'list.csv'));
  writeFileSync(join(folder, 'tenon.yaml'), `definition: [a.yaml]\nfleet: { for: list.csv, domain: a.eu.auth0.com }\n`);
  const read = await readProject(join(folder, 'tenon.yaml'));
  expect(read).toMatchObject({ ok: false, error: [{ code: 'file-outside-root' }] });
  expect(JSON.stringify(read)).not.toContain('canary');
});

it('anchors, merge keys and names of your own work as in a definition', async () => {
  const text = `definition: [a.yaml]
x-common: &common { require: { weakens: approval } }
environments:
  dev: { <<: *common, ${DOMAIN} }
`;
  const { targets } = await readValid({ 'tenon.yaml': text });
  expect([...(targets[0]?.policy?.members.keys() ?? [])]).toEqual(['require']);
});
