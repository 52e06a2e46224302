import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

const PAGE_MEMBERS = { custom_login_page: 'html', custom_login_page_on: 'enabled' } as const;

const decodeLoginPage = (body: JsonValue): JsonObject => {
  const client = isObject(body) ? body : {};
  const known = Object.entries(PAGE_MEMBERS).flatMap(([wire, name]): [string, JsonValue][] => {
    const value = getObjectMember(client, wire);
    return value === undefined ? [] : [[name, value]];
  });
  return { client_id: getObjectMember(client, 'client_id') ?? '', name: 'login', ...Object.fromEntries(known) };
};

/** The page of Classic Login. It belongs to the global client "All Applications", which only a list with `is_global=true` contains. */
export const loginPages = defineResource({
  type: 'loginPages',
  idField: 'client_id',
  path: '/clients',
  list: { query: { is_global: 'true' } },
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
  scopeStem: 'clients',
  // Its file is one of those of `pages`.
  deployCli: { files: [] },
});
