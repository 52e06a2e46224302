import type { ApiEvent } from '../management-api/api-events.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { type EventSink, NO_EVENTS } from './events/event-file.ts';
import { createRunId } from './runs/run-id.ts';

/** Shows the progress of a workflow in short texts for people. None of them is a result. */
export interface Progress {
  /** Shows a text in place of the previous one. */
  show(text: string): void;
  /** Writes a line that stays. */
  writeLine(text: string): void;
  clear(): void;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that a workflow uses besides the tenant and the given files. */
export interface WorkflowPorts {
  /** Identifies the run: the correlation ids of its requests begin with it, and its folder has this name. */
  readonly runId: string;
  /** Source of credentials and of `${env:…}` and `${secret:…}`. */
  readonly env: Environment;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Machine-readable events, in the order they happen (`schemas/event.schema.json`). */
  readonly events: EventSink;
  /** Receives warnings and notes. Problems that end the workflow are in its outcome instead. */
  readonly report: (problems: readonly Problem[]) => void | Promise<void>;
  /** Called for every request and every wait of the Management API client. */
  readonly onApiEvent?: (event: ApiEvent) => void;
  /** The resource types to work with. Undefined: all that tenon knows. */
  readonly catalogue?: Catalogue;
}

const SILENT: Progress = { show: () => undefined, writeLine: () => undefined, clear: () => undefined };

/** Completes partial ports: by default the environment and the clock of the process, and no output. */
export const createPorts = (ports: Partial<WorkflowPorts> = {}): WorkflowPorts => ({
  runId: createRunId(),
  env: process.env,
  now: () => new Date(),
  progress: SILENT,
  events: NO_EVENTS,
  report: () => undefined,
  ...ports,
});

/** Returns the resource types to work with. Loads tenon's own only where they are needed. */
export const getCatalogue = async ({ catalogue }: Pick<WorkflowPorts, 'catalogue'>): Promise<Catalogue> =>
  catalogue ?? (await import('../resources/catalogue.ts')).CATALOGUE;
