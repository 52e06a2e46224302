import { Option } from 'commander';
import { DEFAULT_CACHE_MAX_AGE } from '../../workflows/defaults.ts';
import { parseSeconds } from './option-values.ts';

export interface EventFlags {
  readonly events?: string;
}

/** For verbs that may read only what changed. */
export const createCacheOptions = (): readonly Option[] => [
  new Option('--cache <dir>', 'keep a sealed copy of the tenant here and read only what its log says has changed'),
  new Option('--cache-max-age <age>', 'read everything again when the cache is older than this: 12h, 7d')
    .argParser(parseSeconds)
    .default(DEFAULT_CACHE_MAX_AGE, '7d'),
];

/** For verbs that may post to a webhook. */
export const createNotifyOptions = (): readonly Option[] => [
  new Option('--notify <url>', 'post drift to this webhook; the URL is a secret, so prefer the environment').env(
    'TENON_NOTIFY_URL',
  ),
  new Option('--notify-format <format>', "format of that message (default: by the webhook's URL)").choices(['slack', 'json']),
];

export const createEventsOption = (): Option => new Option('--events <file>', 'write JSON-lines events to this file');

export const createIntervalOption = (): Option =>
  new Option('--interval <time>', 'how often --watch reads the log: 10s, 5m').argParser(parseSeconds).default(30, '30s');

export const createAcceptOption = (): Option =>
  new Option(
    '--accept [address...]',
    'write changes made in the tenant into your files: all, or these resources or fields (clients/Shop, roles/*, clients/Shop.callbacks)',
  );

export const createIncludeUnappliedOption = (): Option =>
  new Option('--include-unapplied', 'also accept differences that are not yet applied: this reverts them in your files');

export const createIntoOption = (): Option =>
  new Option('--into <file>', 'file in which to declare undeclared resources; needs --accept with their addresses');
