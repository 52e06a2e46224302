import type { Problem } from '../../model/problem/problem.ts';
import { redactPeople } from '../../reporter/redact-people.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isSwitchedOn } from '../options/option-values.ts';

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
  /** Shortens what must not be shown in full. Whatever is written without `print` goes through it first. */
  redact(text: string): string;
}

/** Colors are for terminals. FORCE_COLOR turns them on elsewhere, for a CI log that shows them; NO_COLOR turns them off everywhere. */
export function canShowColor(stream: { readonly isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return stream.isTTY === true && env.TERM !== 'dumb';
}

const endWithNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

function createTerminal(redact: Terminal['redact']): Terminal {
  const errorColour = canShowColor(process.stderr, process.env);
  const printMessage = (text: string): void => void process.stderr.write(endWithNewline(redact(text)));
  return {
    print: (text) => void process.stdout.write(endWithNewline(redact(text))),
    printMessage,
    reportProblems: async (problems) => {
      const { renderProblemsText } = await import('../../reporter/text/problems/text-problem-list.ts');
      if (problems.length > 0) printMessage(renderProblemsText(problems, { colour: errorColour }));
    },
    colour: canShowColor(process.stdout, process.env),
    errorColour,
    width: process.stdout.columns ?? 100,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    redact,
  };
}

export const terminal = createTerminal((text) => text);

/** Selects the terminal of a verb: with `--redact-people`, it shows e-mail addresses and phone numbers in short. */
export const selectTerminal = ({ redactPeople: flag }: { readonly redactPeople?: boolean }): Terminal =>
  isSwitchedOn(flag, process.env.TENON_REDACT_PEOPLE) ? createTerminal(redactPeople) : terminal;

/** Reports the problems that ended a verb, and returns its exit code. */
export async function reportFailure(
  problems: readonly Problem[],
  { reportProblems }: Terminal,
  code: ExitCode = EXIT.error,
): Promise<ExitCode> {
  await reportProblems(problems);
  return code;
}
