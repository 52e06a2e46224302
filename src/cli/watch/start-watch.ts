import type { Loaded } from '../../loader/load-definition.ts';
import { systemClock } from '../../management-api/client-clock.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { CacheOptions } from '../commands/drift-options.ts';
import { emitDriftEvents } from '../events/emit-events.ts';
import type { CommandRun } from '../events/run-with-events.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { notifyWebhook } from '../notify/notify-webhook.ts';
import type { WebhookTarget } from '../notify/webhook-target.ts';
import type { TenantConnection } from '../open-tenant.ts';
import { createProgress } from '../progress-line.ts';
import { openTenantCache } from '../read-tenant.ts';
import type { Terminal } from '../terminal.ts';
import type { DriftDelta } from './drift-delta.ts';
import { watchDrift } from './watch-drift.ts';

export interface WatchOptions {
  readonly watch?: boolean;
  /** Seconds. */
  readonly interval: number;
}

interface StartWatchInput {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly tenant: TenantConnection;
  readonly options: CacheOptions & WatchOptions & { readonly format: string };
  readonly target: WebhookTarget | undefined;
  readonly run: CommandRun;
}

/** Watches until somebody ends it: then what was last found decides the exit code. A second Ctrl-C ends it at once. */
export async function startWatch({ loaded, files, tenant, options, target, run }: StartWatchInput): Promise<ExitCode> {
  const { terminal, events } = run;
  const { cacheSecret: secret } = tenant;
  const drawer = options.cache !== undefined && secret !== undefined ? { folder: options.cache, secret } : undefined;
  const cache = await openTenantCache(tenant, options, drawer);
  const problem = cache.ok ? cache.value.problem : cache.error;
  if (!cache.ok || problem) {
    await terminal.reportProblems(problem ? [problem] : []);
    return EXIT.error;
  }
  terminal.printMessage(`watching: one request every ${options.interval} s; Ctrl-C ends it`);
  const signals = listenForSignals();
  try {
    return await watchDrift({
      loaded,
      files,
      cache: cache.value,
      api: tenant.api,
      clock: systemClock,
      intervalMs: Math.max(1, options.interval) * 1000,
      signal: signals.signal,
      progress: createProgress(terminal),
      onProblems: (problems) => terminal.reportProblems(problems),
      onChange: async (delta) => {
        emitDriftEvents(events, delta.added);
        terminal.print(await formatDriftChange(delta, options.format, terminal));
        const isQuiet = delta.first && delta.now.entries.length === 0;
        const notifyProblem = target && !isQuiet ? await notifyWebhook(target, delta.now) : undefined;
        if (notifyProblem) await terminal.reportProblems([notifyProblem]);
      },
    });
  } finally {
    signals.forget();
  }
}

/** JSON: the whole drift on one line each time. Text: all of it at first, and then what is new. */
async function formatDriftChange(delta: DriftDelta, format: string, { colour, width }: Terminal): Promise<string> {
  if (format === 'json') return toPrintableJson(delta.now);
  const options = { colour, width };
  if (delta.first) return (await import('../../reporter/text/drift/text-drift.ts')).driftText(delta.now, options);
  return (await import('../../reporter/text/drift/text-drift-update.ts')).renderDriftUpdate(
    delta,
    new Date().toISOString(),
    options,
  );
}

function listenForSignals(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const handleSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', handleSignal);
  process.on('SIGTERM', handleSignal);
  const forget = (): void => {
    process.off('SIGINT', handleSignal);
    process.off('SIGTERM', handleSignal);
  };
  return { signal: controller.signal, forget };
}
