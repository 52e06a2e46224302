import type { Rule } from '../rule.ts';
import { API_RULES } from './access/api-rules.ts';
import { CLIENT_GRANT_RULES } from './access/client-grant-rules.ts';
import { MEMBERSHIP_RULES } from './access/membership-rules.ts';
import { AUTHENTICATION_RULES } from './applications/authentication-rules.ts';
import { GRANT_RULES } from './applications/grant-rules.ts';
import { REDIRECT_RULES } from './applications/redirect-rules.ts';
import { SESSION_RULES } from './applications/session-rules.ts';
import { DATABASE_RULES } from './connections/database-rules.ts';
import { PROVIDER_RULES } from './connections/provider-rules.ts';
import { ATTACK_RULES } from './protection/attack-rules.ts';
import { CODE_RULES } from './protection/code-rules.ts';
import { FACTOR_RULES } from './protection/factor-rules.ts';
import { LOGIN_SETTINGS_RULES } from './tenant/login-settings-rules.ts';
import { MAIL_AND_LOG_RULES } from './tenant/mail-and-log-rules.ts';
import { NETWORK_RULES } from './tenant/network-rules.ts';
import { PAGE_RULES } from './tenant/page-rules.ts';
import { REGISTRATION_RULES } from './tenant/registration-rules.ts';

/** Every posture rule, in the order of `docs/rules.md`. */
export const RULES: readonly Rule[] = [
  ...REDIRECT_RULES,
  ...GRANT_RULES,
  ...AUTHENTICATION_RULES,
  ...SESSION_RULES,
  ...API_RULES,
  ...CLIENT_GRANT_RULES,
  ...MEMBERSHIP_RULES,
  ...DATABASE_RULES,
  ...PROVIDER_RULES,
  ...ATTACK_RULES,
  ...FACTOR_RULES,
  ...CODE_RULES,
  ...LOGIN_SETTINGS_RULES,
  ...REGISTRATION_RULES,
  ...NETWORK_RULES,
  ...MAIL_AND_LOG_RULES,
  ...PAGE_RULES,
];
