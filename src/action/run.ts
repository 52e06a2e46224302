import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../cli/exit.ts';
import { addSummary, type Environment, quoted, setOutputs } from './commands.ts';
import { type Counts, driftCounts, planCounts, resultCounts } from './counts.ts';
import type { Done } from './done.ts';
import { type Forms, formsOf, formsOfFailure } from './forms.ts';
import type { Command, Inputs } from './inputs.ts';
import { type Tenon, tenonIn } from './tenon.ts';

const NOTHING: Counts = { changes: 0, destructive: 0 };

const COMMANDS: Readonly<Record<Command, (inputs: Inputs, tenon: Tenon) => Promise<Done>>> = { plan, apply, drift };

/** Runs tenon; whatever comes of it stands in the log, the summary and the outputs before the step ends. */
export async function runCommand(inputs: Inputs, env: Environment): Promise<number> {
  const tenon = tenonIn(inputs);
  mkdirSync(inputs.reports, { recursive: true });
  const done = await COMMANDS[inputs.command](inputs, tenon);
  const { ran, document, counts } = done;
  const forms = await (document === undefined
    ? formsOfFailure(inputs, ran, tenon)
    : formsOf(inputs, { document, ran, counts, tenon, env }));
  console.log(quoted(ran.stderr + forms.text));
  if (forms.annotations !== '') console.log(forms.annotations);
  addSummary(env, forms.summary);
  setOutputs(env, { ...counts, 'exit-code': ran.code, ...kept(inputs, done, forms) });
  // Where an issue tells of drift, the job has done what it is there for.
  return inputs.command === 'drift' && inputs.issue && ran.code === EXIT.differs ? EXIT.ok : ran.code;
}

async function plan({ files, vars, args, planFile }: Inputs, tenon: Tenon): Promise<Done> {
  // An old plan must not pass for this one.
  rmSync(planFile, { force: true });
  const ran = await tenon('plan', ...files, '--out', planFile, ...vars, ...args);
  const json = await tenon('show', planFile, '--format', 'json');
  return json.code === EXIT.ok ? { ran, document: planFile, counts: planCounts(json.stdout) } : { ran, counts: NOTHING };
}

async function apply({ vars, args, planFile, reports }: Inputs, tenon: Tenon): Promise<Done> {
  const planned = await tenon('show', planFile, '--format', 'json');
  const ran = await tenon('apply', '--plan', planFile, '--yes', '--format', 'json', ...vars, ...args);
  if (ran.stdout === '') return { ran, counts: NOTHING };
  return { ran, document: written(reports, 'result.json', ran.stdout), counts: resultCounts(ran.stdout, planned.stdout) };
}

async function drift({ files, vars, args, reports }: Inputs, tenon: Tenon): Promise<Done> {
  const ran = await tenon('drift', ...files, '--format', 'json', ...vars, ...args);
  if (ran.stdout === '') return { ran, counts: NOTHING };
  return { ran, document: written(reports, 'drift.json', ran.stdout), counts: driftCounts(ran.stdout) };
}

/** Files that later steps find by the outputs. */
const kept = ({ command, planFile, reports }: Inputs, { document }: Done, { comment, html }: Forms): Record<string, string> => ({
  report: written(reports, 'report.md', comment),
  ...(html === '' ? {} : { 'report-file': written(reports, 'report.html', html) }),
  ...(command === 'plan' && document !== undefined ? { 'plan-file': planFile } : {}),
});

function written(folder: string, name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
