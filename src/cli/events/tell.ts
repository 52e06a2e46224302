import type { ApplyEvent } from '../../applier/run.ts';
import type { FetchEvent } from '../../fetcher/progress.ts';
import type { Drift } from '../../model/drift.ts';
import { changesOf, type Operation, type Plan } from '../../model/plan/plan.ts';
import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Events } from './stream.ts';
import { problemEvent } from './with-events.ts';

/** Relations are read by the thousand: every so many of them is news. */
const STRIDE = 100;

export function tellFetch(events: Events, event: FetchEvent): void {
  switch (event.kind) {
    case 'listed':
      events.emit({ event: 'read', type: event.type, count: event.count });
      break;
    case 'related': {
      const { type, field, done, total } = event;
      if (done === total || done % STRIDE === 0) events.emit({ event: 'related', type, relation: field, done, total });
      break;
    }
    case 'note':
      events.emit(problemEvent(event.problem));
  }
}

export function tellPlan(events: Events, plan: Plan): void {
  for (const operation of changesOf(plan)) {
    const { risk, changes } = operation;
    events.emit({ event: 'planned', ...nameOf(operation), risk, fields: changes.map(({ path }) => path) });
  }
  for (const refusal of plan.refusals) events.emit(problemEvent(refusal));
}

export function tellDrift(events: Events, drift: Drift): void {
  for (const { address, relation, action, kind, changes, by } of drift.entries) {
    const fields = changes.map(({ path }) => path);
    events.emit({
      event: 'drift',
      action,
      address,
      ...(relation === undefined ? {} : { relation }),
      kind,
      fields,
      ...(by ? { by } : {}),
    });
  }
  for (const { address, by } of drift.undeclared) events.emit({ event: 'undeclared', address, ...(by ? { by } : {}) });
  for (const note of drift.notes) events.emit(problemEvent(note));
}

export function tellApply(events: Events, event: Exclude<ApplyEvent, { kind: 'waiting' }>): void {
  if (event.kind === 'started') events.emit({ event: 'applying', ...nameOf(event.operation) });
  else tellResult(events, event.result);
}

function tellResult(events: Events, result: OperationResult): void {
  const { id, status, liveId, problems } = result;
  if (status === 'done') events.emit({ event: 'applied', ...nameOf(result), ...(liveId === undefined ? {} : { liveId }) });
  else if (status === 'failed') events.emit({ event: 'failed', ...nameOf(result) });
  else events.emit({ event: 'skipped', ...nameOf(result), because: result.because ?? '' });
  for (const problem of problems) events.emit(problemEvent(problem, id));
}

/** What was never begun is known at the end. */
export function tellEnd(events: Events, { operations, refused = [] }: Result): void {
  for (const result of operations) if (result.status === 'not started') tellResult(events, result);
  for (const problem of refused) events.emit(problemEvent(problem));
}

const nameOf = ({ id, action, address, relation }: Pick<Operation, 'id' | 'action' | 'address' | 'relation'>) => ({
  id,
  action,
  address,
  ...(relation === undefined ? {} : { relation }),
});
