import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { exportSnapshot, loadExport } from '../support/export-snapshot.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';

const shop = createLiveResource('one', { client_id: 'one', name: 'Shop' });
const other = createLiveResource('two', { client_id: 'two', name: 'Shop', description: 'the other one' });
const buildDatabase = (...ids: readonly string[]) =>
  createLiveResource(
    'con_1',
    { id: 'con_1', name: 'users', strategy: 'auth0', options: {} },
    { enabled_clients: ids.map((client_id) => ({ client_id })) },
  );

const exportToYaml = (snapshot: Snapshot, options = {}): JsonObject => {
  const value: unknown = parse(exportSnapshot(snapshot, { layout: 'text', ...options }).files[0]?.content ?? '');
  return isObject(value) ? value : {};
};
const listNoteCodes = (snapshot: Snapshot): readonly string[] => exportSnapshot(snapshot).notes.map(({ code }) => code);

async function planExported(snapshot: Snapshot): Promise<unknown> {
  const { definition } = await loadExport(exportSnapshot(snapshot), snapshot);
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  return made.ok ? listChanges(made.value) : made.error;
}

describe('names', () => {
  it('two clients of one name get $id, and references to them are ids', async () => {
    const snapshot = createSnapshot({ clients: [other, shop], connections: [buildDatabase('two')] });
    expect(exportToYaml(snapshot)).toMatchObject({
      clients: [
        { name: 'Shop', $id: 'one' },
        { name: 'Shop', $id: 'two', description: 'the other one' },
      ],
      connections: [{ name: 'users', enabled_clients: ['two'] }],
    });
    expect(listNoteCodes(snapshot)).toContain('ambiguous-key');
    expect(await planExported(snapshot)).toEqual([]);
  });

  it('a client of the name that tenon itself runs as is told apart from it', async () => {
    const snapshot = createSnapshot({ clients: [other, shop] }, 'one');
    expect(exportToYaml(snapshot)).toEqual({ clients: [{ name: 'Shop', $id: 'two', description: 'the other one' }] });
    expect(listNoteCodes(snapshot)).toContain('self-managed');
    expect(await planExported(snapshot)).toEqual([]);
  });

  it('a reference to what was not read stays an id, and is told', () => {
    const whole = createSnapshot({ connections: [buildDatabase('gone')] });
    const clients = { status: 'unavailable', reason: 'scope', message: 'no' } as const;
    const snapshot = { ...whole, types: { ...whole.types, clients } };
    expect(exportToYaml(snapshot)).toMatchObject({ connections: [{ enabled_clients: ['gone'] }] });
    expect(listNoteCodes(snapshot)).toEqual(expect.arrayContaining(['scope-missing', 'dangling-reference']));
  });
});

describe('what is not told', () => {
  it('a type that could not be read is not empty, also with --full', () => {
    const whole = createSnapshot({ clients: [shop] });
    const roles = { status: 'unavailable', reason: 'subscription', message: 'not in this plan' } as const;
    const snapshot = { ...whole, types: { ...whole.types, roles } };
    const { files } = exportSnapshot(snapshot, { full: true });
    expect(files[0]?.content).toMatch(/^# .*\broles\b/m);
    expect(exportToYaml(snapshot, { full: true })).not.toHaveProperty('roles');
    expect(exportToYaml(snapshot, { full: true })).toMatchObject({ organizations: [] });
    expect(listNoteCodes(snapshot)).toContain('subscription-lacks');
  });

  it("Auth0's own resources, silently", () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('g', { client_id: 'g', name: 'All Applications', global: true })],
    });
    expect(exportToYaml(snapshot)).toEqual({});
    expect(exportSnapshot(snapshot, { only: ['clients'] }).notes).toEqual([]);
  });

  it('values of another kind than a schema allows; each is named', async () => {
    const strange = createLiveResource('one', { client_id: 'one', name: 'Shop', app_type: 7, callbacks: 'https://shop.test/' });
    const snapshot = createSnapshot({ clients: [strange] });
    expect(exportToYaml(snapshot)).toEqual({ clients: [{ name: 'Shop' }] });
    expect(listNoteCodes(snapshot)).toContain('wrong-value');
    expect(await planExported(snapshot)).toEqual([]);
  });

  it('a whole resource of which a part of the key, or what it cannot be made without, cannot be written', () => {
    const grant = { client_id: 'one', audience: 'urn:api', scope: [], subject_type: 7 };
    const snapshot = createSnapshot({
      clients: [createLiveResource('one', { client_id: 'one', name: 'Shop' })],
      clientGrants: [createLiveResource('cgr', { id: 'cgr', ...grant })],
      networkACLs: [createLiveResource('acl', { id: 'acl', description: 'blocks', active: true, priority: 1, rule: 'all' })],
    });
    expect(exportToYaml(snapshot)).toEqual({ clients: [{ name: 'Shop' }] });
    expect(listNoteCodes(snapshot).filter((code) => code === 'wrong-value').length).toBeGreaterThan(1);
  });

  it('nothing that restricts: values and fields newer than the schemas are kept, and named', () => {
    const snapshot = createSnapshot({
      clients: [
        createLiveResource('one', {
          client_id: 'one',
          name: 'Shop',
          app_type: 'ai_agent',
          organization_usage: 'only_some',
          may_dream: true,
        }),
      ],
      clientGrants: [
        createLiveResource('cgr', {
          id: 'cgr',
          client_id: 'one',
          audience: 'urn:api',
          scope: ['a'],
          subject_type: 'anonymous_user',
        }),
      ],
      connections: [
        createLiveResource('con', {
          id: 'con',
          name: 'c',
          strategy: 'telepathy',
          options: { reach: 7, client_secret: 'canary' },
        }),
      ],
      organizations: [
        createLiveResource(
          'org',
          { id: 'org', name: 'quay', token_quota: { client_credentials: { per_year: 4 } } },
          { connections: [] },
        ),
      ],
    });
    expect(exportToYaml(snapshot)).toMatchObject({
      clients: [{ app_type: 'ai_agent', organization_usage: 'only_some', may_dream: true }],
      clientGrants: [{ client_id: 'Shop', subject_type: 'anonymous_user' }],
      connections: [{ strategy: 'telepathy', options: { reach: 7 } }],
      organizations: [{ token_quota: { client_credentials: { per_year: 4 } } }],
    });
    expect(JSON.stringify(exportToYaml(snapshot))).not.toContain('canary');
    expect(listNoteCodes(snapshot)).toEqual(expect.arrayContaining(['unknown-field', 'wrong-value']));
  });

  it('types with too many places to read, which are named', () => {
    expect(listNoteCodes(createSnapshot({}))).toContain('left-out');
  });

  it('a relation that was not read', () => {
    const { relations: _, ...unread } = buildDatabase();
    const snapshot = createSnapshot({ connections: [{ ...unread, relations: {} }] });
    expect(exportToYaml(snapshot)).toEqual({ connections: [{ name: 'users', strategy: 'auth0' }] });
    expect(listNoteCodes(snapshot)).toContain('scope-missing');
  });

  it('fields that a missing scope hides are told of', () => {
    const { notes } = exportSnapshot(createSnapshot({ connections: [buildDatabase()] }), { scopes: ['read:connections'] });
    expect(notes.map(({ code }) => code)).toContain('scope-hides-fields');
  });
});

