import type { Verb } from '../../model/plan/event.ts';
import { success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { newRunId } from '../run-id.ts';
import type { Terminal } from '../terminal.ts';
import { TOOL } from '../version.ts';
import { type Events, NO_EVENTS, openEvents } from './stream.ts';

/** What a verb works with. */
export interface Run {
  /** Begins the correlation id of every request. */
  readonly id: string;
  readonly events: Events;
  readonly terminal: Terminal;
}

/** Runs a verb; with `--events` all it does is told line by line, the first thing and the last included. */
export async function withEvents(
  verb: Verb,
  {
    files,
    file,
    terminal,
  }: { readonly files: readonly string[]; readonly file: string | undefined; readonly terminal: Terminal },
  work: (run: Run) => Promise<ExitCode>,
): Promise<ExitCode> {
  const id = newRunId();
  const opened = file === undefined ? success(NO_EVENTS) : openEvents(file, id);
  if (!opened.ok) {
    await terminal.problems([opened.error]);
    return EXIT.error;
  }
  const events = opened.value;
  events.emit({ event: 'started', verb, tool: TOOL, files });
  let exit: ExitCode = EXIT.error;
  try {
    exit = await work({ id, events, terminal: telling(terminal, events) });
    return exit;
  } finally {
    events.emit({ event: 'finished', verb, exit, counts: events.counts() });
    const problem = events.close();
    if (problem) await terminal.problems([problem]);
  }
}

/** Problems go to both. */
const telling = (terminal: Terminal, events: Events): Terminal => ({
  ...terminal,
  problems: async (problems) => {
    for (const problem of problems) events.emit(problemEvent(problem));
    await terminal.problems(problems);
  },
});

export const problemEvent = ({ code, severity, message, place }: Problem, about?: string) => {
  const subject = about ?? (place?.kind === 'address' ? place.address : undefined);
  return { event: 'problem', code, severity, message, ...(subject === undefined ? {} : { about: subject }) } as const;
};
