import type { ApiEvent } from '../../management-api/api-events.ts';
import type { EventSink } from '../../workflows/events/event-file.ts';
import { createPorts, type Progress, type WorkflowPorts } from '../../workflows/ports.ts';
import { isSwitchedOn } from '../options/option-values.ts';
import { createProgress } from './progress-line.ts';
import type { Terminal } from './terminal.ts';
import { formatTraceLine } from './trace.ts';
import { createWaitReporter } from './wait-reporter.ts';

export interface TerminalPortsOptions {
  readonly runId?: string;
  readonly events?: EventSink;
  /** `--trace`. */
  readonly trace: boolean | undefined;
}

/** Creates the ports of a workflow that runs in a terminal or a CI job. */
export function createTerminalPorts(terminal: Terminal, { trace, ...ports }: TerminalPortsOptions): WorkflowPorts {
  const progress = createProgress(terminal);
  return createPorts({ ...ports, progress, report: terminal.reportProblems, onApiEvent: createApiReporter(progress, trace) });
}

function createApiReporter(progress: Progress, trace: boolean | undefined): (event: ApiEvent) => void {
  const isTraced = isSwitchedOn(trace, process.env.TENON_TRACE);
  const reportWait = createWaitReporter(progress);
  return (event) => {
    if (isTraced) progress.writeLine(formatTraceLine(event));
    if (event.kind === 'waiting') reportWait(event);
  };
}
