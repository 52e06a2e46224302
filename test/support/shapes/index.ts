import { COLLECTIONS } from './collections.ts';
import { PAGES } from './pages.ts';
import { PLACED } from './placed.ts';
import { SETTINGS } from './settings.ts';
import type { Shape } from './shape.ts';

export const SECRETS = {
  MAIL_KEY: 'a key for mail',
  TWILIO: 'a token of twilio',
  LOG_TOKEN: 'a token for logs',
  CRM: 'a token of the crm',
  VAULT: 'a key of the vault',
} as const;

export const SHAPES: readonly Shape[] = [...SETTINGS, ...PLACED, ...COLLECTIONS, ...PAGES];
