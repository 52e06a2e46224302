import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

const PAGE_MEMBERS = { custom_login_page: 'html', custom_login_page_on: 'enabled' } as const;

const decodeLoginPage = (body: JsonValue): JsonObject => {
  const client = isObject(body) ? body : {};
  const known = Object.entries(PAGE_MEMBERS).flatMap(([wire, name]): [string, JsonValue][] => {
    const value = getObjectMember(client, wire);
    return value === undefined ? [] : [[name, value]];
  });
  return { client_id: getObjectMember(client, 'client_id') ?? '', name: 'login', ...Object.fromEntries(known) };
};

/** The login page of the classic login. The client that stands for all others holds it, and that one is in no list but this. */
export const loginPages = defineResource({
  kind: 'collection',
  type: 'loginPages',
  noun: 'login page',
  key: ['name'],
  idField: 'client_id',
  unique: true,
  path: '/clients',
  list: { path: '/clients', envelope: 'clients', paging: 'offset', pageSize: 100, query: { is_global: 'true' } },
  layout: { yamlPath: ['pages'], form: 'list', onlyKeys: ['login'] },
  codec: {
    decode: decodeLoginPage,
    encode: (body) =>
      Object.fromEntries(
        Object.entries(PAGE_MEMBERS).flatMap(([wire, name]) =>
          getObjectMember(body, name) === undefined ? [] : [[wire, getObjectMember(body, name) ?? null]],
        ),
      ),
  },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:clients'], update: ['update:clients'] },
});
