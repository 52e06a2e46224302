import { ACCESS_CASES } from './access-cases.ts';
import { AUTHENTICATION_CASES } from './authentication-cases.ts';
import { CODE_CASES } from './code-cases.ts';
import { CONNECTION_CASES } from './connection-cases.ts';
import { GRANT_CASES } from './grant-cases.ts';
import { NETWORK_CASES } from './network-cases.ts';
import { PROTECTION_CASES } from './protection-cases.ts';
import { REDIRECT_CASES } from './redirect-cases.ts';
import type { RuleCases } from './rule-case.ts';
import { SESSION_CASES } from './session-cases.ts';
import { TENANT_CASES } from './tenant-cases.ts';

export const ALL_CASES: RuleCases = {
  ...REDIRECT_CASES,
  ...GRANT_CASES,
  ...AUTHENTICATION_CASES,
  ...SESSION_CASES,
  ...ACCESS_CASES,
  ...CONNECTION_CASES,
  ...PROTECTION_CASES,
  ...CODE_CASES,
  ...TENANT_CASES,
  ...NETWORK_CASES,
};
