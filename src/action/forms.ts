import { EXIT } from '../cli/exit.ts';
import { annotated, type Environment, runUrl } from './commands.ts';
import type { Done } from './done.ts';
import type { Inputs } from './inputs.ts';
import type { Ran, Tenon } from './tenon.ts';

/** What is shown where. A form that a document does not have is empty. */
export interface Forms {
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

type Given = Required<Done> & { readonly tenon: Tenon; readonly env: Environment };

export async function formsOf({ command }: Inputs, { document, ran, counts, tenon, env }: Given): Promise<Forms> {
  const shown = async (format: string, ...more: readonly string[]): Promise<string> => {
    const { code, stdout } = await tenon('show', document, '--format', format, ...more);
    return code === EXIT.ok ? stdout : '';
  };
  const [text, comment, summary, html, annotations] = await Promise.all([
    shown('text'),
    shown('markdown', '--full-report', runUrl(env)),
    shown('markdown', '--limit', `${SUMMARY_LIMIT}`),
    shown('html'),
    command === 'plan' ? shown('github') : ending(command, ran, counts.changes),
  ]);
  return { text, comment, summary, html, annotations };
}

function ending(command: string, ran: Ran, changes: number): string {
  if (ran.code === EXIT.ok) return '';
  if (command === 'drift') return annotated('warning', 'Drift', `Resources that differ: ${changes}.`);
  return annotated('error', `tenon ${command}`, endingOf(ran));
}

const endingOf = ({ code }: Ran): string =>
  code === EXIT.partial
    ? 'Ended half-way: some operations are done and some are not. Plan again and apply what is left.'
    : `Ended with exit code ${code}. Nothing was changed.`;

const LONGEST = 30_000;

/** Where there is no document to make a report of: what tenon said. */
export async function formsOfFailure(inputs: Inputs, ran: Ran, tenon: Tenon): Promise<Forms> {
  const said = ran.stderr.trim().slice(0, LONGEST);
  const fence = '`'.repeat(Math.max(2, ...[...said.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const report = `### tenon ${inputs.command} failed (exit code ${ran.code})\n\n${fence}text\n${said}\n${fence}\n`;
  return { text: '', comment: report, summary: report, html: '', annotations: await failureAnnotations(inputs, ran, tenon) };
}

/** Of a definition that is wrong each wrong line; of everything else what tenon said. */
async function failureAnnotations({ command, files, vars }: Inputs, ran: Ran, tenon: Tenon): Promise<string> {
  const checked = await tenon('validate', ...files, ...vars, '--format', 'github');
  return checked.code === EXIT.ok ? annotated('error', `tenon ${command}`, ran.stderr.trim() || endingOf(ran)) : checked.stdout;
}
