import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { importState } from '../../src/terraform/import-state.ts';
import { RESOURCE_MAPPINGS } from '../../src/terraform/mapping/resource-mappings.ts';
import { parseState } from '../../src/terraform/state/parse-state.ts';
import type { StateResource } from '../../src/terraform/state/state-resource.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const STATE = fileURLToPath(new URL('states/cargo.tfstate.json', import.meta.url));

/** Imports the state of the fixture, and returns everything that was written and said. */
async function importCargo(out: string) {
  const folder = createTemporaryFolder({});
  const result = await runCli(['import', '--from', STATE, '--out', out], { cwd: folder });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const definition = out.endsWith('.yaml') ? parse(readFileSync(join(folder, out), 'utf8')) : undefined;
  return { folder, result, files, definition };
}

const manage = (type: string, attributes: JsonObject, others: Partial<StateResource> = {}): StateResource => ({
  address: `${type}.x`,
  type,
  mode: 'managed',
  attributes,
  sensitive: new Set(),
  ...others,
});
const importResources = (...resources: readonly StateResource[]) => importState(resources, CATALOGUE, 'test');

describe('a definition imported from a state', () => {
  it('is valid, and refers to resources by their names', async () => {
    const { folder, result, definition } = await importCargo('tenant.yaml');
    expect(result.code, result.stderr).toBe(0);
    expect(definition).toMatchObject({
      clients: [{ name: 'Shop', callbacks: ['https://shop.cargo.example/callback'] }, { name: 'Worker' }],
      clientGrants: [{ client_id: 'Worker', audience: 'https://api.cargo.example/', scope: ['read:shipments'] }],
      roles: [{ name: 'Viewer', permissions: [{ permission_name: 'read:shipments' }] }],
      organizations: [{ name: 'acme', connections: [{ name: 'acme', assign_membership_on_login: true }] }],
      triggers: { 'post-login': [{ action_name: 'Alert' }] },
      tenant: { session_lifetime: 72 },
    });
    const validated = await runCli(['validate', 'tenant.yaml'], { cwd: folder });
    expect(validated.stdout + validated.stderr).not.toMatch(/error\[(?!secret-missing)/);
  });

  it('spells fields as the API does: blocks are objects, JSON is a map, camel case where it belongs', async () => {
    const { definition } = await importCargo('tenant.yaml');
    const [database, saml] = definition.connections;
    expect(database.options).toMatchObject({ enabledDatabaseCustomization: true, password_history: { enable: true, size: 5 } });
    expect(saml.options).toMatchObject({
      signInEndpoint: 'https://idp.example/sso',
      signSAMLRequest: true,
      fieldsMap: { email: 'mail' },
    });
    expect(definition.logStreams[0].sink).toMatchObject({ httpEndpoint: 'https://logs.cargo.example' });
    expect(definition.attackProtection.suspiciousIpThrottling.stage).toMatchObject({ 'pre-login': { max_attempts: 100 } });
  });

  it('names a client that Terraform only reads, and does not declare it', async () => {
    const { definition } = await importCargo('tenant.yaml');
    expect(definition.connections[0].enabled_clients).toEqual(['Other App', 'Shop']);
    expect(definition.clients.map(({ name }: { name: string }) => name)).not.toContain('Other App');
  });

  it.each(['tenant.yaml', 'folder'])('contains no secret, and neither does what is printed (%s)', async (out) => {
    const { result, files } = await importCargo(out);
    for (const text of [...files, result.stdout, result.stderr]) expect(text).not.toContain('canary');
    expect(files.join()).toContain('${secret:EMAIL_PROVIDER_CREDENTIALS_SMTP_PASS}');
  });

  it('in a folder has a main file and a file for each type, whose names differ', async () => {
    const { folder } = await importCargo('folder');
    expect(existsSync(join(folder, 'folder/tenant-settings.yaml'))).toBe(true);
    expect(existsSync(join(folder, 'folder/tenant-2.yaml'))).toBe(false);
  });
});

describe('what a definition cannot have', () => {
  it('is named with its address and the reason', async () => {
    const { result } = await importCargo('tenant.yaml');
    for (const name of ['auth0_rule.r', 'auth0_user.u', 'auth0_role_permission.extern', 'auth0_client.brand_new_thing'])
      expect(result.stderr).toContain(name);
  });

  it('is not forgotten by Terraform', async () => {
    const { folder } = await importCargo('tenant.yaml');
    const script = readFileSync(join(folder, 'terraform-state-rm.sh'), 'utf8');
    expect(script).toContain("terraform state rm 'auth0_client.shop'");
    expect(script).toContain(`terraform state rm 'module.login["it'\\''s"].auth0_client.m2m["eu"]'`);
    for (const name of ['auth0_rule.', 'auth0_user.', 'auth0_role_permission.extern', 'data.', 'aws_'])
      expect(script).not.toContain(name);
  });

  it('a resource of an unknown type is left out with its reason', () => {
    const { untaken, taken } = importResources(manage('auth0_flying_carpet', { id: 'x', colour: 'red' }));
    expect(taken).toEqual([]);
    expect(untaken.map(({ address }) => address)).toEqual(['auth0_flying_carpet.x']);
  });

  it('a value that Terraform marks as sensitive is left out where no secret can be', () => {
    const sensitive = new Set(['description']);
    const { withheld, snapshot } = importResources(
      manage('auth0_role', { id: 'r', name: 'R', description: 'canary' }, { sensitive }),
    );
    expect(withheld).toEqual(['auth0_role.description']);
    expect(JSON.stringify(snapshot)).not.toContain('canary');
  });

  it('resources that only add to a list are named, because a declared list is the whole list', () => {
    const { appended } = importResources(
      manage('auth0_role', { id: 'r', name: 'R' }),
      manage('auth0_role_permission', { role_id: 'r', permission: 'read:x', resource_server_identifier: 'https://a' }),
    );
    expect(appended).toEqual(['auth0_role_permission.x']);
  });
});

describe('a state', () => {
  it('shown as JSON gives the same definition as its file', () => {
    const file = parseState(readFileSync(STATE, 'utf8'), 'x');
    if (!file.ok) throw new Error(file.error.message);
    const shown = {
      format_version: '1.0',
      values: {
        root_module: {
          resources: file.value.map(({ attributes, ...resource }) => ({ ...resource, values: attributes, sensitive_values: {} })),
          child_modules: [
            {
              resources: [
                { address: 'module.a.auth0_role.b', mode: 'managed', type: 'auth0_role', values: { id: 'b', name: 'B' } },
              ],
            },
          ],
        },
      },
    };
    const parsed = parseState(JSON.stringify(shown), 'x');
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.value.map(({ address }) => address)).toEqual([
      ...file.value.map(({ address }) => address),
      'module.a.auth0_role.b',
    ]);
    expect(importResources(...parsed.value.slice(0, -1)).snapshot.types.clients).toEqual(
      importResources(...file.value).snapshot.types.clients,
    );
  });

  it.each([
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['an older version', '{"version":3,"modules":[]}'],
    ['nesting without end', `{"version":4,"resources":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    [
      'no resources of Auth0',
      '{"version":4,"resources":[{"mode":"managed","type":"aws_s3_bucket","instances":[{"attributes":{}}]}]}',
    ],
    [
      'resources without form',
      '{"version":4,"resources":[null,1,{"type":"auth0_client"},{"type":"auth0_role","instances":[null,{"attributes":7}]}]}',
    ],
  ])('that is %s is refused or has nothing to import, and nothing is written', async (_, text) => {
    const folder = createTemporaryFolder({ 'x.tfstate': text });
    const { code, stderr } = await runCli(['import', '--from', 'x.tfstate'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('error[state-unreadable]');
    expect(readdirSync(folder)).toEqual(['x.tfstate']);
  });

  it('that does not exist is a problem, not a crash', async () => {
    const { code, stderr } = await runCli(['import', '--from', 'none.tfstate'], { cwd: createTemporaryFolder({}) });
    expect({ code, found: stderr.includes('error[file-unreadable]') }).toEqual({ code: 1, found: true });
  });

  it.each(['__proto__', 'constructor', 'toString'])('with a type or an attribute called %s is harmless', (name) => {
    const attributes = JSON.parse(`{"id":"x","name":"A","${name}":{"polluted":true}}`);
    const { unknown, untaken } = importResources(manage('auth0_role', attributes), manage(`auth0_${name}`, {}), manage(name, {}));
    expect(untaken).toHaveLength(2);
    expect(unknown).toEqual([`auth0_role.${name}`]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('never overwrites a definition without --force', async () => {
    const folder = createTemporaryFolder({ 'tenant.yaml': 'roles: []\n' });
    const { code, stderr } = await runCli(['import', '--from', STATE], { cwd: folder });
    expect({ code, refused: stderr.includes('error[output-unwritable]') }).toEqual({ code: 1, refused: true });
    expect(readFileSync(join(folder, 'tenant.yaml'), 'utf8')).toBe('roles: []\n');
  });
});

describe('the table of resources', () => {
  it('names only types that exist, and fields that they have', () => {
    const parts = Object.values(RESOURCE_MAPPINGS).flatMap((mapping) => ('untaken' in mapping ? [] : mapping));
    for (const part of parts) {
      const type = CATALOGUE.get(part.type);
      const fields = Object.keys(type?.schema.properties ?? {});
      expect({ type: type?.type }).toEqual({ type: part.type });
      if (part.kind === 'items') expect(fields).toContain(part.field);
      else
        expect(fields).toEqual(expect.arrayContaining([...Object.keys(part.fields ?? {}), ...(part.field ? [part.field] : [])]));
    }
  });

  it('has the same resources as the documentation', () => {
    const page = readFileSync(new URL('../../docs/from-terraform.md', import.meta.url), 'utf8');
    const documented = new Set(
      [...page.matchAll(/^\| .*/gm)].flatMap(([row]) => (row.split('|')[1] ?? '').match(/auth0_\w+/g) ?? []),
    );
    expect([...documented].sort()).toEqual(Object.keys(RESOURCE_MAPPINGS).sort());
  });
});
