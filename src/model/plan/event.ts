import type { Address } from '../address.ts';
import type { Attribution, DriftKind } from '../drift.ts';
import type { Pointer } from '../json/pointer.ts';
import type { Action, Risk } from './plan.ts';

/**
 * What a run tells while it works, one line of JSON an event, for programs that follow it. `schemas/event.schema.json` is its form.
 * Names, places and counts; values of fields never, and so no secret.
 */
export type Event = { readonly v: typeof EVENT_VERSION; readonly at: string; readonly run: string } & EventBody;

/** Goes up when a line of old would be read wrongly; new members and new events may come at any time. */
export const EVENT_VERSION = 1;

export type EventBody =
  | { readonly event: 'started'; readonly verb: RunVerb; readonly tool: string; readonly files: readonly string[] }
  /** A whole list was read, or relations of so many of its resources. */
  | { readonly event: 'read'; readonly type: string; readonly count: number }
  | { readonly event: 'related'; readonly type: string; readonly relation: string; readonly done: number; readonly total: number }
  /** What applying would do, or is about to do. */
  | ({ readonly event: 'planned'; readonly risk: Risk; readonly fields: readonly Pointer[] } & OperationName)
  | ({ readonly event: 'drift'; readonly kind: DriftKind; readonly fields: readonly Pointer[]; readonly by?: Attribution } & Omit<
      OperationName,
      'id'
    >)
  | { readonly event: 'undeclared'; readonly address: Address; readonly by?: Attribution }
  | ({ readonly event: 'applying' } & OperationName)
  | ({ readonly event: 'applied'; readonly liveId?: string } & OperationName)
  | ({ readonly event: 'failed' } & OperationName)
  | ({ readonly event: 'skipped'; readonly because: string } & OperationName)
  | {
      readonly event: 'problem';
      readonly code: string;
      readonly severity: 'error' | 'warning';
      readonly message: string;
      /** The resource or operation that it is about. */
      readonly about?: string;
    }
  /** The last line: how it ended, and how many events of each kind there were. */
  | {
      readonly event: 'finished';
      readonly verb: RunVerb;
      readonly exit: number;
      readonly counts: Readonly<Record<string, number>>;
    };

export type RunVerb = 'plan' | 'apply' | 'drift' | 'rollback' | 'restore';

interface OperationName {
  readonly id: string;
  readonly action: Action;
  readonly address: Address;
  readonly relation?: string;
}
