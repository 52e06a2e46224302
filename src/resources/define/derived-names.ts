/** `clientGrants` → `client_grants`, `networkACLs` → `network_acls`, `networkACLKeys` → `network_acl_keys`: how scopes and answers spell a type. */
export const toSnakeCase = (typeName: string): string =>
  typeName.replace(/(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z]{2})/g, '_$&').toLowerCase();

/** `clientGrants` → `client-grants`: how paths spell a type. */
export const toKebabCase = (typeName: string): string => toSnakeCase(typeName).replaceAll('_', '-');

/** `clientGrants` → `client grant`: one resource of a type, or one item of a field, in a sentence. */
export const toNoun = (pluralName: string): string =>
  toSnakeCase(pluralName).replaceAll('_', ' ').replace(/ies$/, 'y').replace(/s$/, '');

/** `/organizations/{id}/client-grants` → `client_grants`: the member that holds the items of a list. */
export const deriveEnvelope = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replaceAll('-', '_');
