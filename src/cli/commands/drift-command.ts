import type { Loaded } from '../../loader/load-definition.ts';
import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { DriftFormat } from '../../reporter/report-formats.ts';
import { type AcceptDriftInput, acceptDrift } from '../../workflows/accept/accept-drift.ts';
import { loadFiles } from '../../workflows/definition/load-files.ts';
import { type DetectedDrift, detectDrift } from '../../workflows/drift/detect-drift.ts';
import { type NotifyOptions, notifyWebhook, resolveWebhookTarget } from '../../workflows/drift/notify-webhook.ts';
import type { WebhookTarget } from '../../workflows/drift/webhook-target.ts';
import { openTenant, type TenantConnection } from '../../workflows/tenant/open-tenant.ts';
import type { CacheOptions } from '../../workflows/tenant/read-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type AcceptFlags, checkAcceptUsage } from '../options/accept-usage.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import type { EventFlags } from '../options/drift-options.ts';
import { createAcceptPorts, reportAccepted } from '../output/accept-output.ts';
import { renderDrift } from '../output/render-documents.ts';
import { type CommandRun, runWithEvents } from '../output/run-with-events.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { runWatch, type WatchFlags } from './run-watch.ts';

export interface DriftFlags
  extends DefinitionFlags,
    TenantFlags,
    CacheOptions,
    EventFlags,
    NotifyOptions,
    WatchFlags,
    MarkdownOptions,
    AcceptFlags {
  readonly format: DriftFormat;
}

/** Shows where the tenant and the definition differ, in both directions. Never writes to the tenant. */
export const runDriftCommand = (files: readonly string[], flags: DriftFlags, terminal: Terminal): Promise<ExitCode> =>
  runWithEvents('drift', { files, file: flags.events, trace: flags.trace, terminal }, async (run) => {
    const target = checkFlags(flags);
    if (!target.ok) return reportFailure([target.error], terminal);
    const loading = { ...flags, anyTenant: flags.emulator !== undefined };
    const loaded = await loadFiles(files, loading, run.ports.env);
    const tenant = loaded.ok ? await openTenant(flags, run.ports) : loaded;
    if (!loaded.ok || !tenant.ok) return reportFailure(tenant.ok ? [] : tenant.error, run.terminal);
    try {
      await run.terminal.reportProblems(loaded.value.warnings);
      const subject = { files, flags, loaded: loaded.value, tenant: tenant.value, target: target.value };
      return await (flags.watch ? runWatch(subject, run) : compareOnce(subject, run));
    } finally {
      await tenant.value.close();
    }
  });

function checkFlags(flags: DriftFlags): Outcome<WebhookTarget | undefined, Problem> {
  const target = resolveWebhookTarget(flags);
  if (!target.ok) return target;
  if (flags.watch && flags.format !== 'text' && flags.format !== 'json') return failWith(createWatchFormatProblem(flags.format));
  const conflict = checkAcceptUsage(flags);
  return conflict ? failWith(conflict) : target;
}

interface DriftSubject {
  readonly files: readonly string[];
  readonly flags: DriftFlags;
  readonly loaded: Loaded;
  readonly tenant: TenantConnection;
  readonly target: WebhookTarget | undefined;
}

async function compareOnce(subject: DriftSubject, { terminal, ports }: CommandRun): Promise<ExitCode> {
  const { files, flags, loaded, tenant, target } = subject;
  const detected = await detectDrift({ loaded, files, tenant, caching: flags }, ports);
  if (!detected.ok) return reportFailure(detected.error, terminal);
  const { drift } = detected.value;
  terminal.print(await renderDrift(drift, flags.format, terminal, flags));
  if (flags.accept !== undefined) {
    const accepted = await acceptDrift(toAcceptInput(subject, detected.value, flags.accept), createAcceptPorts(ports, terminal));
    return reportAccepted(accepted, terminal);
  }
  if (drift.entries.length === 0) return EXIT.ok;
  const notDelivered = target && (await notifyWebhook(target, drift, terminal.redact));
  if (notDelivered) await terminal.reportProblems([notDelivered]);
  return EXIT.differs;
}

function toAcceptInput(
  { files, flags, loaded, tenant }: DriftSubject,
  { drift, snapshot }: DetectedDrift,
  only: NonNullable<AcceptFlags['accept']>,
): AcceptDriftInput {
  const loading = { ...flags, anyTenant: flags.emulator !== undefined };
  const { into, includeUnapplied = false } = flags;
  const reload: AcceptDriftInput['reload'] = (texts) => loadFiles(files, { ...loading, texts });
  const input = { loaded, files, snapshot, reload, drift, only, includeUnapplied };
  if (into === undefined) return input;
  const preview: AcceptDriftInput['reload'] = (texts) => loadFiles(files, { ...loading, texts, secretsOptional: true });
  return { ...input, adopting: { into, api: tenant.api, preview } };
}

const createWatchFormatProblem = (format: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `--watch does not support --format ${format}, which describes a single comparison`,
  expected: '--format text or --format json',
});
