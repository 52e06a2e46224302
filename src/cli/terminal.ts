import type { Problem } from '../model/problem/problem.ts';

/** Where a verb speaks: documents to stdout, everything else to stderr. */
export interface Terminal {
  /** The document that the verb is there to print. */
  print(text: string): void;
  /** Messages and progress. */
  tell(text: string): void;
  problems(problems: readonly Problem[]): Promise<void>;
  readonly colour: boolean;
  readonly errorColour: boolean;
  readonly width: number;
  /** Whether somebody sits there who can be asked. */
  readonly interactive: boolean;
}

const coloured = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

export const terminal: Terminal = {
  print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  tell: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  problems: async (problems) => {
    const { problemsText } = await import('../reporter/text/problems.ts');
    if (problems.length > 0) terminal.tell(problemsText(problems, { colour: terminal.errorColour }));
  },
  colour: coloured(process.stdout),
  errorColour: coloured(process.stderr),
  width: process.stdout.columns ?? 100,
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
};
