import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { DriftFormat } from '../../reporter/report-formats.ts';
import type { DefinitionOptions, TenantOptions } from '../commands/common-options.ts';
import type { CacheOptions, EventOptions } from '../commands/drift-options.ts';
import { computeDrift } from '../compute-drift.ts';
import { emitDriftEvents } from '../events/emit-events.ts';
import { type CommandRun, runWithEvents } from '../events/run-with-events.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { loadDefinition } from '../load-with-options.ts';
import { type NotifyOptions, notifyWebhook, resolveWebhookTarget } from '../notify/notify-webhook.ts';
import { openTenant } from '../open-tenant.ts';
import { createProgress } from '../progress-line.ts';
import { readTenant } from '../read-tenant.ts';
import { renderDrift } from '../render-documents.ts';
import { type AcceptOptions, acceptDrift, reportFailure } from '../taking/accept-drift.ts';
import { checkAcceptUsage } from '../taking/accept-usage.ts';
import type { Terminal } from '../terminal.ts';
import { startWatch, type WatchOptions } from '../watch/start-watch.ts';

export interface DriftOptions
  extends DefinitionOptions,
    TenantOptions,
    CacheOptions,
    EventOptions,
    NotifyOptions,
    WatchOptions,
    MarkdownOptions,
    AcceptOptions {
  readonly format: DriftFormat;
}

/** What the tenant has that the definition does not say, and the reverse. Only reads. */
export const runDriftCommand = (files: readonly string[], options: DriftOptions, terminal: Terminal): Promise<ExitCode> =>
  runWithEvents('drift', { files, file: options.events, terminal }, (run) => compareAndReport(files, options, run));

async function compareAndReport(files: readonly string[], options: DriftOptions, run: CommandRun): Promise<ExitCode> {
  const { terminal, events } = run;
  const target = resolveWebhookTarget(options);
  if (!target.ok) return reportFailure([target.error], terminal);
  if (options.watch && options.format !== 'text' && options.format !== 'json')
    return reportFailure([createWatchFormatProblem(options.format)], terminal);
  const conflict = checkAcceptUsage(options);
  if (conflict) return reportFailure([conflict], terminal);
  const loaded = await loadDefinition(files, options);
  const tenant = loaded.ok ? await openTenant(options, createProgress(terminal), run.id) : loaded;
  if (!loaded.ok || !tenant.ok) return reportFailure(tenant.ok ? [] : tenant.error, terminal);
  try {
    await terminal.reportProblems(loaded.value.warnings);
    if (options.watch)
      return await startWatch({ loaded: loaded.value, files, tenant: tenant.value, options, target: target.value, run });
    const read = await readTenant(loaded.value, tenant.value, options, run);
    if (!read.ok) return await reportFailure(read.error, terminal);
    const found = await computeDrift({ loaded: loaded.value, files, ...read.value, api: tenant.value.api });
    if (!found.ok) return await reportFailure(found.error, terminal);
    emitDriftEvents(events, found.value);
    terminal.print(await renderDrift(found.value, options.format, terminal, options));
    if (options.accept !== undefined)
      return await acceptDrift({
        loaded: loaded.value,
        files,
        snapshot: read.value.snapshot,
        reload: (texts) => loadDefinition(files, options, false, undefined, texts),
        drift: found.value,
        only: options.accept,
        includeUnapplied: options.includeUnapplied ?? false,
        ...(options.into === undefined
          ? {}
          : {
              adopting: {
                into: options.into,
                api: tenant.value.api,
                preview: (texts) => loadDefinition(files, options, true, undefined, texts),
              },
            }),
        terminal,
      });
    if (found.value.entries.length === 0) return EXIT.ok;
    const notifyProblem = target.value && (await notifyWebhook(target.value, found.value));
    if (notifyProblem) await terminal.reportProblems([notifyProblem]);
    return EXIT.differs;
  } finally {
    await tenant.value.close();
  }
}

const createWatchFormatProblem = (format: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `--watch tells many times what --format ${format} can tell once`,
  expected: '--format text or --format json',
});
