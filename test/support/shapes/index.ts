import { COLLECTION_FIXTURES } from './collections.ts';
import { PAGE_FIXTURES } from './pages.ts';
import { PLACED_FIXTURES } from './placed.ts';
import { SETTING_FIXTURES } from './settings.ts';
import type { TypeFixture } from './type-fixture.ts';

export const FIXTURE_SECRETS = {
  MAIL_KEY: 'a key for mail',
  TWILIO: 'a token of twilio',
  LOG_TOKEN: 'a token for logs',
  CRM: 'a token of the crm',
  VAULT: 'a key of the vault',
  NETWORK_KEY: Buffer.from('a key of the network, 32 bytes +').toString('base64'),
} as const;

export const TYPE_FIXTURES: readonly TypeFixture[] = [
  ...SETTING_FIXTURES,
  ...PLACED_FIXTURES,
  ...COLLECTION_FIXTURES,
  ...PAGE_FIXTURES,
];
