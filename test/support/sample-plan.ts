import type { Plan } from '../../src/model/plan/plan.ts';
import {
  createAddition,
  createChange,
  createCreation,
  createOperation,
  createPlan,
  createProblem,
  createRemoval,
} from './plan-builders.ts';

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
export const createSamplePlan = (): Plan =>
  createPlan(
    [
      createCreation('roles', 'auditor', { name: 'auditor', description: 'May look, may not touch' }),
      createOperation('link', 'roles/auditor', {
        relation: 'permissions',
        dependsOn: ['create roles/auditor', 'update resourceServers/https://api.acme.test'],
        changes: [
          createChange(
            ['permissions', 'read:orders|https://api.acme.test'],
            undefined,
            { permission_name: 'read:orders', resource_server_identifier: 'https://api.acme.test' },
            'item',
          ),
        ],
      }),
      createOperation('create', 'clients/Back Office', {
        changes: [
          createChange(['name'], undefined, 'Back Office'),
          createChange(['app_type'], undefined, 'regular_web'),
          createAddition('callbacks', 'https://office.acme.test/cb'),
          createChange(['client_secret'], undefined, '(secret)', 'secret'),
          createChange(['jwt_configuration', 'alg'], undefined, 'RS256'),
          createChange(['jwt_configuration', 'lifetime_in_seconds'], undefined, 3600),
          createChange(['logo_uri'], undefined, null),
        ],
        origin: { kind: 'file', file: 'tenant.yaml', line: 12, column: 5 },
      }),
      createOperation('update', 'clients/Storefront', {
        origin: { kind: 'file', file: 'tenant.yaml', line: 31, column: 5 },
        live: { name: 'Shop', callbacks: ['https://old.acme.test/cb'], jwt_configuration: {} },
        changes: [
          createChange(['name'], 'Shop', 'Storefront'),
          createChange(['oidc_conformant'], undefined, true),
          createChange(['jwt_configuration', 'lifetime_in_seconds'], 36000, 3600),
          createAddition('callbacks', 'https://acme.test/cb'),
          createRemoval('callbacks', 'https://old.acme.test/cb'),
          createChange(['initiate_login_uri'], 'https://acme.test/login', undefined),
        ],
      }),
      createOperation('update', 'resourceServers/https://api.acme.test', {
        live: { scopes: [{ value: 'read:orders' }] },
        changes: [
          createChange(['token_lifetime'], 86400, 3600),
          createChange(['scopes', 'read:orders', 'description'], 'Read', 'Read all orders'),
          createChange(['scopes', 'write:orders'], undefined, { value: 'write:orders', description: 'Change orders' }, 'item'),
        ],
      }),
      createOperation('update', 'connections/users', {
        risk: 'disruptive',
        why: 'Users who sign in while it changes may see an error.',
        dependsOn: ['update clients/Storefront'],
        changes: [
          createChange(script, scriptBefore, scriptAfter, 'text'),
          createChange(['options', 'configuration', 'db'], '(secret)', '(secret)', 'secret'),
          createChange(['options', 'password_history', 'size'], 5, 12),
        ],
      }),
      createOperation('unlink', 'organizations/acme', {
        relation: 'connections',
        risk: 'disruptive',
        why: 'Members can no longer sign in with legacy-users.',
        changes: [createRemoval('connections', 'legacy-users')],
      }),
      createOperation('delete', 'connections/legacy-users', {
        why: 'Deletes the connection and all of its users, with their passwords.',
        requests: [{ method: 'DELETE', path: '/connections/{id}' }],
        dependsOn: ['unlink organizations/acme connections'],
      }),
      createOperation('note', 'connections/acme-saml', { why: 'Strategy "samlp" has options that are passed on unchecked.' }),
    ],
    {
      undeclared: [...Array.from({ length: 13 }, (_, index) => `clients/Test App ${index + 1}`), 'roles/temp'],
      cost: { reads: 3, writes: 8 },
    },
  );

/** The same, refused. */
export const createRefusedPlan = (): Plan => ({
  ...createSamplePlan(),
  refusals: [
    createProblem({
      code: 'guard-protected',
      message: 'connections/legacy-users is protected',
      place: { kind: 'address', address: 'connections/legacy-users' },
      hint: 'Take it out of reconcile.protect first.',
    }),
  ],
});
