import { isManagementAudience } from '../../impact/facts/privileged-scopes.ts';
import { groupBy } from '../../model/group-by.ts';
import type { CelFunction } from '../cel-function.ts';
import { isDatabase, isPasswordless, isSocial } from './connection-functions.ts';
import { readListAt, readPath, readStringAt, readStringsAt, toText } from './read-values.ts';

// `t` maps each known type to its resources. Beside its fields, a resource has `$key`, `$address`, `$isNew`, `$isSelf` and `$stated`.

const NOTHING = {};

/** The resources of a list by the value of a field. Lists are immutable, and thousands of conditions look into the same one. */
const indexes = new WeakMap<readonly unknown[], Map<string, ReadonlyMap<string, readonly unknown[]>>>();

function findAll(tenant: unknown, type: string, field: string, value: string): readonly unknown[] {
  const list = readListAt(tenant, type);
  const byField = indexes.get(list) ?? new Map<string, ReadonlyMap<string, readonly unknown[]>>();
  const index = byField.get(field) ?? groupBy(list, (resource) => readStringAt(resource, field));
  indexes.set(list, byField.set(field, index));
  return index.get(value) ?? [];
}

const findByKey = (tenant: unknown, type: string, key: string): unknown => findAll(tenant, type, '$key', key)[0] ?? NOTHING;

const listGrants = (client: unknown, tenant: unknown): readonly unknown[] => {
  const key = readStringAt(client, '$key');
  return key === '' ? [] : findAll(tenant, 'clientGrants', 'client_id', key);
};

const hasManagementGrant = (client: unknown, tenant: unknown): boolean =>
  listGrants(client, tenant).some((grant) => isManagementAudience(readStringAt(grant, 'audience')));

const listUsingClients = (connection: unknown, tenant: unknown): readonly unknown[] =>
  [...new Set(readStringsAt(connection, 'enabled_clients'))].flatMap((key) => findAll(tenant, 'clients', '$key', key));

/** Whether anybody can get an account in a connection: a database with sign-up, a public provider, codes by mail or SMS. */
function isOpenToAll(name: unknown, tenant: unknown): boolean {
  const connection = findByKey(tenant, 'connections', toText(name));
  if (isDatabase(connection)) return readPath(connection, 'options.disable_signup') !== true;
  if (isPasswordless(connection)) return readPath(connection, 'options.disable_signup') !== true;
  return isSocial(connection);
}

/** Questions about the tenant, which follow references. */
export const TENANT_FUNCTIONS: readonly CelFunction[] = [
  {
    signature: 'of(dyn, string): list<dyn>',
    about: 'The resources of a type; empty if the type is not known.',
    call: (tenant, type) => readListAt(tenant, toText(type)),
  },
  {
    signature: 'settings(dyn): dyn',
    about: 'The settings of the tenant.',
    call: (tenant) => readListAt(tenant, 'tenant')[0] ?? NOTHING,
  },
  {
    signature: 'self(dyn): bool',
    about: 'Whether a resource is the application that tenon runs as, or belongs to it.',
    call: (resource) => readPath(resource, '$isSelf') === true,
  },
  {
    signature: 'clientOf(dyn, dyn): dyn',
    about: 'The application of a client grant.',
    call: (grant, tenant) => findByKey(tenant, 'clients', readStringAt(grant, 'client_id')),
  },
  {
    signature: 'apiOf(dyn, dyn): dyn',
    about: 'The API of a client grant.',
    call: (grant, tenant) => findByKey(tenant, 'resourceServers', readStringAt(grant, 'audience')),
  },
  {
    signature: 'grantsOf(dyn, dyn): list<dyn>',
    about: 'The client grants of an application.',
    call: listGrants,
  },
  {
    signature: 'managementGrant(dyn, dyn): bool',
    about: 'Whether an application has a grant for the Management API.',
    call: hasManagementGrant,
  },
  {
    signature: 'clientsUsing(dyn, dyn): list<dyn>',
    about: 'The applications that a connection is enabled for.',
    call: listUsingClients,
  },
  {
    signature: 'openToAll(dyn, dyn): bool',
    about: 'Whether anybody can get an account in the connection with this name.',
    call: isOpenToAll,
  },
  {
    signature: 'mfaRequired(dyn): bool',
    about: 'Whether every login needs a second factor.',
    call: (tenant) =>
      readListAt(tenant, 'guardianPolicies').some((policy) => readStringsAt(policy, 'policies').includes('all-applications')),
  },
];
