import { printableJson } from '../../model/json/printable-json.ts';
import { isOutcomeUnknown, type OperationStatus } from '../../model/plan/result.ts';
import { tallyText } from '../../reporter/view/tally.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type ResultFormat, renderResult } from '../render.ts';
import { beganAt, knownRun, runIds } from '../runs/folder.ts';
import { type Pruned, pruneRuns } from '../runs/prune.ts';
import { type RunRecord, readRun, resultOfRun } from '../runs/read.ts';
import type { Terminal } from '../terminal.ts';

export interface RunsOptions {
  readonly format: ResultFormat;
  /** Remove what is not kept. */
  readonly prune?: boolean;
  /** How many of the last runs a prune keeps, and no others. */
  readonly keep?: number;
}

/** Lists the applies that were run here, shows one, or removes old ones. */
export async function runs(run: string | undefined, options: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const { prune = false, keep } = options;
  if ((prune && run !== undefined) || (!prune && keep !== undefined)) return wrongUsage(terminal);
  if (prune) return removeOld(options, terminal);
  return run === undefined ? list(options, terminal) : one(run, options, terminal);
}

async function wrongUsage(terminal: Terminal): Promise<ExitCode> {
  const expected = 'tenon runs, tenon runs RUN, or tenon runs --prune [--keep N]';
  await terminal.problems([
    { code: 'usage', severity: 'error', message: '--keep needs --prune, and --prune takes no run', expected },
  ]);
  return EXIT.error;
}

async function removeOld({ format, keep }: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const { problems, ...pruned } = pruneRuns(new Date(), keep);
  await terminal.problems(problems);
  terminal.print(format === 'json' ? `${printableJson(pruned, 2)}\n` : prunedText(pruned));
  return problems.length > 0 ? EXIT.error : EXIT.ok;
}

function prunedText({ removed, freed, kept }: Omit<Pruned, 'problems'>): string {
  const rest = `${kept} ${kept === 1 ? 'run is' : 'runs are'} kept.`;
  if (removed.length === 0) return `Nothing to remove. ${rest}`;
  const lines = removed.map(({ run, bytes }) => `${run}  ${sizeText(bytes)}`);
  return [...lines, '', `Removed ${removed.length}; ${sizeText(freed)} freed. ${rest}`].join('\n');
}

const sizeText = (bytes: number): string =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

async function one(id: string, { format }: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const known = knownRun(id);
  const record = known.ok ? readRun(known.value) : known;
  const result = record.ok ? await resultOfRun(record.value) : record;
  if (!result.ok) {
    await terminal.problems([result.error]);
    return EXIT.error;
  }
  terminal.print(await renderResult(result.value, format, terminal));
  return EXIT.ok;
}

/** A run in one line of the list. */
interface Row {
  readonly run: string;
  readonly began: string;
  readonly tenant: string;
  readonly outcome: 'complete' | 'incomplete' | 'cut short' | 'refused';
  readonly done: number;
  readonly failed: number;
  /** Under way when the run was cut short, or an answer was lost: whether it was carried out is not known. */
  readonly open: number;
  readonly notStarted: number;
  readonly resumes?: string;
}

async function list({ format }: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const records = runIds().map(readRun);
  await terminal.problems(records.flatMap((record) => (record.ok ? [] : [{ ...record.error, severity: 'warning' as const }])));
  const rows = records.flatMap((record) => (record.ok ? [rowOf(record.value)] : []));
  terminal.print(format === 'json' ? `${printableJson(rows, 2)}\n` : table(rows));
  return EXIT.ok;
}

function rowOf({ run, header, operations, result }: RunRecord): Row {
  const states = [...operations.values()];
  const ended = (status: OperationStatus): number =>
    states.filter((one) => one.state === 'ended' && one.result.status === status).length;
  const lost = result?.operations.filter(isOutcomeUnknown).length ?? 0;
  const [done, failed] = [ended('done'), ended('failed') - lost];
  const open = states.filter(({ state }) => state === 'begun').length + lost;
  const notStarted = header.operations - done - failed - open;
  const outcome = result?.refused ? 'refused' : !result ? 'cut short' : done === header.operations ? 'complete' : 'incomplete';
  const { tenant, resumes } = header;
  const began = beganAt(run).toISOString();
  return { run, began, tenant, outcome, done, failed, open, notStarted, ...(resumes === undefined ? {} : { resumes }) };
}

function table(rows: readonly Row[]): string {
  if (rows.length === 0) return 'No runs yet: tenon apply leaves one each in .tenon/runs.';
  const widest = Math.max(...rows.map(({ tenant }) => tenant.length));
  const lines = rows.map((row) =>
    [row.run, row.began.slice(0, 19).replace('T', ' '), row.tenant.padEnd(widest), outcomeText(row)].join('  '),
  );
  return [...lines, '', 'Show one: tenon runs RUN. Plan a rollback: tenon rollback RUN.'].join('\n');
}

function outcomeText({ outcome, done, failed, open, notStarted, resumes }: Row): string {
  if (outcome === 'refused') return 'refused; nothing was changed';
  const tally = tallyText({ done, failed, unknown: open, notStarted });
  return `${outcome === 'cut short' ? 'cut short: ' : ''}${tally}${resumes === undefined ? '' : `; went on with ${resumes}`}`;
}
