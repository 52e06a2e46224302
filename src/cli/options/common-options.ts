import { Option } from 'commander';
import { SEVERITIES } from '../../model/plan/finding.ts';
import type { TenantTarget } from '../../project/project.ts';
import { DEFAULT_EMULATOR_STATE } from '../../workflows/defaults.ts';
import type { PlanOptions } from '../../workflows/plan/plan-definition.ts';
import type { TenantOptions } from '../../workflows/tenant/open-tenant.ts';
import { appendValue, parsePermission, parsePort, parsePositiveNumber, parseSeconds, parseShare } from './option-values.ts';

/** Flags of a verb that reads a definition. */
export interface DefinitionFlags {
  readonly vars?: string;
  readonly config?: string;
  /** The tenant of a project that the definition is for. */
  readonly target?: TenantTarget;
}

/** Flags of a verb that connects to a tenant. */
export interface TenantFlags extends Omit<TenantOptions, 'access'> {
  readonly trace?: boolean;
}

/** Flags of a verb that plans. */
export type PlanningFlags = Omit<PlanOptions, 'emulated'>;

/** For verbs that read a definition. */
export const createDefinitionOptions = (): readonly Option[] => [
  new Option('--vars <file>', 'JSON file with the values of @@KEY@@ and ##KEY##'),
  new Option('--config <config.json>', "auth0-deploy-cli's config file, for its keyword replacements and exclusions"),
];

/** For verbs that connect to a tenant. */
export const createTenantOptions = (): readonly Option[] => [
  new Option(
    '--emulator [state.json]',
    `use the embedded emulator instead of a tenant (default state file: ${DEFAULT_EMULATOR_STATE})`,
  ),
  new Option('--headroom <share>', 'share of the rate limit to leave to others').default(0.2).argParser(parseShare),
  new Option('--max-rate <n>', 'maximum requests per second').argParser(parsePositiveNumber),
  new Option('--limiter <redis://host>', 'Redis through which runs share the rate limit and the apply lock (or: TENON_LIMITER)'),
  new Option(
    '--trace',
    'log every request to stderr: method, path, status, time, rate limit, request id; never a body (or TENON_TRACE=1)',
  ),
];

/** For verbs that print a markdown report. */
export const createLengthOptions = (): readonly Option[] => [
  new Option('--limit <bytes>', 'maximum length of a markdown report (default: the limit of a GitHub comment)').argParser(
    parsePositiveNumber,
  ),
  new Option('--full-report <url>', 'URL of the full report; a shortened markdown report links to it'),
];

/** For verbs that show resources. */
export const createRedactOption = (): Option =>
  new Option(
    '--redact-people',
    'show only the first letter and the domain of e-mail addresses, and the last two digits of phone numbers (or TENON_REDACT_PEOPLE=1)',
  );

/** For the links of `$welcome`. */
export const createTicketOptions = (): readonly Option[] => [
  new Option('--tickets <file>', 'write the links of password-change tickets ($welcome) to this new file, one JSON line each'),
  new Option('--tickets-command <program>', 'pass each of these lines to the stdin of this program instead').conflicts('tickets'),
];

export const createLockWaitOption = (): Option =>
  new Option('--lock-wait <time>', 'how long to wait for another apply of this tenant: 5m (default: do not wait)').argParser(
    parseSeconds,
  );

export const createMaxAgeOption = (): Option =>
  new Option('--max-age <age>', 'refuse a saved plan older than this: 30m, 24h, 7d').argParser(parseSeconds);

export const createAllowOption = (): Option =>
  new Option(
    '--allow <what>',
    'permit what a plan is refused for: user-loss (delete connections and all their users), or an impact that reconcile.require lists (weakens, widens, tightens, runs-code, loses, secret)',
  ).argParser(parsePermission);

export const createResendOption = (): Option =>
  new Option(
    '--resend <address>',
    'send the secrets of this resource again; the tenant never shows whether they differ (clients/Shop, actions/*)',
  )
    .argParser(appendValue)
    .conflicts(['plan', 'resume']);

export const createOnlyOption = (): Option =>
  new Option(
    '--only <address>',
    'plan only this resource and what it needs first; * matches any text; can be repeated (clients/Shop, roles/*)',
  )
    .argParser(appendValue)
    .conflicts(['plan', 'resume']);

export const createFormatOption = (...formats: readonly string[]): Option =>
  new Option('--format <format>', 'output format').choices(formats).default(formats[0]);

export const createFailOnOption = (): Option =>
  new Option('--fail-on <severity>', 'least severity of a finding that makes the exit code 2')
    .choices([...SEVERITIES, 'never'])
    .default('error');

export const createUpdateOption = (): Option =>
  new Option(
    '--update <file...>',
    'write what differs in the tenant into this definition and leave the rest of its files unchanged',
  ).conflicts(['out', 'type', 'full', 'force']);

export const createPortOption = (): Option =>
  new Option('--port <port>', 'port to listen on; 0 picks a free one').default(0).argParser(parsePort);
