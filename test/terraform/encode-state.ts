import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { isSystem } from '../../src/resources/identity/identify-resources.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { getItemShape, getMemberShape, type Shape } from '../../src/schema/schema-shape.ts';

/** Types of the provider whose attributes are the fields of one of tenon's types, spelled in snake case. */
const TYPES: Readonly<Record<string, string>> = {
  actions: 'auth0_action',
  clients: 'auth0_client',
  connections: 'auth0_connection',
  customDomains: 'auth0_custom_domain',
  emailTemplates: 'auth0_email_template',
  logStreams: 'auth0_log_stream',
  organizations: 'auth0_organization',
  prompts: 'auth0_prompt',
  resourceServers: 'auth0_resource_server',
  roles: 'auth0_role',
  tenant: 'auth0_tenant',
};

/** Encodes a tenant as the state of Auth0's provider: nested objects as lists of one, names in snake case, null for what nobody set. */
export function encodeState(snapshot: Snapshot): JsonObject {
  const resources = Object.entries(TYPES).flatMap(([name, type]) => {
    const resourceType = CATALOGUE.get(name);
    const live = snapshot.types[name];
    if (!resourceType || live?.status !== 'read') return [];
    const shape = getResourceShape(resourceType);
    const own = live.resources.filter(({ id, body }) => !isSystem(resourceType, body) && id !== snapshot.self);
    return own.map(({ id, body }, index) =>
      encodeResource(type, `r${index}`, { ...encodeBlock(shape, body), ...encodeOwn(name, body), id }),
    );
  });
  return {
    version: 4,
    terraform_version: '1.9.0',
    serial: 1,
    lineage: 'x',
    outputs: {},
    resources: [...resources, ...encodeRelations(snapshot)],
  };
}

const encodeResource = (type: string, name: string, attributes: JsonObject): JsonObject => ({
  mode: 'managed',
  type,
  name,
  provider: 'provider["registry.terraform.io/auth0/auth0"]',
  instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
});

/** Attributes that the provider calls something else. */
const encodeOwn = (type: string, { deployed = true }: JsonObject): JsonObject => (type === 'actions' ? { deploy: deployed } : {});

const toSnakeCase = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

function encodeBlock(shape: Shape, value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, JsonValue][] => {
      const described = getMemberShape(shape, value, name);
      return described?.schema.readOnly ? [] : [[toSnakeCase(name), encodeValue(described, member)]];
    }),
  );
}

function encodeValue(shape: Shape | undefined, value: JsonValue): JsonValue {
  if (isArray(value)) return value.map((item) => (isObject(item) && shape ? encodeItem(getItemShape(shape), item) : item));
  if (!isObject(value) || !shape?.schema.properties) return value;
  return [encodeBlock(shape, value)];
}

const encodeItem = (shape: Shape | undefined, item: JsonObject): JsonValue => (shape ? encodeBlock(shape, item) : item);

/** Lists that are resources of their own in Terraform. */
function encodeRelations(snapshot: Snapshot): readonly JsonObject[] {
  const list = (
    type: string,
    field: string,
    encode: (id: string, items: readonly JsonObject[]) => JsonObject,
  ): readonly JsonObject[] => {
    const live = snapshot.types[type];
    return live?.status !== 'read'
      ? []
      : live.resources.flatMap(({ id, relations }) => {
          const items = (relations[field] ?? []).filter(isObject);
          return items.length === 0 ? [] : [encode(id, items)];
        });
  };
  return [
    ...list('roles', 'permissions', (id, items) =>
      encodeResource('auth0_role_permissions', id, {
        role_id: id,
        permissions: items.map(({ permission_name = null, resource_server_identifier = null }) => ({
          name: permission_name,
          resource_server_identifier,
          description: 'computed',
        })),
      }),
    ),
    ...list('connections', 'enabled_clients', (id, items) =>
      encodeResource('auth0_connection_clients', id, {
        connection_id: id,
        enabled_clients: items.map(({ client_id = null }) => client_id),
      }),
    ),
    ...list('organizations', 'connections', (id, items) =>
      encodeResource('auth0_organization_connections', id, { organization_id: id, enabled_connections: items }),
    ),
  ];
}
