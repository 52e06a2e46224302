import { EXIT } from '../cli/exit-codes.ts';
import type { ActionInputs } from './action-inputs.ts';
import type { CompletedCommand } from './completed-command.ts';
import type { RunTenon, TenonExecution } from './run-tenon.ts';
import { type ActionEnvironment, formatAnnotation, getRunUrl } from './workflow-commands.ts';

/** What is shown where. A form that a document does not have is empty. */
export interface RenderedReports {
  readonly text: string;
  /** As much as a comment takes. */
  readonly comment: string;
  readonly summary: string;
  readonly html: string;
  /** On the lines of the definition where there are any. */
  readonly annotations: string;
}

/** GitHub refuses a step's summary that is longer than a megabyte. */
const SUMMARY_LIMIT = 1_000_000;

type RenderReportsInput = Required<CompletedCommand> & { readonly tenon: RunTenon; readonly env: ActionEnvironment };

export async function renderReports(
  { command }: ActionInputs,
  { document, ran, counts, tenon, env }: RenderReportsInput,
): Promise<RenderedReports> {
  const renderFormat = async (format: string, ...more: readonly string[]): Promise<string> => {
    const { code, stdout } = await tenon('show', document, '--format', format, ...more);
    return code === EXIT.ok ? stdout : '';
  };
  const [text, comment, summary, html, annotations] = await Promise.all([
    renderFormat('text'),
    renderFormat('markdown', '--full-report', getRunUrl(env)),
    renderFormat('markdown', '--limit', `${SUMMARY_LIMIT}`),
    renderFormat('html'),
    command === 'plan' ? renderFormat('github') : formatEnding(command, ran, counts.changes),
  ]);
  return { text, comment, summary, html, annotations };
}

function formatEnding(command: string, ran: TenonExecution, changes: number): string {
  if (ran.code === EXIT.ok) return '';
  if (command === 'drift') return formatAnnotation('warning', 'Drift', `Resources that differ: ${changes}.`);
  return formatAnnotation('error', `tenon ${command}`, describeEnding(ran));
}

const describeEnding = ({ code }: TenonExecution): string =>
  code === EXIT.partial
    ? 'Ended half-way: some operations are done and some are not. Plan again and apply what is left.'
    : `Ended with exit code ${code}. Nothing was changed.`;

const MAX_OUTPUT_LENGTH = 30_000;

/** Where there is no document to make a report of: what tenon said. */
export async function renderFailureReports(inputs: ActionInputs, ran: TenonExecution, tenon: RunTenon): Promise<RenderedReports> {
  const output = ran.stderr.trim().slice(0, MAX_OUTPUT_LENGTH);
  const fence = '`'.repeat(Math.max(2, ...[...output.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const report = `### tenon ${inputs.command} failed (exit code ${ran.code})\n\n${fence}text\n${output}\n${fence}\n`;
  return {
    text: '',
    comment: report,
    summary: report,
    html: '',
    annotations: await renderFailureAnnotations(inputs, ran, tenon),
  };
}

/** Of a definition that is wrong each wrong line; of everything else what tenon said. */
async function renderFailureAnnotations(
  { command, files, vars }: ActionInputs,
  ran: TenonExecution,
  tenon: RunTenon,
): Promise<string> {
  const validation = await tenon('validate', ...files, ...vars, '--format', 'github');
  return validation.code === EXIT.ok
    ? formatAnnotation('error', `tenon ${command}`, ran.stderr.trim() || describeEnding(ran))
    : validation.stdout;
}
