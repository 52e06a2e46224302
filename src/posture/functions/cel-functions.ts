import type { CelFunction } from '../cel-function.ts';
import { ADDRESS_FUNCTIONS } from './address-functions.ts';
import { CLIENT_FUNCTIONS } from './client-functions.ts';
import { CODE_FUNCTIONS } from './code-functions.ts';
import { CONNECTION_FUNCTIONS } from './connection-functions.ts';
import { SCOPE_FUNCTIONS } from './scope-functions.ts';
import { SETTINGS_FUNCTIONS } from './settings-functions.ts';
import { TENANT_FUNCTIONS } from './tenant-functions.ts';
import { VALUE_FUNCTIONS } from './value-functions.ts';

/** Every function of tenon's own that rules and policies can call, in the order of `docs/rules.md`. */
export const CEL_FUNCTIONS: readonly CelFunction[] = [
  ...VALUE_FUNCTIONS,
  ...TENANT_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
  ...SCOPE_FUNCTIONS,
  ...CLIENT_FUNCTIONS,
  ...CONNECTION_FUNCTIONS,
  ...SETTINGS_FUNCTIONS,
  ...CODE_FUNCTIONS,
];
