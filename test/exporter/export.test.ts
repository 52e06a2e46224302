import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { exported, loadExport } from '../support/exported.ts';
import { live, snapshotOf } from '../support/tenants.ts';

const shop = live('one', { client_id: 'one', name: 'Shop' });
const other = live('two', { client_id: 'two', name: 'Shop', description: 'the other one' });
const users = (...ids: readonly string[]) =>
  live(
    'con_1',
    { id: 'con_1', name: 'users', strategy: 'auth0', options: {} },
    { enabled_clients: ids.map((client_id) => ({ client_id })) },
  );

const yamlOf = (snapshot: Snapshot, options = {}): JsonObject => {
  const value: unknown = parse(exported(snapshot, { layout: 'text', ...options }).files[0]?.content ?? '');
  return isObject(value) ? value : {};
};
const codes = (snapshot: Snapshot): readonly string[] => exported(snapshot).notes.map(({ code }) => code);

async function changes(snapshot: Snapshot): Promise<unknown> {
  const { definition } = await loadExport(exported(snapshot), snapshot);
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  return made.ok ? listChanges(made.value) : made.error;
}

describe('names', () => {
  it('two clients of one name get $id, and references to them are ids', async () => {
    const snapshot = snapshotOf({ clients: [other, shop], connections: [users('two')] });
    expect(yamlOf(snapshot)).toMatchObject({
      clients: [
        { name: 'Shop', $id: 'one' },
        { name: 'Shop', $id: 'two', description: 'the other one' },
      ],
      connections: [{ name: 'users', enabled_clients: ['two'] }],
    });
    expect(codes(snapshot)).toContain('ambiguous-key');
    expect(await changes(snapshot)).toEqual([]);
  });

  it('a client of the name that tenon itself runs as is told apart from it', async () => {
    const snapshot = snapshotOf({ clients: [other, shop] }, 'one');
    expect(yamlOf(snapshot)).toEqual({ clients: [{ name: 'Shop', $id: 'two', description: 'the other one' }] });
    expect(codes(snapshot)).toContain('self-managed');
    expect(await changes(snapshot)).toEqual([]);
  });

  it('a reference to what was not read stays an id, and is told', () => {
    const whole = snapshotOf({ connections: [users('gone')] });
    const clients = { status: 'unavailable', reason: 'scope', message: 'no' } as const;
    const snapshot = { ...whole, types: { ...whole.types, clients } };
    expect(yamlOf(snapshot)).toMatchObject({ connections: [{ enabled_clients: ['gone'] }] });
    expect(codes(snapshot)).toEqual(expect.arrayContaining(['scope-missing', 'dangling-reference']));
  });
});

