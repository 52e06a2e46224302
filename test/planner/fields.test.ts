import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

const buildClientSnapshot = (body: JsonObject) =>
  createSnapshot({ clients: [createLiveResource('c1', { client_id: 'c1', name: 'App', ...body })] });
const buildAppDefinition = (fields: JsonObject) => createDefinition([declareResource('clients', { name: 'App', ...fields })]);

describe('three states', () => {
  it('absent: survives untouched', () => {
    expect(
      listOperationIds(
        planOrFail(buildAppDefinition({}), buildClientSnapshot({ description: 'kept', callbacks: ['https://a'] })),
      ),
    ).toEqual([]);
  });

  it('null: unsets what is set, and nothing else', () => {
    const plan = planOrFail(
      buildAppDefinition({ initiate_login_uri: null }),
      buildClientSnapshot({ initiate_login_uri: 'https://a/login' }),
    );
    expect(getOnlyOperation(plan).requests[0]?.body).toEqual({ initiate_login_uri: null });
    expect(listOperationIds(planOrFail(buildAppDefinition({ initiate_login_uri: null }), buildClientSnapshot({})))).toEqual([]);
  });

  it('[] empties a list, absence leaves it alone', () => {
    const plan = planOrFail(buildAppDefinition({ callbacks: [] }), buildClientSnapshot({ callbacks: ['https://a'] }));
    expect(getOnlyOperation(plan)).toMatchObject({
      changes: [{ op: 'remove', path: '/callbacks/https:~1~1a', kind: 'item' }],
      requests: [{ body: { callbacks: [] } }],
    });
  });
});

