import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned, problems } from './planning.ts';

const client = (body: JsonObject) => snapshotOf({ clients: [live('c1', { client_id: 'c1', name: 'App', ...body })] });
const app = (fields: JsonObject) => definitionOf([declared('clients', { name: 'App', ...fields })]);

describe('three states', () => {
  it('absent: survives untouched', () => {
    expect(ids(planned(app({}), client({ description: 'kept', callbacks: ['https://a'] })))).toEqual([]);
  });

  it('null: unsets what is set, and nothing else', () => {
    const plan = planned(app({ initiate_login_uri: null }), client({ initiate_login_uri: 'https://a/login' }));
    expect(only(plan).requests[0]?.body).toEqual({ initiate_login_uri: null });
    expect(ids(planned(app({ initiate_login_uri: null }), client({})))).toEqual([]);
  });

  it('[] empties a list, absence leaves it alone', () => {
    const plan = planned(app({ callbacks: [] }), client({ callbacks: ['https://a'] }));
    expect(only(plan)).toMatchObject({
      changes: [{ op: 'remove', path: '/callbacks/https:~1~1a', kind: 'item' }],
      requests: [{ body: { callbacks: [] } }],
    });
  });
});

describe('comparison', () => {
  it('takes sets as sets', () => {
    expect(
      ids(planned(app({ callbacks: ['https://b', 'https://a'] }), client({ callbacks: ['https://a', 'https://b'] }))),
    ).toEqual([]);
  });

  it('names what comes and goes in a set, and sends the whole', () => {
    const plan = planned(app({ callbacks: ['https://a', 'https://c'] }), client({ callbacks: ['https://a', 'https://b'] }));
    expect(only(plan).changes).toMatchObject([
      { op: 'remove', path: '/callbacks/https:~1~1b', before: 'https://b' },
      { op: 'add', path: '/callbacks/https:~1~1c', after: 'https://c' },
    ]);
    expect(only(plan).requests[0]?.body).toEqual({ callbacks: ['https://a', 'https://c'] });
  });

  it('carries along what nobody declares, also where another field changes what the API would fill in', () => {
    const refresh_token = { rotation_type: 'non-rotating', expiration_type: 'non-expiring', token_lifetime: 2592000 };
    const tokens = { rotation_type: 'rotating', expiration_type: 'expiring' };
    const web = { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post' };
    const plan = planned(app({ ...web, refresh_token: tokens }), client({ app_type: 'spa', refresh_token }));
    expect(only(plan).requests.at(-1)?.body).toMatchObject({ refresh_token: { ...tokens, token_lifetime: 2592000 } });
  });

  it('merges where the API merges: only what differs is sent', () => {
    const plan = planned(
      app({ client_metadata: { a: '2', b: null } }),
      client({ client_metadata: { a: '1', b: 'x', c: 'kept' } }),
    );
    expect(only(plan).requests).toMatchObject([{ method: 'PATCH', body: { client_metadata: { a: '2', b: null } } }]);
  });

  it('sends undeclared members along where the API replaces the whole, and reads again just before', () => {
    const google = (options: JsonObject) => ({ name: 'google', strategy: 'google-oauth2', options });
    const snapshot = snapshotOf({
      connections: [live('con_1', { id: 'con_1', ...google({ client_id: 'a', email: true, client_secret: 'hush' }) })],
    });
    const plan = planned(definitionOf([declared('connections', google({ client_id: 'b' }))]), snapshot);
    expect(only(plan).requests.map((request) => request.method)).toEqual(['GET', 'PATCH']);
    expect(only(plan).requests[1]?.body).toEqual({
      options: { email: true, client_secret: { $live: '/options/client_secret' }, client_id: 'b' },
    });
    expect(JSON.stringify(plan)).not.toContain('hush');
  });

  it('keeps undeclared members of an item that stays', () => {
    const snapshot = snapshotOf({
      resourceServers: [
        live('rs', {
          id: 'rs',
          identifier: 'https://api',
          scopes: [
            { value: 'a', description: 'A' },
            { value: 'b', description: 'B' },
          ],
        }),
      ],
    });
    const api = declared('resourceServers', { identifier: 'https://api', scopes: [{ value: 'a' }, { value: 'c' }] });
    const [, write] = only(planned(definitionOf([api]), snapshot)).requests;
    expect(write?.body).toEqual({ scopes: [{ description: 'A', value: 'a' }, { value: 'c' }] });
  });

  it('never shows a secret, and sends it by its place', () => {
    const fields = { name: 'App', client_secret: 'canary-new' };
    const secret = { '/client_secret': { kind: 'template', template: '${secret:X}' } } as const;
    const plan = planned(
      definitionOf([declared('clients', fields, { secrets: secret })]),
      client({ client_secret: 'canary-old' }),
    );
    expect(only(plan)).toMatchObject({
      changes: [{ op: 'replace', path: '/client_secret', before: '(secret)', after: '(secret)', kind: 'secret' }],
      requests: [{ body: { client_secret: { $secret: '/client_secret' } } }],
    });
    expect(JSON.stringify(plan)).not.toContain('canary');
  });

  it('masks what came from a secret source in a field that is no secret', () => {
    const declaredApp = declared(
      'clients',
      { name: 'App', callbacks: ['https://canary-host/cb'], client_metadata: { key: 'canary-value' } },
      { secrets: { '/callbacks/0': { kind: 'literal' }, '/client_metadata/key': { kind: 'literal' } } },
    );
    const plan = planned(definitionOf([declaredApp]), client({ callbacks: ['https://old'], client_metadata: { key: 'old' } }));
    expect(JSON.stringify(plan)).not.toContain('canary');
    expect(only(plan).changes.map((change) => change.kind)).toEqual(['secret', 'secret']);
  });

  it('leaves out what reconcile.ignore names', () => {
    const definition = definitionOf([declared('clients', { name: 'App', logo_uri: 'https://new', description: 'new' })], {
      ignore: ['clients/*/logo_uri'],
    });
    const plan = planned(definition, client({ logo_uri: 'https://old', description: 'old' }));
    expect(only(plan).changes.map((change) => change.path)).toEqual(['/description']);
  });

  it('marks somebody’s own object that reads like a placeholder', () => {
    const plan = planned(app({ client_metadata: { $ref: 'clients/App' } }), client({}));
    expect(only(plan).requests[0]?.body).toEqual({ client_metadata: { $literal: { $ref: 'clients/App' } } });
  });
});

describe('what cannot change', () => {
  it('is refused with its place', () => {
    const snapshot = snapshotOf({ connections: [live('con_1', { id: 'con_1', name: 'sso', strategy: 'oidc' })] });
    const definition = definitionOf([declared('connections', { name: 'sso', strategy: 'samlp' })]);
    expect(problems(definition, snapshot)).toMatchObject([
      { code: 'create-only-changed', place: { address: 'connections/sso', pointer: '/strategy' } },
    ]);
  });

  it('is refused where values would be lost that come back encrypted', () => {
    const database = {
      id: 'con_1',
      name: 'db',
      strategy: 'auth0',
      options: { configuration: { key: 'encrypted' }, disable_signup: false },
    };
    const snapshot = snapshotOf({ connections: [live('con_1', database)] });
    const definition = definitionOf([
      declared('connections', { name: 'db', strategy: 'auth0', options: { disable_signup: true } }),
    ]);
    expect(problems(definition, snapshot)).toMatchObject([
      { code: 'opaque-value-lost', place: { address: 'connections/db', pointer: '/options/configuration/key' } },
    ]);
  });
});
