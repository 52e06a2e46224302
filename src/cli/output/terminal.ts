import type { Problem } from '../../model/problem/problem.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';

/** The output of a verb: documents go to stdout, everything else to stderr. */
export interface Terminal {
  /** Prints the verb's document to stdout. */
  print(text: string): void;
  /** Prints a message to stderr. */
  printMessage(text: string): void;
  reportProblems(problems: readonly Problem[]): Promise<void>;
  readonly colour: boolean;
  readonly errorColour: boolean;
  readonly width: number;
  /** Whether there is a person to ask. */
  readonly interactive: boolean;
}

/** Colors are for terminals. FORCE_COLOR turns them on elsewhere, for a CI log that shows them; NO_COLOR turns them off everywhere. */
export function canShowColor(stream: { readonly isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return stream.isTTY === true && env.TERM !== 'dumb';
}

export const terminal: Terminal = {
  print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  printMessage: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  reportProblems: async (problems) => {
    const { renderProblemsText } = await import('../../reporter/text/problems/text-problem-list.ts');
    if (problems.length > 0) terminal.printMessage(renderProblemsText(problems, { colour: terminal.errorColour }));
  },
  colour: canShowColor(process.stdout, process.env),
  errorColour: canShowColor(process.stderr, process.env),
  width: process.stdout.columns ?? 100,
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
};

/** Reports the problems that ended a verb, and returns its exit code. */
export async function reportFailure(
  problems: readonly Problem[],
  { reportProblems }: Terminal,
  code: ExitCode = EXIT.error,
): Promise<ExitCode> {
  await reportProblems(problems);
  return code;
}
