import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

/** Member names of the pages in the tenant settings. */
const SETTINGS_MEMBERS: Readonly<Record<string, string>> = {
  password_reset: 'change_password',
  guardian_multifactor: 'guardian_mfa_page',
  error_page: 'error_page',
};

const decodePage = (body: JsonValue, id: string): JsonObject => {
  const found = isObject(body) ? getObjectMember(body, SETTINGS_MEMBERS[id] ?? id) : undefined;
  return isObject(found) ? found : {};
};

/** Pages of Classic Login. They are members of the tenant settings; an update replaces a page as a whole. */
export const pages = defineResource({
  kind: 'placed',
  type: 'pages',
  key: ['name'],
  path: '/tenants/settings',
  codec: { decode: decodePage, encode: ({ name: _, ...body }, id) => ({ [SETTINGS_MEMBERS[id] ?? id]: body }) },
  replaceMethod: 'PATCH',
  scopeStem: 'tenant_settings',
  deployCli: { files: [{ path: 'pages/*.json', item: true, beside: { field: 'html', extension: 'html' } }] },
});
