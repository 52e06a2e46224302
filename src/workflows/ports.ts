import type { ApiEvent } from '../management-api/api-events.ts';
import type { Problem } from '../model/problem/problem.ts';
import { type EventSink, NO_EVENTS } from './events/event-file.ts';
import { createRunId } from './runs/run-id.ts';

/** Where a workflow shows how far it is. Every text is short and for people; none of it is a result. */
export interface Progress {
  /** Replaces what was shown before. */
  show(text: string): void;
  /** A line that stays. */
  writeLine(text: string): void;
  clear(): void;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything outside that a workflow touches besides the tenant and the files it is given. */
export interface WorkflowPorts {
  /** Names the run: it begins the correlation id of every request, and a recorded run is kept under it. */
  readonly runId: string;
  /** Credentials, `${env:…}` and `${secret:…}` come from here. */
  readonly env: Environment;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Machine-readable events, in the order they happen (`schemas/event.schema.json`). */
  readonly events: EventSink;
  /** Warnings and notes that do not end the workflow. What ends it is in its outcome. */
  readonly report: (problems: readonly Problem[]) => void | Promise<void>;
  /** Every request and every wait of the Management API client. */
  readonly onApiEvent?: (event: ApiEvent) => void;
}

const SILENT: Progress = { show: () => undefined, writeLine: () => undefined, clear: () => undefined };

/** Ports of a program that names only what it cares about: the process's environment and clock, and silence otherwise. */
export const createPorts = (ports: Partial<WorkflowPorts> = {}): WorkflowPorts => ({
  runId: createRunId(),
  env: process.env,
  now: () => new Date(),
  progress: SILENT,
  events: NO_EVENTS,
  report: () => undefined,
  ...ports,
});
