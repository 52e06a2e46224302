import { closeSync, writeSync } from 'node:fs';
import { openPrivateFile } from '../../disk/open-private-file.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { EVENT_VERSION, type Event, type EventBody } from '../../model/plan/event.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Receives the events of a run. */
export interface EventSink {
  emit(body: EventBody): void;
  /** Returns how many events of each kind were emitted. */
  getCounts(): Readonly<Record<string, number>>;
  /** Closes the file. Returns why lines are missing; undefined: none are. */
  close(): Problem | undefined;
}

export const NO_EVENTS: EventSink = { emit: () => undefined, getCounts: () => ({}), close: () => undefined };

/** Opens a file for events. Each line is written immediately, so a reader can follow it, and a killed run leaves a complete record. `redact` shortens a line. */
export function openEventFile(file: string, run: string, redact = keepText): Outcome<EventSink, Problem> {
  try {
    return succeed(createEventFileSink(file, openPrivateFile(file), run, redact));
  } catch (error) {
    return failWith(createUnwritableEventsProblem(file, error, 'error'));
  }
}

const keepText = (text: string): string => text;

function createEventFileSink(file: string, handle: number, run: string, redact: (text: string) => string): EventSink {
  const counts: Record<string, number> = {};
  const seen = new Set<string>();
  const isRepeated = (body: EventBody): boolean => {
    const text = JSON.stringify(body);
    return seen.has(text) || !seen.add(text);
  };
  let problem: Problem | undefined;
  return {
    emit: (body) => {
      // A refusal is reported with the plan, and again when the verb ends because of it.
      if (body.event === 'problem' && isRepeated(body)) return;
      counts[body.event] = (counts[body.event] ?? 0) + 1;
      const event: Event = { v: EVENT_VERSION, at: new Date().toISOString(), run, ...body };
      try {
        if (!problem) writeSync(handle, `${redact(toPrintableJson(event))}\n`);
      } catch (error) {
        // The disk is full or the reader is gone. Neither may stop the run.
        problem = createUnwritableEventsProblem(file, error, 'warning');
      }
    },
    getCounts: () => ({ ...counts }),
    close: () => {
      closeSync(handle);
      return problem;
    },
  };
}

const createUnwritableEventsProblem = (file: string, error: unknown, severity: Problem['severity']): Problem => ({
  code: 'output-unwritable',
  severity,
  message: `${file} cannot be written: ${getErrorMessage(error)}`,
  hint: 'Check the path given with --events.',
});
