import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { defineResource } from '../define.ts';

const NAMES = { custom_login_page: 'html', custom_login_page_on: 'enabled' } as const;

const asPage = (body: JsonValue): JsonObject => {
  const client = isObject(body) ? body : {};
  const known = Object.entries(NAMES).flatMap(([wire, name]): [string, JsonValue][] => {
    const value = member(client, wire);
    return value === undefined ? [] : [[name, value]];
  });
  return { client_id: member(client, 'client_id') ?? '', name: 'login', ...Object.fromEntries(known) };
};

/** The login page of the classic login. The client that stands for all others holds it, and that one is in no list but this. */
export const loginPages = defineResource({
  kind: 'collection',
  type: 'loginPages',
  noun: 'login page',
  key: ['name'],
  id: 'client_id',
  unique: true,
  path: '/clients',
  list: { path: '/clients', envelope: 'clients', paging: 'offset', pageSize: 100, query: { is_global: 'true' } },
  layout: { at: ['pages'], form: 'list', keys: ['login'] },
  words: {
    read: asPage,
    write: (body) =>
      Object.fromEntries(
        Object.entries(NAMES).flatMap(([wire, name]) =>
          member(body, name) === undefined ? [] : [[wire, member(body, name) ?? null]],
        ),
      ),
  },
  relations: [],
  system: [],
  scopes: { read: ['read:clients'], update: ['update:clients'] },
});
