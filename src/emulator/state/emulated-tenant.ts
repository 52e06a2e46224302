import type { JsonObject } from '../../model/json/json-value.ts';
import type { Shuffler } from '../engine/paging/shuffler.ts';
import type { UnprovenPatch } from '../engine/patch-object.ts';
import type { TenantLog } from '../logs/tenant-log.ts';
import type { EmulatedClock } from './emulated-clock.ts';
import type { IdGenerator } from './id-generator.ts';
import type { TenantState } from './tenant-state.ts';

/** The emulated tenant: its state and what generates ids, timestamps and log events for it. */
export interface EmulatedTenant {
  /** Canonical domain, as in token issuers and the Management API's identifier. */
  readonly domain: string;
  /** Tenant name: the first label of the domain. */
  readonly name: string;
  readonly state: TenantState;
  readonly ids: IdGenerator;
  readonly clock: EmulatedClock;
  readonly logs: TenantLog;
  /** Reorders lists and set-like arrays with every read; `undefined` keeps them in order. */
  readonly shuffler: Shuffler | undefined;
  /** How a PATCH treats objects whose behavior is unproven. Can be changed while the emulator runs. */
  readonly patching: { unproven: UnprovenPatch };
}

export const getIssuer = (tenant: EmulatedTenant): string => `https://${tenant.domain}/`;
export const getManagementAudience = (tenant: EmulatedTenant): string => `https://${tenant.domain}/api/v2/`;

/** Returns an object that must exist. Throws an internal error if it does not. */
export function getStoredObject(tenant: EmulatedTenant, collection: string, id: string): JsonObject {
  const found = tenant.state.getCollection(collection).get(id);
  if (found === undefined) throw new Error(`${collection} has no ${id}`);
  return found;
}
