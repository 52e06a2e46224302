import { isManagementAudience, isPrivilegedScope, isTakeoverScope } from '../../impact/facts/privileged-scopes.ts';
import type { CelFunction } from '../cel-function.ts';
import { readStringAt, toText } from './read-values.ts';

/** Questions about scopes and the APIs that they belong to. */
export const SCOPE_FUNCTIONS: readonly CelFunction[] = [
  {
    signature: 'privileged(dyn): bool',
    about: 'Whether a scope permits more than reading: `manage:members`, `orders.write`, `*`.',
    call: (scope) => isPrivilegedScope(toText(scope)),
  },
  {
    signature: 'takeover(dyn): bool',
    about: 'Whether a scope of the Management API lets its holder take over the tenant or any account.',
    call: (scope) => isTakeoverScope(toText(scope)),
  },
  {
    signature: 'managementAudience(dyn): bool',
    about: 'Whether an audience is the Management API.',
    call: (audience) => isManagementAudience(toText(audience)),
  },
  {
    signature: 'managementApi(dyn): bool',
    about: 'Whether a resource server is the Management API.',
    call: (api) => isManagementAudience(readStringAt(api, 'identifier')),
  },
];
