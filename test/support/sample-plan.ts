import type { Plan } from '../../src/model/plan/plan.ts';
import { added, change, creation, operation, plan, problem, removed } from './plans.ts';

const scriptBefore = [
  'function login(email, password, callback) {',
  '  // look the user up',
  '  const user = find(email);',
  '',
  '  if (!user) return callback(null);',
  '  return callback(null, user);',
  '}',
  '',
].join('\n');
const scriptAfter = scriptBefore.replace('callback(null);', 'callback(new WrongUsernameOrPasswordError(email));');

const script = ['options', 'customScripts', 'login'];

/** A plan with one of everything that a report has to show. */
export const samplePlan = (): Plan =>
  plan(
    [
      creation('roles', 'auditor', { name: 'auditor', description: 'May look, may not touch' }),
      operation('link', 'roles/auditor', {
        relation: 'permissions',
        dependsOn: ['create roles/auditor', 'update resourceServers/https://api.acme.test'],
        changes: [
          change(
            ['permissions', 'read:orders|https://api.acme.test'],
            undefined,
            { permission_name: 'read:orders', resource_server_identifier: 'https://api.acme.test' },
            'item',
          ),
        ],
      }),
      operation('create', 'clients/Back Office', {
        changes: [
          change(['name'], undefined, 'Back Office'),
          change(['app_type'], undefined, 'regular_web'),
          added('callbacks', 'https://office.acme.test/cb'),
          change(['client_secret'], undefined, '(secret)', 'secret'),
          change(['jwt_configuration', 'alg'], undefined, 'RS256'),
          change(['jwt_configuration', 'lifetime_in_seconds'], undefined, 3600),
          change(['logo_uri'], undefined, null),
        ],
        origin: { kind: 'file', file: 'tenant.yaml', line: 12, column: 5 },
      }),
      operation('update', 'clients/Storefront', {
        origin: { kind: 'file', file: 'tenant.yaml', line: 31, column: 5 },
        live: { name: 'Shop', callbacks: ['https://old.acme.test/cb'], jwt_configuration: {} },
        changes: [
          change(['name'], 'Shop', 'Storefront'),
          change(['oidc_conformant'], undefined, true),
          change(['jwt_configuration', 'lifetime_in_seconds'], 36000, 3600),
          added('callbacks', 'https://acme.test/cb'),
          removed('callbacks', 'https://old.acme.test/cb'),
          change(['initiate_login_uri'], 'https://acme.test/login', undefined),
        ],
      }),
      operation('update', 'resourceServers/https://api.acme.test', {
        live: { scopes: [{ value: 'read:orders' }] },
        changes: [
          change(['token_lifetime'], 86400, 3600),
          change(['scopes', 'read:orders', 'description'], 'Read', 'Read all orders'),
          change(['scopes', 'write:orders'], undefined, { value: 'write:orders', description: 'Change orders' }, 'item'),
        ],
      }),
      operation('update', 'connections/users', {
        risk: 'disruptive',
        why: 'Users who sign in while it changes may see an error.',
        dependsOn: ['update clients/Storefront'],
        changes: [
          change(script, scriptBefore, scriptAfter, 'text'),
          change(['options', 'configuration', 'db'], '(secret)', '(secret)', 'secret'),
          change(['options', 'password_history', 'size'], 5, 12),
        ],
      }),
      operation('unlink', 'organizations/acme', {
        relation: 'connections',
        risk: 'disruptive',
        why: 'Members can no longer sign in with legacy-users.',
        changes: [removed('connections', 'legacy-users')],
      }),
      operation('delete', 'connections/legacy-users', {
        why: 'Deletes the connection and all of its users, with their passwords.',
        requests: [{ method: 'DELETE', path: '/connections/{id}' }],
        dependsOn: ['unlink organizations/acme connections'],
      }),
      operation('note', 'connections/acme-saml', { why: 'Strategy "samlp" has options that are passed on unchecked.' }),
    ],
    {
      undeclared: [...Array.from({ length: 13 }, (_, index) => `clients/Test App ${index + 1}`), 'roles/temp'],
      cost: { reads: 3, writes: 8 },
    },
  );

/** The same, refused. */
export const refusedPlan = (): Plan => ({
  ...samplePlan(),
  refusals: [
    problem({
      code: 'guard-protected',
      message: 'connections/legacy-users is protected',
      place: { kind: 'address', address: 'connections/legacy-users' },
      hint: 'Take it out of reconcile.protect first.',
    }),
  ],
});
