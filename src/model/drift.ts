import type { Address } from './address.ts';
import type { Change } from './plan/plan.ts';
import type { FilePlace, Problem } from './problem/problem.ts';

/** Where the tenant and the definition differ, and who made it so. `schemas/drift.schema.json` is its form. Holds no secret. */
export interface Drift {
  readonly format: typeof DRIFT_FORMAT;
  readonly tool: string;
  readonly tenant: string;
  readonly definition: string;
  /** The definition's files, as given on the command line. */
  readonly files: readonly string[];
  /** Every declared resource: those that no entry speaks of are as declared. */
  readonly checked: readonly Address[];
  /** By resource; one that several people changed has an entry for each of them. */
  readonly entries: readonly DriftEntry[];
  /** Resources of declared types that the tenant has and the definition does not list. They are no drift: nobody claims them. */
  readonly undeclared: readonly UndeclaredEntry[];
  /** Declared resources that are not compared, and why: what belongs to Auth0, what tenon itself runs as. */
  readonly skipped: readonly { readonly address: Address; readonly why: string }[];
  readonly history: HistoryReach;
  /** What could not be told, and why. */
  readonly notes: readonly Problem[];
}

export const DRIFT_FORMAT = 'tenon-drift/1';

/**
 * `tenant changed`: the last to write it was somebody else than tenon. `definition ahead`: it was tenon, or nobody has written it since
 * tenon last wrote anything, so the definition is what moved. `unknown`: the log does not reach that far back, or may not be read.
 */
export type DriftKind = 'tenant changed' | 'definition ahead' | 'unknown';

export interface DriftEntry {
  readonly address: Address;
  readonly relation?: string;
  readonly kind: DriftKind;
  /** What applying would do about it: `create` means that the tenant does not have it. */
  readonly action: 'create' | 'update' | 'delete' | 'link' | 'unlink';
  readonly liveId?: string;
  /** `before` is what the tenant has, `after` what the definition says. */
  readonly changes: readonly Change[];
  /** Who wrote it last, where the log tells. */
  readonly by?: Attribution;
  readonly origin?: FilePlace;
}

export interface UndeclaredEntry {
  readonly address: Address;
  readonly liveId?: string;
  /** Who made it, or if the log does not reach that far back who wrote to it last; its request tells which. */
  readonly by?: Attribution;
}

/** Who wrote, as the tenant's log tells it. */
export interface Attribution {
  readonly who:
    | { readonly kind: 'person'; readonly name: string; readonly email?: string }
    | { readonly kind: 'application'; readonly name: string; readonly clientId?: string };
  readonly via: 'dashboard' | 'api';
  /** The program that an application says it is: `auth0-deploy-cli`. */
  readonly tool?: string;
  /** ISO 8601, as in the log. */
  readonly at: string;
  readonly request: { readonly method: string; readonly path: string };
  /** Whether it was tenon itself. */
  readonly tenon: boolean;
}

/** How far back the log was read. */
export interface HistoryReach {
  readonly read: boolean;
  /** The oldest write seen. */
  readonly since?: string;
  /** Why it was not read, or ends where it does: `retention` is all that the tenant keeps, `ceiling` all that it shows. */
  readonly limit?: 'scope' | 'unavailable' | 'retention' | 'ceiling';
}
