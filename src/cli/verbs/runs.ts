import { printableJson } from '../../model/printable-json.ts';
import type { OperationStatus } from '../../model/result.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type ResultFormat, renderResult } from '../render.ts';
import { beganAt, knownRun, runIds } from '../runs/folder.ts';
import { type RunRecord, readRun, resultOfRun } from '../runs/read.ts';
import type { Terminal } from '../terminal.ts';

export interface RunsOptions {
  readonly format: ResultFormat;
}

/** Lists the applies that were run here, or tells one. */
export const runs = (run: string | undefined, options: RunsOptions, terminal: Terminal): Promise<ExitCode> =>
  run === undefined ? list(options, terminal) : one(run, options, terminal);

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
  /** Under way when the run was cut short. */
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
  const [done, failed] = [ended('done'), ended('failed')];
  const open = states.filter(({ state }) => state === 'begun').length;
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
  return [...lines, '', 'tenon runs RUN tells one; tenon rollback RUN plans the way back.'].join('\n');
}

function outcomeText({ outcome, done, failed, open, notStarted, resumes }: Row): string {
  if (outcome === 'refused') return 'refused; nothing was changed';
  const counts = [`${done} done`, `${failed} failed`, `${open} under way`, `${notStarted} not started`];
  const told = counts.filter((count, index) => index === 0 || !count.startsWith('0 ')).join(', ');
  return `${outcome === 'cut short' ? 'cut short: ' : ''}${told}${resumes === undefined ? '' : `; went on with ${resumes}`}`;
}