describe('comparison', () => {
  it('takes sets as sets', () => {
    expect(
      listOperationIds(
        planOrFail(
          buildAppDefinition({ callbacks: ['https://b', 'https://a'] }),
          buildClientSnapshot({ callbacks: ['https://a', 'https://b'] }),
        ),
      ),
    ).toEqual([]);
  });

  it('names what comes and goes in a set, and sends the whole', () => {
    const plan = planOrFail(
      buildAppDefinition({ callbacks: ['https://a', 'https://c'] }),
      buildClientSnapshot({ callbacks: ['https://a', 'https://b'] }),
    );
    expect(getOnlyOperation(plan).changes).toMatchObject([
      { op: 'remove', path: '/callbacks/https:~1~1b', before: 'https://b' },
      { op: 'add', path: '/callbacks/https:~1~1c', after: 'https://c' },
    ]);
    expect(getOnlyOperation(plan).requests[0]?.body).toEqual({ callbacks: ['https://a', 'https://c'] });
  });

  it('carries along what nobody declares, also where another field changes what the API would fill in', () => {
    const refresh_token = { rotation_type: 'non-rotating', expiration_type: 'non-expiring', token_lifetime: 2592000 };
    const tokens = { rotation_type: 'rotating', expiration_type: 'expiring' };
    const web = { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post' };
    const plan = planOrFail(
      buildAppDefinition({ ...web, refresh_token: tokens }),
      buildClientSnapshot({ app_type: 'spa', refresh_token }),
    );
    expect(getOnlyOperation(plan).requests.at(-1)?.body).toMatchObject({ refresh_token: { ...tokens, token_lifetime: 2592000 } });
  });

  it('merges where the API merges: only what differs is sent', () => {
    const plan = planOrFail(
      buildAppDefinition({ client_metadata: { a: '2', b: null } }),
      buildClientSnapshot({ client_metadata: { a: '1', b: 'x', c: 'kept' } }),
    );
    expect(getOnlyOperation(plan).requests).toMatchObject([{ method: 'PATCH', body: { client_metadata: { a: '2', b: null } } }]);
  });

  it('sends undeclared members along where the API replaces the whole, and reads again just before', () => {
    const buildGoogleConnection = (options: JsonObject) => ({ name: 'google', strategy: 'google-oauth2', options });
    const snapshot = createSnapshot({
      connections: [
        createLiveResource('con_1', {
          id: 'con_1',
          ...buildGoogleConnection({ client_id: 'a', email: true, client_secret: 'hush' }),
        }),
      ],
    });
    const plan = planOrFail(
      createDefinition([declareResource('connections', buildGoogleConnection({ client_id: 'b' }))]),
      snapshot,
    );
    expect(getOnlyOperation(plan).requests.map((request) => request.method)).toEqual(['GET', 'PATCH']);
    expect(getOnlyOperation(plan).requests[1]?.body).toEqual({
      options: { email: true, client_secret: { $live: '/options/client_secret' }, client_id: 'b' },
    });
    expect(JSON.stringify(plan)).not.toContain('hush');
  });

  it('keeps undeclared members of an item that stays', () => {
    const snapshot = createSnapshot({
      resourceServers: [
        createLiveResource('rs', {
          id: 'rs',
          identifier: 'https://api',
          scopes: [
            { value: 'a', description: 'A' },
            { value: 'b', description: 'B' },
          ],
        }),
      ],
    });
    const api = declareResource('resourceServers', { identifier: 'https://api', scopes: [{ value: 'a' }, { value: 'c' }] });
    const [, write] = getOnlyOperation(planOrFail(createDefinition([api]), snapshot)).requests;
    expect(write?.body).toEqual({ scopes: [{ description: 'A', value: 'a' }, { value: 'c' }] });
  });

  it('never shows a secret, and sends it by its place', () => {
    const fields = { name: 'App', client_secret: 'canary-new' };
    const secret = { '/client_secret': { kind: 'template', template: '${secret:X}' } } as const;
    const plan = planOrFail(
      createDefinition([declareResource('clients', fields, { secrets: secret })]),
      buildClientSnapshot({ client_secret: 'canary-old' }),
    );
    expect(getOnlyOperation(plan)).toMatchObject({
      changes: [{ op: 'replace', path: '/client_secret', before: '(secret)', after: '(secret)', kind: 'secret' }],
      requests: [{ body: { client_secret: { $secret: '/client_secret' } } }],
    });
    expect(JSON.stringify(plan)).not.toContain('canary');
  });

  it('masks what came from a secret source in a field that is no secret', () => {
    const declaredApp = declareResource(
      'clients',
      { name: 'App', callbacks: ['https://canary-host/cb'], client_metadata: { key: 'canary-value' } },
      { secrets: { '/callbacks/0': { kind: 'literal' }, '/client_metadata/key': { kind: 'literal' } } },
    );
    const plan = planOrFail(
      createDefinition([declaredApp]),
      buildClientSnapshot({ callbacks: ['https://old'], client_metadata: { key: 'old' } }),
    );
    expect(JSON.stringify(plan)).not.toContain('canary');
    expect(getOnlyOperation(plan).changes.map((change) => change.kind)).toEqual(['secret', 'secret']);
  });

  it('leaves out what reconcile.ignore names', () => {
    const definition = createDefinition(
      [declareResource('clients', { name: 'App', logo_uri: 'https://new', description: 'new' })],
      {
        ignore: ['clients/*/logo_uri'],
      },
    );
    const plan = planOrFail(definition, buildClientSnapshot({ logo_uri: 'https://old', description: 'old' }));
    expect(getOnlyOperation(plan).changes.map((change) => change.path)).toEqual(['/description']);
  });

  it('marks somebody’s own object that reads like a placeholder', () => {
    const plan = planOrFail(buildAppDefinition({ client_metadata: { $ref: 'clients/App' } }), buildClientSnapshot({}));
    expect(getOnlyOperation(plan).requests[0]?.body).toEqual({ client_metadata: { $literal: { $ref: 'clients/App' } } });
  });
});

describe('what cannot change', () => {
  it('is refused with its place', () => {
    const snapshot = createSnapshot({
      connections: [createLiveResource('con_1', { id: 'con_1', name: 'sso', strategy: 'oidc' })],
    });
    const definition = createDefinition([declareResource('connections', { name: 'sso', strategy: 'samlp' })]);
    expect(findPlanProblems(definition, snapshot)).toMatchObject([
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
    const snapshot = createSnapshot({ connections: [createLiveResource('con_1', database)] });
    const definition = createDefinition([
      declareResource('connections', { name: 'db', strategy: 'auth0', options: { disable_signup: true } }),
    ]);
    expect(findPlanProblems(definition, snapshot)).toMatchObject([
      { code: 'opaque-value-lost', place: { address: 'connections/db', pointer: '/options/configuration/key' } },
    ]);
  });
});
