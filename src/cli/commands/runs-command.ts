import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { isOutcomeUnknown, type OperationStatus } from '../../model/plan/result.ts';
import { formatCount } from '../../model/wording.ts';
import type { ResultFormat } from '../../reporter/report-formats.ts';
import { formatTally } from '../../reporter/view/result-tally.ts';
import { type PruneResult, pruneRuns } from '../../workflows/runs/prune-runs.ts';
import { type RunRecord, readRun, readRunResult } from '../../workflows/runs/read-run.ts';
import { findStoredRunId, listRunIds, parseRunStart } from '../../workflows/runs/run-folder.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { renderResult } from '../output/render-documents.ts';
import type { Terminal } from '../output/terminal.ts';

export interface RunsOptions {
  readonly format: ResultFormat;
  /** Remove old runs. */
  readonly prune?: boolean;
  /** With `prune`: how many of the last runs to keep. */
  readonly keep?: number;
}

/** Lists the applies that were run here, shows one, or removes old ones. */
export async function runRunsCommand(run: string | undefined, options: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const { prune = false, keep } = options;
  if ((prune && run !== undefined) || (!prune && keep !== undefined)) return reportWrongUsage(terminal);
  if (prune) return pruneOldRuns(options, terminal);
  return run === undefined ? listRuns(options, terminal) : showRun(run, options, terminal);
}

async function reportWrongUsage(terminal: Terminal): Promise<ExitCode> {
  const expected = 'tenon runs, tenon runs RUN, or tenon runs --prune [--keep N]';
  await terminal.reportProblems([
    { code: 'usage', severity: 'error', message: '--keep needs --prune, and --prune takes no run id', expected },
  ]);
  return EXIT.error;
}

async function pruneOldRuns({ format, keep }: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const { problems, ...pruned } = pruneRuns(new Date(), keep);
  await terminal.reportProblems(problems);
  terminal.print(format === 'json' ? `${toPrintableJson(pruned, 2)}\n` : formatPruneResult(pruned));
  return problems.length > 0 ? EXIT.error : EXIT.ok;
}

function formatPruneResult({ removed, freed, kept }: Omit<PruneResult, 'problems'>): string {
  const rest = `${formatCount(kept, 'run is', 'runs are')} kept.`;
  if (removed.length === 0) return `Nothing to remove. ${rest}`;
  const lines = removed.map(({ run, bytes }) => `${run}  ${formatSize(bytes)}`);
  return [...lines, '', `Removed ${removed.length}; ${formatSize(freed)} freed. ${rest}`].join('\n');
}

const formatSize = (bytes: number): string =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

async function showRun(id: string, { format }: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const known = findStoredRunId(id);
  const record = known.ok ? readRun(known.value) : known;
  const result = record.ok ? await readRunResult(record.value, process.env) : record;
  if (!result.ok) {
    await terminal.reportProblems([result.error]);
    return EXIT.error;
  }
  terminal.print(await renderResult(result.value, format, terminal));
  return EXIT.ok;
}

/** A run in one line of the list. */
interface RunRow {
  readonly run: string;
  readonly began: string;
  readonly tenant: string;
  readonly outcome: 'complete' | 'incomplete' | 'cut short' | 'refused';
  readonly done: number;
  readonly failed: number;
  /** In progress when the run was interrupted, or without an answer: it is unknown whether they were carried out. */
  readonly open: number;
  readonly notStarted: number;
  readonly resumes?: string;
}

async function listRuns({ format }: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const records = listRunIds().map(readRun);
  await terminal.reportProblems(
    records.flatMap((record) => (record.ok ? [] : [{ ...record.error, severity: 'warning' as const }])),
  );
  const rows = records.flatMap((record) => (record.ok ? [toRunRow(record.value)] : []));
  terminal.print(format === 'json' ? `${toPrintableJson(rows, 2)}\n` : formatRunTable(rows));
  return EXIT.ok;
}

function toRunRow({ run, header, operations, result }: RunRecord): RunRow {
  const states = [...operations.values()];
  const countEnded = (status: OperationStatus): number =>
    states.filter((operation) => operation.state === 'ended' && operation.result.status === status).length;
  const lost = result?.operations.filter(isOutcomeUnknown).length ?? 0;
  const [done, failed] = [countEnded('done'), countEnded('failed') - lost];
  const open = states.filter(({ state }) => state === 'begun').length + lost;
  const notStarted = header.operations - done - failed - open;
  const outcome = result?.refused ? 'refused' : !result ? 'cut short' : done === header.operations ? 'complete' : 'incomplete';
  const { tenant, resumes } = header;
  const began = parseRunStart(run).toISOString();
  return { run, began, tenant, outcome, done, failed, open, notStarted, ...omitUndefined({ resumes }) };
}

function formatRunTable(rows: readonly RunRow[]): string {
  if (rows.length === 0) return 'No runs yet: tenon apply records one in .tenon/runs.';
  const widest = Math.max(...rows.map(({ tenant }) => tenant.length));
  const lines = rows.map((row) =>
    [row.run, row.began.slice(0, 19).replace('T', ' '), row.tenant.padEnd(widest), formatRunOutcome(row)].join('  '),
  );
  const [newest] = rows;
  const resume = newest?.outcome === 'cut short' ? [`Resume the interrupted run: tenon apply --resume ${newest.run}`] : [];
  return [...lines, '', ...resume, 'Show a run: tenon runs RUN. Roll it back: tenon rollback RUN.'].join('\n');
}

function formatRunOutcome({ outcome, done, failed, open, notStarted, resumes }: RunRow): string {
  if (outcome === 'refused') return 'refused; nothing changed';
  const tally = formatTally({ done, failed, unknown: open, notStarted });
  return `${outcome === 'cut short' ? 'interrupted: ' : ''}${tally}${resumes === undefined ? '' : `; resumed ${resumes}`}`;
}
