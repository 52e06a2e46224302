import type { RunVerb } from '../../model/plan/event.ts';
import { succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { createRunId } from '../run-id.ts';
import type { Terminal } from '../terminal.ts';
import { TOOL } from '../version.ts';
import { type EventSink, NO_EVENTS, openEventFile } from './event-file.ts';

/** What a verb works with. */
export interface CommandRun {
  /** Begins the correlation id of every request. */
  readonly id: string;
  readonly events: EventSink;
  readonly terminal: Terminal;
}

/** Runs a verb; with `--events` all it does is told line by line, the first thing and the last included. */
export async function runWithEvents(
  verb: RunVerb,
  {
    files,
    file,
    terminal,
  }: { readonly files: readonly string[]; readonly file: string | undefined; readonly terminal: Terminal },
  work: (run: CommandRun) => Promise<ExitCode>,
): Promise<ExitCode> {
  const id = createRunId();
  const opened = file === undefined ? succeed(NO_EVENTS) : openEventFile(file, id);
  if (!opened.ok) {
    await terminal.reportProblems([opened.error]);
    return EXIT.error;
  }
  const events = opened.value;
  events.emit({ event: 'started', verb, tool: TOOL, files });
  let exit: ExitCode = EXIT.error;
  try {
    exit = await work({ id, events, terminal: createEventTerminal(terminal, events) });
    return exit;
  } finally {
    events.emit({ event: 'finished', verb, exit, counts: events.getCounts() });
    const problem = events.close();
    if (problem) await terminal.reportProblems([problem]);
  }
}

/** Problems go to both. */
const createEventTerminal = (terminal: Terminal, events: EventSink): Terminal => ({
  ...terminal,
  reportProblems: async (problems) => {
    for (const problem of problems) events.emit(toProblemEvent(problem));
    await terminal.reportProblems(problems);
  },
});

export const toProblemEvent = ({ code, severity, message, place }: Problem, about?: string) => {
  const subject = about ?? (place?.kind === 'address' ? place.address : undefined);
  return { event: 'problem', code, severity, message, ...(subject === undefined ? {} : { about: subject }) } as const;
};
