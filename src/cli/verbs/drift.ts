import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/report.ts';
import { readTenant } from '../caching.ts';
import type { CacheOptions, EventOptions } from '../commands/drift-options.ts';
import type { DefinitionOptions, TenantOptions } from '../commands/options.ts';
import { loadDefinition } from '../definition.ts';
import { driftFor } from '../drifting.ts';
import { tellDrift } from '../events/tell.ts';
import { type Run, withEvents } from '../events/with-events.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type NotifyOptions, notified, notifyTarget } from '../notify/notify.ts';
import { progressOn } from '../progress.ts';
import { type DriftFormat, renderDrift } from '../render.ts';
import { type AcceptOptions, acceptDrift, fail } from '../taking/accept.ts';
import { acceptClash } from '../taking/usage.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import { startWatch, type WatchOptions } from '../watch/start.ts';

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
export const drift = (files: readonly string[], options: DriftOptions, terminal: Terminal): Promise<ExitCode> =>
  withEvents('drift', { files, file: options.events, terminal }, (run) => compared(files, options, run));

async function compared(files: readonly string[], options: DriftOptions, run: Run): Promise<ExitCode> {
  const { terminal, events } = run;
  const target = notifyTarget(options);
  if (!target.ok) return fail([target.error], terminal);
  if (options.watch && options.format !== 'text' && options.format !== 'json') return fail([onlyOnce(options.format)], terminal);
  const clash = acceptClash(options);
  if (clash) return fail([clash], terminal);
  const loaded = await loadDefinition(files, options);
  const tenant = loaded.ok ? await openTenant(options, progressOn(terminal), run.id) : loaded;
  if (!loaded.ok || !tenant.ok) return fail(tenant.ok ? [] : tenant.error, terminal);
  try {
    await terminal.problems(loaded.value.warnings);
    if (options.watch)
      return await startWatch({ loaded: loaded.value, files, tenant: tenant.value, options, target: target.value, run });
    const read = await readTenant(loaded.value, tenant.value, options, run);
    if (!read.ok) return await fail(read.error, terminal);
    const found = await driftFor({ loaded: loaded.value, files, ...read.value, api: tenant.value.api });
    if (!found.ok) return await fail(found.error, terminal);
    tellDrift(events, found.value);
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
    const untold = target.value && (await notified(target.value, found.value));
    if (untold) await terminal.problems([untold]);
    return EXIT.differs;
  } finally {
    await tenant.value.close();
  }
}

const onlyOnce = (format: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `--watch tells many times what --format ${format} can tell once`,
  expected: '--format text or --format json',
});
