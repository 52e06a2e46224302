import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { defineResource } from '../define.ts';

/** Under which names the settings of the tenant hold them. */
const MEMBERS: Readonly<Record<string, string>> = {
  password_reset: 'change_password',
  guardian_multifactor: 'guardian_mfa_page',
  error_page: 'error_page',
};

const page = (body: JsonValue, id: string): JsonObject => {
  const found = isObject(body) ? member(body, MEMBERS[id] ?? id) : undefined;
  return isObject(found) ? found : {};
};

/** Pages of the classic login. They are parts of the tenant's settings; the error page is replaced whole. */
export const pages = defineResource({
  kind: 'placed',
  type: 'pages',
  noun: 'page',
  key: ['name'],
  unique: true,
  path: '/tenants/settings',
  layout: { at: ['pages'], form: 'list' },
  words: { read: page, write: ({ name: _, ...body }, id) => ({ [MEMBERS[id] ?? id]: body }) },
  patchesWhole: true,
  relations: [],
  system: [],
  scopes: { read: ['read:tenant_settings'], update: ['update:tenant_settings'] },
});
