import { Option } from 'commander';
import type { Permission } from '../../model/plan/plan.ts';
import { appendValue, parsePermission, parsePort, parsePositiveNumber, parseSeconds, parseShare } from './option-values.ts';

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

/** What is asked of a plan besides the definition. */
export interface PlanningOptions {
  readonly allow?: readonly Permission[];
  /** Addresses, with `*` for any characters. */
  readonly resend?: readonly string[];
}

export const DEFAULT_DEFINITION_FILE = 'tenant.yaml';
export const DEFAULT_EMULATOR_STATE = '.tenon/emulator.json';

/** Of whatever reads a definition. */
export const createDefinitionOptions = (): readonly Option[] => [
  new Option('--vars <file>', 'JSON file with values for @@KEY@@ and ##KEY##'),
  new Option('--config <config.json>', "auth0-deploy-cli's config file: values of markers, and what it excludes"),
];

/** Of whatever speaks with a tenant. */
export const createTenantOptions = (): readonly Option[] => [
  new Option(
    '--emulator [state.json]',
    `use the embedded emulator instead of a tenant; its state is kept in ${DEFAULT_EMULATOR_STATE}`,
  ),
  new Option('--headroom <share>', 'share of the rate limit that is left to others').default(0.2).argParser(parseShare),
  new Option('--max-rate <n>', 'requests a second at most').argParser(parsePositiveNumber),
  new Option('--limiter <redis://host>', 'share the rate limit with other runs; apply takes a lock there (or: TENON_LIMITER)'),
  new Option(
    '--trace',
    'tell every request on stderr: method, path, status, time, rate limit, request id; never a body (or TENON_TRACE=1)',
  ),
];

/** Of whatever prints a markdown report. */
export const createLengthOptions = (): readonly Option[] => [
  new Option('--limit <bytes>', 'length of a markdown report at most (default: what a comment on GitHub takes)').argParser(
    parsePositiveNumber,
  ),
  new Option('--full-report <url>', 'where the whole report is; a markdown report that had to be shortened points there'),
];

export const createLockWaitOption = (): Option =>
  new Option('--lock-wait <time>', 'wait for another apply of this tenant: 5m (default: do not)').argParser(parseSeconds);

export const createMaxAgeOption = (): Option =>
  new Option('--max-age <age>', 'refuse a saved plan that is older: 30m, 24h, 7d').argParser(parseSeconds);

export const createAllowOption = (): Option =>
  new Option('--allow <what>', 'let the plan do this: user-loss deletes connections with all of their users').argParser(
    parsePermission,
  );

export const createResendOption = (): Option =>
  new Option(
    '--resend <address>',
    'send again what the tenant never shows of this resource: its secrets, after they were changed (clients/Shop, actions/*)',
  )
    .argParser(appendValue)
    .conflicts(['plan', 'resume']);

export const createFormatOption = (...formats: readonly string[]): Option =>
  new Option('--format <format>', 'form of the output').choices(formats).default(formats[0]);

export const createUpdateOption = (): Option =>
  new Option('--update <file...>', 'take what differs over into this definition, and change nothing else of its files').conflicts(
    ['out', 'type', 'full', 'force'],
  );

export const createPortOption = (): Option => new Option('--port <port>', '0 takes a free one').default(0).argParser(parsePort);

/** `--emulator tenant.yaml`: a state is JSON, so what looks like a definition is the FILE that follows the flag. */
export function splitFilesAndState(files: readonly string[], emulator: string | true | undefined) {
  const misplaced = typeof emulator === 'string' && /\.ya?ml$/i.test(emulator);
  const definitionFiles = misplaced ? [emulator, ...files] : files;
  const state = misplaced ? true : emulator;
  return {
    files: definitionFiles.length > 0 ? definitionFiles : [DEFAULT_DEFINITION_FILE],
    ...(state === undefined ? {} : { state }),
  };
}
