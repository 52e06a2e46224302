import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type ExpressionContext, shouldRun, substituteExpressions } from './expression.ts';

/** The repository, as a runner checks an action out. */
const ACTION = fileURLToPath(new URL('../../', import.meta.url));

export interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const readAction = (): Action => parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'));

export interface Job {
  readonly workspace: string;
  readonly with: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly event: object;
  readonly apiUrl: string;
  readonly token: string;
}

export interface JobResult {
  /** `success` or `failure`, and of each step by name; steps that were not run are missing. */
  readonly conclusion: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: string;
}

/** Runs the steps of action.yml one after another as a runner does: real shells, the runner's files, its rules for `if`. */
export async function runAction(job: Job): Promise<JobResult> {
  const { inputs, outputs, runs: body } = readAction();
  for (const name of Object.keys(job.with)) if (!inputs[name]) throw new Error(`the action has no input ${name}`);
  const temp = mkdtempSync(join(tmpdir(), 'tenon-runner-'));
  const github = { token: job.token };
  const start: ExpressionContext = { inputs: {}, github, steps: {}, failed: false };
  const given = Object.entries(inputs).map(([name, { default: value = '' }]) => [
    name,
    job.with[name] ?? substituteExpressions(value, start),
  ]);
  let context: ExpressionContext = { ...start, inputs: Object.fromEntries(given) };
  const done: Record<string, string> = {};
  let [summary, log] = ['', ''];
  for (const [index, step] of body.steps.entries()) {
    if (!shouldRun(step.if, context)) continue;
    const ran = await runStep(step, context, job, join(temp, `${index}`));
    done[step.name] = ran.code === 0 ? 'success' : 'failure';
    summary += ran.summary;
    log += ran.log;
    const steps = step.id === undefined ? context.steps : { ...context.steps, [step.id]: ran.outputs };
    context = { ...context, steps, failed: context.failed || ran.code !== 0 };
  }
  const told = Object.entries(outputs).map(([name, { value }]) => [name, substituteExpressions(value, context)]);
  return { conclusion: context.failed ? 'failure' : 'success', steps: done, outputs: Object.fromEntries(told), summary, log };
}

interface StepResult {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: string;
}

async function runStep(step: Step, context: ExpressionContext, job: Job, folder: string): Promise<StepResult> {
  if (step.shell !== 'bash') throw new Error(`no shell ${step.shell}`);
  mkdirSync(join(folder, 'temp'), { recursive: true });
  const writeJobFile = (name: string, text = ''): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const files = {
    GITHUB_OUTPUT: writeJobFile('output'),
    GITHUB_STEP_SUMMARY: writeJobFile('summary'),
    GITHUB_EVENT_PATH: writeJobFile('event.json', JSON.stringify(job.event)),
  };
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, substituteExpressions(value, context)]);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    ...job.env,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: ACTION,
    GITHUB_WORKSPACE: job.workspace,
    GITHUB_REPOSITORY: 'acme/tenant',
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_RUN_ID: '4711',
    GITHUB_API_URL: job.apiUrl,
    RUNNER_TEMP: join(folder, '..', 'temp'),
    ...files,
    ...Object.fromEntries(own),
  };
  // A default shell's command line, as the runner has it.
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', writeJobFile('script.sh', substituteExpressions(step.run, context))];
  const child = spawn('bash', args, { cwd: job.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    code,
    outputs: parseOutputs(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    log: Buffer.concat(chunks).toString(),
  };
}

/** `name=value`, or `name<<END`, lines, `END`. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n');
  const outputs: Record<string, string> = {};
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name = '', sign, rest = ''] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    if (sign === '=') outputs[name] = rest;
    if (sign !== '<<') continue;
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`output ${name} has no end`);
    outputs[name] = lines.splice(0, end).join('\n');
    lines.shift();
  }
  return outputs;
}