describe('secrets', () => {
  it('have names that are told apart, whatever the resources are called', () => {
    const buildGoogleConnection = (id: string, name: string) =>
      createLiveResource(id, { id, name, strategy: 'google-oauth2', options: { client_secret: 's' } }, { enabled_clients: [] });
    const snapshot = createSnapshot({
      connections: [buildGoogleConnection('a', 'a-b'), buildGoogleConnection('b', 'ab'), buildGoogleConnection('c', 'A-B')],
    });
    const names = exportSnapshot(snapshot).secrets.map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
  });

  it('in a list leave its references to other resources readable', async () => {
    const read = { id: 'u', type: 'AUTH0', action: 'GET_USER', params: { connection_id: 'ac_1', user_id: 'x' } };
    const send = { id: 'h', type: 'HTTP', action: 'SEND_REQUEST', params: { url: 'https://a.test', basic: { password: 's' } } };
    const branch = { id: 'b', type: 'FLOW', action: 'BOOLEAN_CONDITION', params: { if: {}, else: [read] } };
    const snapshot = createSnapshot({
      flowVaultConnections: [createLiveResource('ac_1', { id: 'ac_1', name: 'Users', app_id: 'AUTH0' })],
      flows: [createLiveResource('af_1', { id: 'af_1', name: 'Check', actions: [branch, send] })],
    });
    expect(exportToYaml(snapshot)).toMatchObject({
      flows: [
        {
          actions: [
            { params: { else: [{ params: { connection_id: 'Users' } }] } },
            { params: { basic: { password: '${secret:FLOWS_CHECK_ACTIONS_1_PARAMS_BASIC_PASSWORD}' } } },
          ],
        },
      ],
    });
    expect(await planExported(snapshot)).toEqual([]);
  });
});

describe('credentials that no tenant shows, and that making the resource takes', () => {
  const buildProviderSnapshot = (body: JsonObject) =>
    createSnapshot({ emailProvider: [createLiveResource('emailProvider', { enabled: true, ...body })] });

  it('are asked for, beside what does show', async () => {
    const snapshot = buildProviderSnapshot({ name: 'ses', credentials: { region: 'eu-west-1' } });
    expect(exportToYaml(snapshot)).toMatchObject({
      emailProvider: {
        name: 'ses',
        credentials: {
          accessKeyId: '${secret:EMAIL_PROVIDER_CREDENTIALS_ACCESS_KEY_ID}',
          secretAccessKey: '${secret:EMAIL_PROVIDER_CREDENTIALS_SECRET_ACCESS_KEY}',
          region: 'eu-west-1',
        },
      },
    });
    expect(listNoteCodes(snapshot)).toContain('secret-missing');
    expect(await planExported(snapshot)).toEqual([]);
  });

  it('also where none of them shows; others are not', async () => {
    const snapshot = buildProviderSnapshot({ name: 'sendgrid', credentials: {} });
    expect(exportToYaml(snapshot)).toMatchObject({
      emailProvider: { credentials: { api_key: '${secret:EMAIL_PROVIDER_CREDENTIALS_API_KEY}' } },
    });
    expect(await planExported(snapshot)).toEqual([]);
    expect(
      exportToYaml(buildProviderSnapshot({ name: 'smtp', credentials: { smtp_host: 'mail.test', smtp_port: 25 } })),
    ).toMatchObject({
      emailProvider: { credentials: { smtp_host: 'mail.test', smtp_port: 25 } },
    });
  });
});
