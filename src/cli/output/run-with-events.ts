import { TOOL } from '../../disk/version.ts';
import type { RunVerb } from '../../model/plan/event.ts';
import { succeed } from '../../model/plan/outcome.ts';
import { toProblemEvent } from '../../workflows/events/emit-events.ts';
import { type EventSink, NO_EVENTS, openEventFile } from '../../workflows/events/event-file.ts';
import type { WorkflowPorts } from '../../workflows/ports.ts';
import { createRunId } from '../../workflows/runs/run-id.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { createTerminalPorts } from './terminal-ports.ts';

/** What a verb works with. Its terminal also emits reported problems as events. */
export interface CommandRun {
  readonly ports: WorkflowPorts;
  readonly terminal: Terminal;
}

export interface RunWithEventsInput {
  readonly files: readonly string[];
  /** Where events are written. Undefined: nowhere. */
  readonly file: string | undefined;
  readonly trace: boolean | undefined;
  readonly terminal: Terminal;
}

/** Runs a verb. With `--events`, writes everything it does as JSON lines, from `started` to `finished`. */
export async function runWithEvents(
  verb: RunVerb,
  { files, file, trace, terminal }: RunWithEventsInput,
  work: (run: CommandRun) => Promise<ExitCode>,
): Promise<ExitCode> {
  const runId = createRunId();
  const opened = file === undefined ? succeed(NO_EVENTS) : openEventFile(file, runId, terminal.redact);
  if (!opened.ok) {
    await terminal.reportProblems([opened.error]);
    return EXIT.error;
  }
  const events = opened.value;
  events.emit({ event: 'started', verb, tool: TOOL, files });
  let exit: ExitCode = EXIT.error;
  try {
    const eventTerminal = createEventTerminal(terminal, events);
    exit = await work({ ports: createTerminalPorts(eventTerminal, { runId, events, trace }), terminal: eventTerminal });
    return exit;
  } finally {
    events.emit({ event: 'finished', verb, exit, counts: events.getCounts() });
    const problem = events.close();
    if (problem) await terminal.reportProblems([problem]);
  }
}

const createEventTerminal = (terminal: Terminal, events: EventSink): Terminal => ({
  ...terminal,
  reportProblems: async (problems) => {
    for (const problem of problems) events.emit(toProblemEvent(problem));
    await terminal.reportProblems(problems);
  },
});
