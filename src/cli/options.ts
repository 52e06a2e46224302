import { InvalidArgumentError, Option } from 'commander';
import { PERMISSIONS, type Permission } from '../model/plan.ts';

/** What several verbs take. */
export interface DefinitionOptions {
  readonly vars?: string;
  readonly config?: string;
}

export interface TenantOptions {
  /** `true`: the default state file. */
  readonly emulator?: string | true;
  readonly headroom: number;
  readonly maxRate?: number;
  readonly limiter?: string;
  readonly trace?: boolean;
}

export interface PermissionOptions {
  readonly allow?: readonly Permission[];
}

export const DEFAULT_FILE = 'tenant.yaml';
export const DEFAULT_STATE = '.tenon/emulator.json';

export const varsOption = (): Option => new Option('--vars <file>', 'JSON file with values for @@KEY@@ and ##KEY##');

export const configOption = (): Option =>
  new Option('--config <config.json>', "auth0-deploy-cli's config file: values of markers, and what it excludes");

export const emulatorOption = (): Option =>
  new Option('--emulator [state.json]', `use the embedded emulator instead of a tenant; its state is kept in ${DEFAULT_STATE}`);

export const headroomOption = (): Option =>
  new Option('--headroom <share>', 'share of the rate limit that is left to others').default(0.2).argParser(share);

export const maxRateOption = (): Option => new Option('--max-rate <n>', 'requests a second at most').argParser(positive);

export const limiterOption = (): Option =>
  new Option('--limiter <redis://host>', 'share the rate limit with other runs; apply takes a lock there (or: TENON_LIMITER)');

export const lockWaitOption = (): Option =>
  new Option('--lock-wait <time>', 'wait for another apply of this tenant: 5m (default: do not)').argParser(seconds);

export const traceOption = (): Option =>
  new Option(
    '--trace',
    'tell every request on stderr: method, path, status, time, rate limit, request id; never a body (or TENON_TRACE=1)',
  );

export const maxAgeOption = (): Option =>
  new Option('--max-age <age>', 'refuse a saved plan that is older: 30m, 24h, 7d').argParser(seconds);

export const allowOption = (): Option =>
  new Option('--allow <what>', 'let the plan do this: user-loss deletes connections with all of their users').argParser(
    permission,
  );

export const formatOption = (...formats: readonly string[]): Option =>
  new Option('--format <format>', 'form of the output').choices(formats).default(formats[0]);

export const limitOption = (): Option =>
  new Option('--limit <bytes>', 'length of a markdown report at most (default: what a comment on GitHub takes)').argParser(
    positive,
  );

export const fullReportOption = (): Option =>
  new Option('--full-report <url>', 'where the whole report is; a markdown report that had to be shortened points there');

export const updateOption = (): Option =>
  new Option('--update <file...>', 'take what differs over into this definition, and change nothing else of its files').conflicts(
    ['out', 'type', 'full', 'force'],
  );

export const portOption = (): Option => new Option('--port <port>', '0 takes a free one').default(0).argParser(port);

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('A number from 0 to 65535.');
  return value;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export function seconds(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  if (count === undefined || factor === undefined) throw new InvalidArgumentError('A number with s, m, h or d, such as 24h.');
  return Number(count) * factor;
}

function permission(text: string, before: readonly Permission[] = []): readonly Permission[] {
  const known = PERMISSIONS.find((one) => one === text);
  if (!known) throw new InvalidArgumentError(`One of: ${PERMISSIONS.join(', ')}.`);
  return before.includes(known) ? before : [...before, known];
}

function share(text: string): number {
  const value = Number(text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : text);
  if (!(value >= 0 && value < 1)) throw new InvalidArgumentError('A share from 0 to 0.99, or a percentage.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A number above 0.');
  return value;
}

/** `--emulator tenant.yaml`: a state is JSON, so what looks like a definition is the FILE that follows the flag. */
export function filesAndState(files: readonly string[], emulator: string | true | undefined) {
  const misplaced = typeof emulator === 'string' && /\.ya?ml$/i.test(emulator);
  const given = misplaced ? [emulator, ...files] : files;
  const state = misplaced ? true : emulator;
  return { files: given.length > 0 ? given : [DEFAULT_FILE], ...(state === undefined ? {} : { state }) };
}
