import { join } from 'node:path';
import { expect, it } from 'vitest';
import { load } from '../../src/loader/load-definition.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const loadFor = (text: string, each?: Readonly<Record<string, string>>) =>
  load({
    files: [join(createTemporaryFolder({ 'tenant.yaml': text }), 'tenant.yaml')],
    env: { NAME: 'from the environment' },
    ...(each ? { target: { name: 'dev', domain: 'a-dev.eu.auth0.com', each } } : {}),
  });

const readFields = async (text: string, each?: Readonly<Record<string, string>>) => {
  const loaded = await loadFor(text, each);
  return loaded.ok
    ? loaded.value.definition.resources[0]?.fields
    : loaded.error.map(({ code, place }) => `${code} ${place?.kind === 'file' ? `${place.line}:${place.column}` : ''}`);
};

it('the value of the tenant takes its place, and an unquoted one may be a number', async () => {
  const text = 'tenant: { friendly_name: "${each:customer name} Ltd", session_lifetime: ${each:hours} }\n';
  expect(
    await readFields(text.replace('session_lifetime: ${each:hours}', 'session_lifetime: 5'), { 'customer name': 'Acme' }),
  ).toEqual({
    friendly_name: 'Acme Ltd',
    session_lifetime: 5,
  });
  expect(await readFields('tenant:\n  session_lifetime: ${each:hours}\n', { hours: '5' })).toEqual({ session_lifetime: 5 });
  expect(await readFields('tenant:\n  friendly_name: "${each:hours}"\n', { hours: '5' })).toEqual({ friendly_name: '5' });
});

it('a default stands for what is missing or empty, also without an environment', async () => {
  const text = 'tenant:\n  friendly_name: ${each:NAME:-Cargo}\n';
  for (const each of [undefined, {}, { NAME: '' }]) expect(await readFields(text, each)).toEqual({ friendly_name: 'Cargo' });
  expect(await readFields(text, { NAME: 'Acme' })).toEqual({ friendly_name: 'Acme' });
});

it('a value that the tenant lacks is an error, whatever the environment variables and the prototype have', async () => {
  for (const name of ['NAME', 'toString', '__proto__']) {
    const text = `tenant:\n  friendly_name: \${each:${name}}\n`;
    for (const each of [undefined, { other: 'x' }]) expect(await readFields(text, each)).toEqual(['variable-missing 2:18']);
  }
});

it('$${each: is the literal text, and a value is not substituted again', async () => {
  expect(await readFields('tenant:\n  friendly_name: $${each:x}\n', { x: '1' })).toEqual({ friendly_name: '${each:x}' });
  expect(await readFields('tenant:\n  friendly_name: ${each:x}\n', { x: '${env:NAME}' })).toEqual({
    friendly_name: '${env:NAME}',
  });
});

it('the definition is bound to the tenant, which its digest covers', async () => {
  const [one, other] = await Promise.all(
    ['a-dev.eu.auth0.com', 'a.eu.auth0.com'].map((domain) =>
      load({
        files: [join(createTemporaryFolder({ 'tenant.yaml': 'roles: []\n' }), 'tenant.yaml')],
        env: {},
        target: { name: 'x', domain, each: {} },
      }),
    ),
  );
  const definitions = [one, other].map((loaded) => (loaded?.ok ? loaded.value.definition : undefined));
  expect(definitions.map((definition) => definition?.policy.tenant)).toEqual(['a-dev.eu.auth0.com', 'a.eu.auth0.com']);
  expect(definitions[0]?.digest).not.toBe(definitions[1]?.digest);
});

it('a file that names another tenant is refused where it does', async () => {
  expect(await readFields('reconcile:\n  tenant: a.eu.auth0.com\nroles: []\n', {})).toEqual(['guard-tenant 2:11']);
});
