import type { Address } from './address.ts';
import type { Change } from './plan/change.ts';
import type { UndeclaredItems } from './plan/undeclared-items.ts';
import type { FilePlace, Problem } from './problem/problem.ts';

/** Where the tenant and the definition differ, and who changed it. `schemas/drift.schema.json` is its schema. Contains no secrets. */
export interface Drift {
  readonly format: typeof DRIFT_FORMAT;
  readonly tool: string;
  readonly tenant: string;
  readonly definition: string;
  /** The definition's files, as given on the command line. */
  readonly files: readonly string[];
  /** Every resource that was compared. Those without an entry match the definition. */
  readonly checked: readonly Address[];
  /** Grouped by resource. A resource that several people changed has an entry for each of them. */
  readonly entries: readonly DriftEntry[];
  /** Resources of declared types that the tenant has and the definition does not list. They do not count as drift. */
  readonly undeclared: readonly UndeclaredEntry[];
  /** How many items of relations the tenant has and the definition does not list, where they are kept; absent if there are none. */
  readonly undeclaredItems?: readonly UndeclaredItems[];
  /** Declared resources that are not compared, and why: Auth0's own resources and tenon's own client. */
  readonly skipped: readonly { readonly address: Address; readonly why: string }[];
  readonly history: HistoryReach;
  /** What could not be determined, and why. */
  readonly notes: readonly Problem[];
}

export const DRIFT_FORMAT = 'tenon-drift/1';

/**
 * `tenant changed`: someone other than tenon wrote the resource last. `definition ahead`: tenon wrote it last, or no one has written it
 * since tenon's last write, so the difference comes from the definition. `unknown`: the log does not reach back far enough or cannot be read.
 */
export type DriftKind = 'tenant changed' | 'definition ahead' | 'unknown';

export interface DriftEntry {
  readonly address: Address;
  readonly relation?: string;
  readonly kind: DriftKind;
  /** What applying the definition would do: `create` means that the tenant does not have the resource. */
  readonly action: 'create' | 'update' | 'delete' | 'link' | 'unlink';
  readonly liveId?: string;
  /** `before` is what the tenant has, `after` what the definition says. */
  readonly changes: readonly Change[];
  /** Who wrote it last; absent where the log does not show it. */
  readonly by?: Attribution;
  readonly origin?: FilePlace;
}

export interface UndeclaredEntry {
  readonly address: Address;
  readonly liveId?: string;
  /** Who created it or, if the log does not reach back that far, who wrote to it last. `request` shows which of the two. */
  readonly by?: Attribution;
}

/** Who made a change, according to the tenant's log. */
export interface Attribution {
  readonly who:
    | { readonly kind: 'person'; readonly name: string; readonly email?: string }
    | { readonly kind: 'application'; readonly name: string; readonly clientId?: string };
  readonly via: 'dashboard' | 'api';
  /** The program that the application reports itself as: `auth0-deploy-cli`. */
  readonly tool?: string;
  /** ISO 8601, as in the log. */
  readonly at: string;
  readonly request: { readonly method: string; readonly path: string };
  /** Whether tenon itself made the change. */
  readonly tenon: boolean;
}

/** How far back the tenant's log was read. */
export interface HistoryReach {
  readonly read: boolean;
  /** Time of the oldest write that was read, ISO 8601. */
  readonly since?: string;
  /** Why the log was not read or ends where it does. `retention`: the tenant keeps no older entries. `ceiling`: the API returns no more. */
  readonly limit?: 'scope' | 'unavailable' | 'retention' | 'ceiling';
}
