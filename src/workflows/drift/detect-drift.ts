import type { Loaded } from '../../loader/load-definition.ts';
import type { Drift } from '../../model/drift.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { emitDriftEvents } from '../events/emit-events.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { type CacheOptions, readTenant } from '../tenant/read-tenant.ts';
import { computeDrift } from './compute-drift.ts';

export interface DetectDriftInput {
  readonly loaded: Loaded;
  /** Files of the definition, as a report names them. */
  readonly files: readonly string[];
  readonly tenant: TenantConnection;
  /** Undefined: no cache, so everything is read. */
  readonly caching?: CacheOptions;
}

export interface DetectedDrift {
  readonly drift: Drift;
  /** The state of the tenant that was compared. */
  readonly snapshot: Snapshot;
}

/** Reads the tenant and compares it with the definition, in both directions. Read-only. */
export async function detectDrift(
  { loaded, files, tenant, caching }: DetectDriftInput,
  ports: WorkflowPorts,
): Promise<Outcome<DetectedDrift, readonly Problem[]>> {
  const read = await readTenant(loaded, tenant, caching ?? {}, ports);
  if (!read.ok) return read;
  const drift = await computeDrift({ loaded, files, ...read.value, api: tenant.api });
  if (!drift.ok) return drift;
  emitDriftEvents(ports.events, drift.value);
  return succeed({ drift: drift.value, snapshot: read.value.snapshot });
}
