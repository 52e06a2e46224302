import { EXIT } from '../cli/exit-codes.ts';
import { formatDriftCount } from './action-counts.ts';
import type { ActionInputs } from './action-inputs.ts';
import type { CompletedCommand } from './completed-command.ts';
import type { RunTenon, TenonExecution } from './run-tenon.ts';
import { type ActionEnvironment, formatAnnotation, getRunUrl } from './workflow-commands.ts';

/** The report in every format. A format that the document does not support is empty. */
export interface RenderedReports {
  readonly text: string;
  /** Markdown, short enough for a comment. */
  readonly comment: string;
  readonly summary: string;
  readonly html: string;
  /** Workflow commands, placed on lines of the definition where possible. */
  readonly annotations: string;
}

/** Bytes. GitHub rejects a step summary that is longer than 1 MiB. */
const SUMMARY_LIMIT = 1_000_000;

type RenderReportsInput = Required<CompletedCommand> & { readonly tenon: RunTenon; readonly env: ActionEnvironment };

/** Renders the document of a command in every format. */
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
  if (command === 'drift') return formatAnnotation('warning', 'Drift', `${formatDriftCount(changes)}.`);
  return formatAnnotation('error', `tenon ${command}`, describeEnding(ran));
}

const describeEnding = ({ code }: TenonExecution): string =>
  code === EXIT.partial
    ? 'Partially applied: some operations did not complete. Plan and apply again to finish.'
    : `tenon exited with code ${code}. Nothing was changed.`;

const MAX_OUTPUT_LENGTH = 30_000;

/** Builds the reports of a command that wrote no document, from its error output. */
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

/** Annotates each invalid line of the definition; if it is valid, shows the command's error output. */
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
