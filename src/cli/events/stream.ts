import { closeSync, writeSync } from 'node:fs';
import { printableJson } from '../../model/json/printable-json.ts';
import { EVENT_VERSION, type Event, type EventBody } from '../../model/plan/event.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { openPrivate } from '../open-private.ts';

/** Where a run tells what it does. */
export interface Events {
  emit(body: EventBody): void;
  /** How many events of each kind there were. */
  counts(): Readonly<Record<string, number>>;
  /** Why lines are missing. */
  close(): Problem | undefined;
}

export const NO_EVENTS: Events = { emit: () => undefined, counts: () => ({}), close: () => undefined };

/** Each line is written at once: whoever follows the file sees it, and a run that is killed has told all it did. */
export function openEvents(file: string, run: string): Outcome<Events, Problem> {
  try {
    return success(eventsTo(file, openPrivate(file), run));
  } catch (error) {
    return failure(unwritable(file, error, 'error'));
  }
}

function eventsTo(file: string, handle: number, run: string): Events {
  const counts: Record<string, number> = {};
  const told = new Set<string>();
  const isKnown = (body: EventBody): boolean => {
    const text = JSON.stringify(body);
    return told.has(text) || !told.add(text);
  };
  let problem: Problem | undefined;
  return {
    emit: (body) => {
      // A refusal is told by the plan, and again by who gives up because of it.
      if (body.event === 'problem' && isKnown(body)) return;
      counts[body.event] = (counts[body.event] ?? 0) + 1;
      const event: Event = { v: EVENT_VERSION, at: new Date().toISOString(), run, ...body };
      try {
        if (!problem) writeSync(handle, `${printableJson(event)}\n`);
      } catch (error) {
        // A full disk, or nobody reads any more: what the run is there for goes on.
        problem = unwritable(file, error, 'warning');
      }
    },
    counts: () => ({ ...counts }),
    close: () => {
      closeSync(handle);
      return problem;
    },
  };
}

const unwritable = (file: string, error: unknown, severity: Problem['severity']): Problem => ({
  code: 'output-unwritable',
  severity,
  message: `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'Check the path given with --events.',
});
