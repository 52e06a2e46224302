import { runRunsCommand } from '../../src/cli/commands/runs-command.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { createApplyPorts, reportApply } from '../../src/cli/output/apply-output.ts';
import type { Terminal } from '../../src/cli/output/terminal.ts';
import { VERSION } from '../../src/disk/version.ts';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import type { LimitedApi } from '../../src/management-api/management-api.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { applyPlanned } from '../../src/workflows/apply/apply-planned.ts';
import { loadFiles } from '../../src/workflows/definition/load-files.ts';
import { fetchDeclaredSnapshot, planWithCosts } from '../../src/workflows/plan/plan-definition.ts';
import { createPorts } from '../../src/workflows/ports.ts';
import { createRunId } from '../../src/workflows/runs/run-id.ts';
import { type FaultyTenant, readAccess } from './faulty-tenant.ts';

/** What somebody sees of a run who has its exit code, its output and its folder. */
export interface ProgramRun {
  /** Null: killed. */
  readonly code: number | null;
  readonly result?: Result;
  readonly problems: string;
  /** What the tenant does not have, or does not show to us. */
  readonly unavailable?: string;
}

const FLAGS = { format: 'json', yes: true } as const;
const PORTS = { now: () => new Date() };
const PLANNING = { allow: ['user-loss'] } as const;
/** The program waits half a minute for an answer that hangs; a case need not. */
export const SHORT_TIMEOUT_MS = 5000;

interface CapturedTerminal {
  readonly terminal: Terminal;
  readonly printed: string[];
  readonly problems: Problem[];
}

function createCapturedTerminal(): CapturedTerminal {
  const printed: string[] = [];
  const problems: Problem[] = [];
  const terminal: Terminal = {
    print: (text) => void printed.push(text),
    printMessage: () => undefined,
    reportProblems: async (more) => void problems.push(...more),
    colour: false,
    errorColour: false,
    width: 100,
    interactive: false,
    redact: (text) => text,
  };
  return { terminal, printed, problems };
}

/** `tenon apply FILE… --yes --format json` in this process: all of it behind the flags, with a client that may give up on an answer earlier. */
export async function applyHere(files: readonly string[], place: FaultyTenant, timeoutMs?: number): Promise<ProgramRun> {
  const captured = createCapturedTerminal();
  const id = createRunId();
  const timeout = timeoutMs === undefined ? {} : { timeoutMs };
  const api = createManagementApi({
    ...readAccess(place.buildEnvironment(place.proxy.url)),
    runId: id,
    toolVersion: VERSION,
    ...timeout,
  });
  try {
    const code = await planAndApply(files, api, id, captured);
    return addReason(
      parseRun(code, captured.printed.join(''), captured.problems.map(formatProblem).join('; ')),
      captured.problems,
    );
  } finally {
    await api.close();
  }
}

const formatProblem = ({ code, message }: Problem): string => `${code}: ${message}`;

async function planAndApply(files: readonly string[], api: LimitedApi, id: string, captured: CapturedTerminal): Promise<number> {
  const { terminal, problems } = captured;
  const refuse = (more: readonly Problem[]): number => {
    problems.push(...more);
    return EXIT.error;
  };
  const ports = createPorts({ runId: id, report: terminal.reportProblems });
  const loaded = await loadFiles(files);
  if (!loaded.ok) return refuse(loaded.error);
  const snapshot = await fetchDeclaredSnapshot(loaded.value, api, ports);
  if (!snapshot.ok) return refuse(snapshot.error);
  const plan = await planWithCosts(loaded.value, snapshot.value, api, PORTS, PLANNING);
  if (!plan.ok) return refuse(plan.error);
  const tenant = { api, runId: id, close: () => api.close() };
  const setting = { loaded: loaded.value, files, tenant };
  return reportApply(await applyPlanned(plan.value, setting, {}, createApplyPorts({ ports, terminal }, FLAGS)), 'json', terminal);
}

export function parseRun(code: number | null, stdout: string, problems: string): ProgramRun {
  if (stdout === '') return { code, problems };
  const result: Result = JSON.parse(stdout);
  const problemTexts = [
    ...(result.refused ?? []).map(formatProblem),
    ...result.operations.flatMap((one) => one.problems.map((each) => `${one.id}: ${formatProblem(each)}`)),
  ];
  return { code, result, problems: [problems, ...problemTexts].filter(Boolean).join('; ') };
}

const REFUSALS: readonly (number | undefined)[] = [402, 403, 404, 501];

function addReason(run: ProgramRun, problems: readonly Problem[]): ProgramRun {
  const all = [...problems, ...(run.result?.refused ?? []), ...(run.result?.operations ?? []).flatMap((one) => one.problems)];
  const refused = all.find(
    ({ code, place }) =>
      code === 'scope-missing' || code === 'subscription-lacks' || (place?.kind === 'request' && REFUSALS.includes(place.status)),
  );
  return refused ? { ...run, unavailable: formatProblem(refused) } : run;
}

/** What a plan of these files would still change. Only reads. */
export async function planHere(files: readonly string[], { reader }: FaultyTenant): Promise<readonly Operation[]> {
  const loaded = await loadFiles(files);
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('; '));
  const snapshot = await fetchDeclaredSnapshot(loaded.value, reader, createPorts());
  if (!snapshot.ok) throw new Error(snapshot.error.map(formatProblem).join('; '));
  const plan = await planWithCosts(loaded.value, snapshot.value, reader, PORTS, PLANNING);
  if (!plan.ok) throw new Error(plan.error.map(formatProblem).join('; '));
  return listChanges(plan.value);
}

/** `tenon runs RUN --format json`. */
export async function showRunHere(run: string): Promise<ProgramRun> {
  const captured = createCapturedTerminal();
  const code = await runRunsCommand(run, { format: 'json' }, captured.terminal);
  return parseRun(code, captured.printed.join(''), captured.problems.map(formatProblem).join('; '));
}
