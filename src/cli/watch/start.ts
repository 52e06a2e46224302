import type { Loaded } from '../../loader/load.ts';
import { systemClock } from '../../management-api/clock.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import { openCacheOf } from '../caching.ts';
import type { CacheOptions } from '../commands/drift-options.ts';
import { tellDrift } from '../events/tell.ts';
import type { Run } from '../events/with-events.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { notified } from '../notify/notify.ts';
import type { Target } from '../notify/target.ts';
import { progressOn } from '../progress.ts';
import type { Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import type { Delta } from './delta.ts';
import { watch } from './watch.ts';

export interface WatchOptions {
  readonly watch?: boolean;
  /** Seconds. */
  readonly interval: number;
}

interface Starting {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly tenant: Tenant;
  readonly options: CacheOptions & WatchOptions & { readonly format: string };
  readonly target: Target | undefined;
  readonly run: Run;
}

/** Watches until somebody ends it: then what was last found decides the exit code. A second Ctrl-C ends it at once. */
export async function startWatch({ loaded, files, tenant, options, target, run }: Starting): Promise<ExitCode> {
  const { terminal, events } = run;
  const { cacheSecret: secret } = tenant;
  const drawer = options.cache !== undefined && secret !== undefined ? { folder: options.cache, secret } : undefined;
  const cache = await openCacheOf(tenant, options, drawer);
  const problem = cache.ok ? cache.value.problem : cache.error;
  if (!cache.ok || problem) {
    await terminal.problems(problem ? [problem] : []);
    return EXIT.error;
  }
  terminal.tell(`watching: one request every ${options.interval} s; Ctrl-C ends it`);
  const ending = endedBySignals();
  try {
    return await watch({
      loaded,
      files,
      cache: cache.value,
      api: tenant.api,
      clock: systemClock,
      intervalMs: Math.max(1, options.interval) * 1000,
      signal: ending.signal,
      progress: progressOn(terminal),
      onProblems: (problems) => terminal.problems(problems),
      onChange: async (delta) => {
        tellDrift(events, delta.added);
        terminal.print(await changeText(delta, options.format, terminal));
        const quiet = delta.first && delta.now.entries.length === 0;
        const untold = target && !quiet ? await notified(target, delta.now) : undefined;
        if (untold) await terminal.problems([untold]);
      },
    });
  } finally {
    ending.forget();
  }
}

/** JSON: the whole drift on one line each time. Text: all of it at first, and then what is new. */
async function changeText(delta: Delta, format: string, { colour, width }: Terminal): Promise<string> {
  if (format === 'json') return printableJson(delta.now);
  const options = { colour, width };
  if (delta.first) return (await import('../../reporter/text/drift/drift.ts')).driftText(delta.now, options);
  return (await import('../../reporter/text/drift/drift-news.ts')).driftNews(delta, new Date().toISOString(), options);
}

function endedBySignals(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const end = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const forget = (): void => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
  return { signal: controller.signal, forget };
}
