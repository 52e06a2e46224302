import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

/** Under which names the settings of the tenant hold them. */
const SETTINGS_MEMBERS: Readonly<Record<string, string>> = {
  password_reset: 'change_password',
  guardian_multifactor: 'guardian_mfa_page',
  error_page: 'error_page',
};

const decodePage = (body: JsonValue, id: string): JsonObject => {
  const found = isObject(body) ? getObjectMember(body, SETTINGS_MEMBERS[id] ?? id) : undefined;
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
  layout: { yamlPath: ['pages'], form: 'list' },
  codec: { decode: decodePage, encode: ({ name: _, ...body }, id) => ({ [SETTINGS_MEMBERS[id] ?? id]: body }) },
  patchReplacesWhole: true,
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:tenant_settings'], update: ['update:tenant_settings'] },
});
