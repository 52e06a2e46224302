import type { ApplyEvent } from '../../applier/apply-context.ts';
import type { FetchEvent } from '../../fetcher/fetch-events.ts';
import type { Drift } from '../../model/drift.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { listImpactClasses } from '../../model/plan/impact.ts';
import { pickOperationName } from '../../model/plan/operation.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';

import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { EventSink } from './event-file.ts';

/** Relations are read by the thousand, so only every hundredth emits an event. */
const RELATION_PROGRESS_STEP = 100;

export function emitFetchEvent(events: EventSink, event: FetchEvent): void {
  switch (event.kind) {
    case 'listed':
      events.emit({ event: 'read', type: event.type, count: event.count });
      break;
    case 'related': {
      const { type, field, done, total, by } = event;
      if (done === total || done % RELATION_PROGRESS_STEP === 0)
        events.emit({ event: 'related', type, relation: field, done, total, ...omitUndefined({ by }) });
      break;
    }
    case 'note':
      events.emit(toProblemEvent(event.problem));
  }
}

export function emitPlanEvents(events: EventSink, plan: Plan): void {
  for (const operation of listChanges(plan)) {
    const { risk, changes } = operation;
    const impact = listImpactClasses(operation.impact);
    events.emit({
      event: 'planned',
      ...pickOperationName(operation),
      risk,
      ...(impact.length === 0 ? {} : { impact }),
      fields: changes.map(({ path }) => path),
    });
  }
  for (const refusal of plan.refusals) events.emit(toProblemEvent(refusal));
}

export function emitDriftEvents(events: EventSink, drift: Drift): void {
  for (const { address, relation, action, kind, changes, by } of drift.entries) {
    const fields = changes.map(({ path }) => path);
    events.emit({
      event: 'drift',
      action,
      address,
      ...omitUndefined({ relation }),
      kind,
      fields,
      ...omitUndefined({ by }),
    });
  }
  for (const { address, by } of drift.undeclared) events.emit({ event: 'undeclared', address, ...omitUndefined({ by }) });
  for (const note of drift.notes) events.emit(toProblemEvent(note));
}

export function emitApplyEvent(events: EventSink, event: Exclude<ApplyEvent, { kind: 'waiting' }>): void {
  if (event.kind === 'started') events.emit({ event: 'applying', ...pickOperationName(event.operation) });
  else emitOperationResult(events, event.result);
}

function emitOperationResult(events: EventSink, result: OperationResult): void {
  const { id, status, liveId, problems } = result;
  if (status === 'done')
    events.emit({ event: 'applied', ...pickOperationName(result), ...(liveId === undefined ? {} : { liveId }) });
  else if (status === 'failed') events.emit({ event: 'failed', ...pickOperationName(result) });
  else events.emit({ event: 'skipped', ...pickOperationName(result), because: result.because ?? '' });
  for (const problem of problems) events.emit(toProblemEvent(problem, id));
}

/** Emits the operations that were never started, and the refusals: both are known only at the end. */
export function emitFinalEvents(events: EventSink, { operations, refused = [] }: Result): void {
  for (const result of operations) if (result.status === 'not started') emitOperationResult(events, result);
  for (const problem of refused) events.emit(toProblemEvent(problem));
}

/** Converts a problem to an event. `about`: the operation or address that it concerns. Undefined: the address of its place. */
export const toProblemEvent = ({ code, severity, message, place }: Problem, about?: string) => {
  const subject = about ?? (place?.kind === 'address' ? place.address : undefined);
  return { event: 'problem', code, severity, message, ...omitUndefined({ about: subject }) } as const;
};
