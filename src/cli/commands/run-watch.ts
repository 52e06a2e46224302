import type { Loaded } from '../../loader/load-definition.ts';
import { systemClock } from '../../management-api/client-clock.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { DriftDelta } from '../../workflows/drift/drift-delta.ts';
import { notifyWebhook } from '../../workflows/drift/notify-webhook.ts';
import { watchDrift } from '../../workflows/drift/watch-drift.ts';
import type { WebhookTarget } from '../../workflows/drift/webhook-target.ts';
import { emitDriftEvents } from '../../workflows/events/emit-events.ts';
import type { TenantConnection } from '../../workflows/tenant/open-tenant.ts';
import { type CacheOptions, openTenantCache } from '../../workflows/tenant/read-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { CommandRun } from '../output/run-with-events.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';

export interface WatchFlags {
  readonly watch?: boolean;
  /** Seconds. */
  readonly interval: number;
}

interface WatchSubject {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly tenant: TenantConnection;
  readonly flags: CacheOptions & WatchFlags & { readonly format: string };
  readonly target: WebhookTarget | undefined;
}

/** Watches until interrupted. The exit code says whether there was drift at the end. A second Ctrl-C stops immediately. */
export async function runWatch({ loaded, files, tenant, flags, target }: WatchSubject, run: CommandRun): Promise<ExitCode> {
  const { terminal, ports } = run;
  const { cacheSecret: secret } = tenant;
  const location = flags.cache !== undefined && secret !== undefined ? { folder: flags.cache, secret } : undefined;
  const cache = await openTenantCache(tenant, flags, ports, location);
  const problem = cache.ok ? cache.value.problem : cache.error;
  if (!cache.ok || problem) return reportFailure(problem ? [problem] : [], terminal);
  terminal.printMessage(`watching: one request every ${flags.interval} s; press Ctrl-C to stop`);
  const signals = listenForSignals();
  try {
    const watched = await watchDrift(
      {
        loaded,
        files,
        cache: cache.value,
        api: tenant.api,
        clock: systemClock,
        intervalMs: Math.max(1, flags.interval) * 1000,
        signal: signals.signal,
        onChange: (delta) => reportDelta(delta, flags.format, target, run),
      },
      ports,
    );
    if (!watched.ok) return await reportFailure(watched.error, terminal);
    return watched.value.entries.length > 0 ? EXIT.differs : EXIT.ok;
  } finally {
    signals.stop();
  }
}

async function reportDelta(
  delta: DriftDelta,
  format: string,
  target: WebhookTarget | undefined,
  { terminal, ports }: CommandRun,
): Promise<void> {
  emitDriftEvents(ports.events, delta.added);
  terminal.print(await formatDriftChange(delta, format, terminal));
  const isQuiet = delta.first && delta.now.entries.length === 0;
  const notDelivered = target && !isQuiet ? await notifyWebhook(target, delta.now, terminal.redact) : undefined;
  if (notDelivered) await terminal.reportProblems([notDelivered]);
}

/** Formats drift. JSON: all drift, on one line each time. Text: all drift the first time, then only what has changed. */
async function formatDriftChange(delta: DriftDelta, format: string, { colour, width }: Terminal): Promise<string> {
  if (format === 'json') return toPrintableJson(delta.now);
  const options = { colour, width };
  if (delta.first) return (await import('../../reporter/text/drift/text-drift.ts')).renderDriftText(delta.now, options);
  const { renderDriftUpdate } = await import('../../reporter/text/drift/text-drift-update.ts');
  return renderDriftUpdate(delta, new Date().toISOString(), options);
}

function listenForSignals(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const handleSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', handleSignal);
  process.on('SIGTERM', handleSignal);
  const stop = (): void => {
    process.off('SIGINT', handleSignal);
    process.off('SIGTERM', handleSignal);
  };
  return { signal: controller.signal, stop };
}
