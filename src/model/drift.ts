import type { Address } from './address.ts';
import type { Change } from './plan.ts';
import type { FilePlace, Problem } from './problem.ts';

/** Where the tenant and the definition differ, and who made it so. `schemas/drift.schema.json` is its form. */
export interface Drift {
  readonly format: typeof DRIFT_FORMAT;
  readonly tool: string;
  readonly tenant: string;
  readonly definition: string;
  readonly entries: readonly DriftEntry[];
  readonly undeclared: readonly UndeclaredEntry[];
  readonly history: HistoryReach;
  /** What could not be told, and why. */
  readonly notes: readonly Problem[];
}

export const DRIFT_FORMAT = 'tenon-drift/1';

/**
 * `tenant changed`: somebody wrote to the resource after tenon last did. `definition ahead`: nobody did, so the definition is what moved.
 * `unknown`: the log does not reach back to the last write, or may not be read.
 */
export type DriftKind = 'tenant changed' | 'definition ahead' | 'unknown';

export interface DriftEntry {
  readonly address: Address;
  readonly relation?: string;
  readonly kind: DriftKind;
  /** What applying would do about it: `create` means that the tenant does not have it. */
  readonly action: 'create' | 'update' | 'delete' | 'link' | 'unlink';
  readonly liveId?: string;
  readonly changes: readonly Change[];
  readonly by?: Attribution;
  readonly origin?: FilePlace;
}

export interface UndeclaredEntry {
  readonly address: Address;
  readonly by?: Attribution;
}

/** Who wrote last, as the tenant's log tells it. */
export interface Attribution {
  readonly who:
    | { readonly kind: 'person'; readonly name: string; readonly email?: string }
    | { readonly kind: 'application'; readonly name: string; readonly clientId?: string };
  readonly via: 'dashboard' | 'api';
  /** ISO 8601, as in the log. */
  readonly at: string;
  readonly request: { readonly method: string; readonly path: string };
  /** Whether it was tenon itself, told by the correlation id. */
  readonly tenon: boolean;
}

/** How far back the log was read. */
export interface HistoryReach {
  readonly read: boolean;
  /** The oldest event seen. */
  readonly since?: string;
  /** Why it was not read, or ends where it does. */
  readonly limit?: 'scope' | 'unavailable' | 'retention' | 'ceiling';
}