describe('what is not told', () => {
  it('a type that could not be read is not empty, also with --full', () => {
    const whole = snapshotOf({ clients: [shop] });
    const roles = { status: 'unavailable', reason: 'subscription', message: 'not in this plan' } as const;
    const snapshot = { ...whole, types: { ...whole.types, roles } };
    const { files } = exported(snapshot, { full: true });
    expect(files[0]?.content).toMatch(/^# .*\broles\b/m);
    expect(yamlOf(snapshot, { full: true })).not.toHaveProperty('roles');
    expect(yamlOf(snapshot, { full: true })).toMatchObject({ organizations: [] });
    expect(codes(snapshot)).toContain('subscription-lacks');
  });

  it("Auth0's own resources, silently", () => {
    const snapshot = snapshotOf({ clients: [live('g', { client_id: 'g', name: 'All Applications', global: true })] });
    expect(yamlOf(snapshot)).toEqual({});
    expect(exported(snapshot, { only: ['clients'] }).notes).toEqual([]);
  });

  it('values of another kind than a schema allows; each is named', async () => {
    const strange = live('one', { client_id: 'one', name: 'Shop', app_type: 7, callbacks: 'https://shop.test/' });
    const snapshot = snapshotOf({ clients: [strange] });
    expect(yamlOf(snapshot)).toEqual({ clients: [{ name: 'Shop' }] });
    expect(codes(snapshot)).toContain('wrong-value');
    expect(await changes(snapshot)).toEqual([]);
  });

  it('a whole resource of which a part of the key, or what it cannot be made without, cannot be written', () => {
    const grant = { client_id: 'one', audience: 'urn:api', scope: [], subject_type: 7 };
    const snapshot = snapshotOf({
      clients: [live('one', { client_id: 'one', name: 'Shop' })],
      clientGrants: [live('cgr', { id: 'cgr', ...grant })],
      networkACLs: [live('acl', { id: 'acl', description: 'blocks', active: true, priority: 1, rule: 'all' })],
    });
    expect(yamlOf(snapshot)).toEqual({ clients: [{ name: 'Shop' }] });
    expect(codes(snapshot).filter((code) => code === 'wrong-value').length).toBeGreaterThan(1);
  });

  it('nothing that restricts: values and fields newer than the schemas are kept, and named', () => {
    const snapshot = snapshotOf({
      clients: [
        live('one', { client_id: 'one', name: 'Shop', app_type: 'ai_agent', organization_usage: 'only_some', may_dream: true }),
      ],
      clientGrants: [
        live('cgr', { id: 'cgr', client_id: 'one', audience: 'urn:api', scope: ['a'], subject_type: 'anonymous_user' }),
      ],
      connections: [live('con', { id: 'con', name: 'c', strategy: 'telepathy', options: { reach: 7, client_secret: 'canary' } })],
      organizations: [
        live('org', { id: 'org', name: 'quay', token_quota: { client_credentials: { per_year: 4 } } }, { connections: [] }),
      ],
    });
    expect(yamlOf(snapshot)).toMatchObject({
      clients: [{ app_type: 'ai_agent', organization_usage: 'only_some', may_dream: true }],
      clientGrants: [{ client_id: 'Shop', subject_type: 'anonymous_user' }],
      connections: [{ strategy: 'telepathy', options: { reach: 7 } }],
      organizations: [{ token_quota: { client_credentials: { per_year: 4 } } }],
    });
    expect(JSON.stringify(yamlOf(snapshot))).not.toContain('canary');
    expect(codes(snapshot)).toEqual(expect.arrayContaining(['unknown-field', 'wrong-value']));
  });

  it('types with too many places to read, which are named', () => {
    expect(codes(snapshotOf({}))).toContain('left-out');
  });

  it('a relation that was not read', () => {
    const { relations: _, ...unread } = users();
    const snapshot = snapshotOf({ connections: [{ ...unread, relations: {} }] });
    expect(yamlOf(snapshot)).toEqual({ connections: [{ name: 'users', strategy: 'auth0' }] });
    expect(codes(snapshot)).toContain('scope-missing');
  });

  it('fields that a missing scope hides are told of', () => {
    const { notes } = exported(snapshotOf({ connections: [users()] }), { scopes: ['read:connections'] });
    expect(notes.map(({ code }) => code)).toContain('scope-hides-fields');
  });
});

describe('secrets', () => {
  it('have names that are told apart, whatever the resources are called', () => {
    const google = (id: string, name: string) =>
      live(id, { id, name, strategy: 'google-oauth2', options: { client_secret: 's' } }, { enabled_clients: [] });
    const snapshot = snapshotOf({ connections: [google('a', 'a-b'), google('b', 'ab'), google('c', 'A-B')] });
    const names = exported(snapshot).secrets.map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
  });
});

describe('credentials that no tenant shows, and that making the resource takes', () => {
  const provider = (body: JsonObject) => snapshotOf({ emailProvider: [live('emailProvider', { enabled: true, ...body })] });

  it('are asked for, beside what does show', async () => {
    const snapshot = provider({ name: 'ses', credentials: { region: 'eu-west-1' } });
    expect(yamlOf(snapshot)).toMatchObject({
      emailProvider: {
        name: 'ses',
        credentials: {
          accessKeyId: '${secret:EMAIL_PROVIDER_CREDENTIALS_ACCESS_KEY_ID}',
          secretAccessKey: '${secret:EMAIL_PROVIDER_CREDENTIALS_SECRET_ACCESS_KEY}',
          region: 'eu-west-1',
        },
      },
    });
    expect(codes(snapshot)).toContain('secret-missing');
    expect(await changes(snapshot)).toEqual([]);
  });

  it('also where none of them shows; others are not', async () => {
    const snapshot = provider({ name: 'sendgrid', credentials: {} });
    expect(yamlOf(snapshot)).toMatchObject({
      emailProvider: { credentials: { api_key: '${secret:EMAIL_PROVIDER_CREDENTIALS_API_KEY}' } },
    });
    expect(await changes(snapshot)).toEqual([]);
    expect(yamlOf(provider({ name: 'smtp', credentials: { smtp_host: 'mail.test', smtp_port: 25 } }))).toMatchObject({
      emailProvider: { credentials: { smtp_host: 'mail.test', smtp_port: 25 } },
    });
  });
});
