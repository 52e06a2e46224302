import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../cli/exit-codes.ts';
import { type ActionCounts, countAppliedChanges, countDriftedResources, countPlannedChanges } from './action-counts.ts';
import type { ActionCommand, ActionInputs } from './action-inputs.ts';
import type { CompletedCommand } from './completed-command.ts';
import { type RenderedReports, renderFailureReports, renderReports } from './render-reports.ts';
import { createTenonRunner, type RunTenon } from './run-tenon.ts';
import { type ActionEnvironment, addSummary, quoteOutput, setOutputs } from './workflow-commands.ts';

const NO_CHANGES: ActionCounts = { changes: 0, destructive: 0, impact: {} };

const COMMANDS: Readonly<Record<ActionCommand, (inputs: ActionInputs, tenon: RunTenon) => Promise<CompletedCommand>>> = {
  plan: runPlan,
  apply: runApply,
  drift: runDrift,
};

/** Runs tenon, writes the log, the summary and the outputs, and returns the exit code of the step. */
export async function runCommand(inputs: ActionInputs, env: ActionEnvironment): Promise<number> {
  const tenon = createTenonRunner(inputs);
  mkdirSync(inputs.reports, { recursive: true });
  const completed = await COMMANDS[inputs.command](inputs, tenon);
  const { ran, document, counts } = completed;
  const reports = await (document === undefined
    ? renderFailureReports(inputs, ran, tenon)
    : renderReports(inputs, { document, ran, counts, tenon, env }));
  console.log(quoteOutput(ran.stderr + reports.text));
  if (reports.annotations !== '') console.log(reports.annotations);
  addSummary(env, reports.summary);
  const impact = JSON.stringify(counts.impact);
  setOutputs(env, { ...counts, impact, 'exit-code': ran.code, ...writeReports(inputs, completed, reports) });
  // Drift that is reported in an issue does not fail the job.
  return inputs.command === 'drift' && inputs.issue && ran.code === EXIT.differs ? EXIT.ok : ran.code;
}

async function runPlan(inputs: ActionInputs, tenon: RunTenon): Promise<CompletedCommand> {
  const { files, vars, args, planFile } = inputs;
  // If planning fails, an old plan must not be taken for its output.
  rmSync(planFile, { force: true });
  const ran = await tenon('plan', ...files, '--out', planFile, ...listSinceArguments(inputs), ...vars, ...args);
  const json = await tenon('show', planFile, '--format', 'json');
  return json.code === EXIT.ok
    ? { ran, document: planFile, counts: countPlannedChanges(json.stdout) }
    : { ran, counts: NO_CHANGES };
}

/** In a pull request the plan says which changes were pending before, unless the workflow compares in its own way. */
const listSinceArguments = ({ since, args }: ActionInputs): readonly string[] =>
  since === undefined || args.some((arg) => /^--(?:since|against)(?:=|$)/.test(arg)) ? [] : [`--since=${since}`];

async function runApply({ vars, args, planFile, reports }: ActionInputs, tenon: RunTenon): Promise<CompletedCommand> {
  const planned = await tenon('show', planFile, '--format', 'json');
  const ran = await tenon('apply', '--plan', planFile, '--yes', '--format', 'json', ...vars, ...args);
  if (ran.stdout === '') return { ran, counts: NO_CHANGES };
  return {
    ran,
    document: writeReportFile(reports, 'result.json', ran.stdout),
    counts: countAppliedChanges(ran.stdout, planned.stdout),
  };
}

async function runDrift({ files, vars, args, reports }: ActionInputs, tenon: RunTenon): Promise<CompletedCommand> {
  const ran = await tenon('drift', ...files, '--format', 'json', ...vars, ...args);
  if (ran.stdout === '') return { ran, counts: NO_CHANGES };
  return { ran, document: writeReportFile(reports, 'drift.json', ran.stdout), counts: countDriftedResources(ran.stdout) };
}

/** Writes the report files and returns the outputs that name them. */
const writeReports = (
  { command, planFile, reports }: ActionInputs,
  { document }: CompletedCommand,
  { comment, html }: RenderedReports,
): Record<string, string> => ({
  report: writeReportFile(reports, 'report.md', comment),
  ...(html === '' ? {} : { 'report-file': writeReportFile(reports, 'report.html', html) }),
  ...(command === 'plan' && document !== undefined ? { 'plan-file': planFile } : {}),
});

function writeReportFile(folder: string, name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
