import { Option } from 'commander';
import { parseSeconds } from './option-values.ts';

export interface EventOptions {
  readonly events?: string;
}

export interface CacheOptions {
  readonly cache?: string;
  /** Seconds. */
  readonly cacheMaxAge: number;
}

/** Of whatever may read only what has changed. */
export const createCacheOptions = (): readonly Option[] => [
  new Option('--cache <dir>', 'keep what was read of the tenant here, sealed, and read only what its log says has changed since'),
  new Option('--cache-max-age <age>', 'read everything again when what is kept is older: 12h, 7d')
    .argParser(parseSeconds)
    .default(7 * 86_400, '7d'),
];

/** Of whatever may tell a webhook. */
export const createNotifyOptions = (): readonly Option[] => [
  new Option('--notify <url>', 'post drift to this webhook; its address is a secret, so better give it as').env(
    'TENON_NOTIFY_URL',
  ),
  new Option('--notify-format <format>', "form of that message (default: by the webhook's address)").choices(['slack', 'json']),
];

export const createEventsOption = (): Option =>
  new Option('--events <file>', 'tell there, one line of JSON an event, what is read, planned, found and done');

export const createIntervalOption = (): Option =>
  new Option('--interval <time>', 'how often --watch reads the log, one request each time: 10s, 5m')
    .argParser(parseSeconds)
    .default(30, '30s');

export const createAcceptOption = (): Option =>
  new Option(
    '--accept [address...]',
    'write what was changed in the tenant into the files: of these resources or fields (clients/Shop, roles/*, clients/Shop.callbacks), or all',
  );

export const createIncludeUnappliedOption = (): Option =>
  new Option(
    '--include-unapplied',
    'also accept what differs because the definition changed and is not yet applied: it is reverted in the files',
  );

export const createIntoOption = (): Option =>
  new Option(
    '--into <file>',
    'declare resources that no file declares in this file of the definition; with --accept and their addresses',
  );
