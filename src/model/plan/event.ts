import type { Address } from '../address.ts';
import type { Attribution, DriftKind } from '../drift.ts';
import type { Pointer } from '../json/pointer.ts';
import type { ImpactClass } from './impact.ts';
import type { OperationName, Risk } from './operation.ts';

/**
 * An event that a run reports while it works, written as one line of JSON for programs that follow the run.
 * `schemas/event.schema.json` is its schema. Contains names, places and counts but no field values, and so no secrets.
 */
export type Event = { readonly v: typeof EVENT_VERSION; readonly at: string; readonly run: string } & EventBody;

/** Increases when existing readers would misread a line. New members and new events may be added at any time. */
export const EVENT_VERSION = 1;

export type EventBody =
  | { readonly event: 'started'; readonly verb: RunVerb; readonly tool: string; readonly files: readonly string[] }
  /** A complete list was read. */
  | { readonly event: 'read'; readonly type: string; readonly count: number }
  /** A relation was read for `done` of `total` resources. */
  | {
      readonly event: 'related';
      readonly type: string;
      readonly relation: string;
      readonly done: number;
      readonly total: number;
      /** The type whose side the links were read from, because it has fewer resources. Absent: from the relation's own side. */
      readonly by?: string;
    }
  /** An operation that applying would carry out or is about to carry out. */
  | ({
      readonly event: 'planned';
      readonly risk: Risk;
      /** The classes of its impact, the most serious first; absent: none. */
      readonly impact?: readonly ImpactClass[];
      readonly fields: readonly Pointer[];
    } & OperationName)
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
      /** The resource or operation that the problem concerns. */
      readonly about?: string;
    }
  /** The last line: the exit code and how many events of each kind were written. */
  | {
      readonly event: 'finished';
      readonly verb: RunVerb;
      readonly exit: number;
      readonly counts: Readonly<Record<string, number>>;
    };

export type RunVerb = 'plan' | 'apply' | 'drift' | 'rollback' | 'restore';
