import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';

/** Makes something in a tenant and gives its id. */
export async function createObject(api: ManagementApi, path: string, body: JsonObject): Promise<string> {
  const answer = await api.send({ method: 'POST', path, body });
  if (!answer.ok) throw new Error(`POST ${path}: ${JSON.stringify(answer.error)}`);
  const made = isObject(answer.value.body) ? answer.value.body : {};
  return String(path === '/clients' ? made.client_id : made.id);
}

async function writeRelation(api: ManagementApi, method: 'POST' | 'PATCH', path: string, body: JsonValue): Promise<void> {
  const answer = await api.send({ method, path, body });
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer.error)}`);
}

export interface FilledIds {
  readonly shop: string;
  readonly office: string;
  readonly db: string;
  readonly admin: string;
  readonly guest: string;
  readonly acme: string;
}

/** Two clients, a connection, two roles with permissions, an organization with a connection. */
export async function fillTenant(api: ManagementApi): Promise<FilledIds> {
  const shop = await createObject(api, '/clients', { name: 'Shop' });
  const office = await createObject(api, '/clients', { name: 'Back Office' });
  const db = await createObject(api, '/connections', { name: 'db', strategy: 'auth0' });
  await writeRelation(api, 'PATCH', `/connections/${db}/clients`, [{ client_id: shop, status: true }]);
  await createObject(api, '/resource-servers', {
    identifier: 'urn:api',
    name: 'API',
    scopes: [{ value: 'read:a' }, { value: 'read:b' }],
  });
  const admin = await createObject(api, '/roles', { name: 'admin' });
  const guest = await createObject(api, '/roles', { name: 'guest' });
  const buildPermission = (name: string) => ({ resource_server_identifier: 'urn:api', permission_name: name });
  await writeRelation(api, 'POST', `/roles/${admin}/permissions`, {
    permissions: [buildPermission('read:a'), buildPermission('read:b')],
  });
  await writeRelation(api, 'POST', `/roles/${guest}/permissions`, { permissions: [buildPermission('read:a')] });
  const acme = await createObject(api, '/organizations', { name: 'acme' });
  await writeRelation(api, 'POST', `/organizations/${acme}/enabled_connections`, { connection_id: db });
  return { shop, office, db, admin, guest, acme };
}
