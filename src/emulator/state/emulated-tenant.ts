import type { JsonObject } from '../../model/json/json-value.ts';
import type { Shuffler } from '../engine/paging/shuffler.ts';
import type { UnprovenPatch } from '../engine/patch-object.ts';
import type { TenantLog } from '../logs/tenant-log.ts';
import type { EmulatedClock } from './emulated-clock.ts';
import type { IdGenerator } from './id-generator.ts';
import type { TenantState } from './tenant-state.ts';

/** What a handler works on. */
export interface EmulatedTenant {
  /** Canonical domain, as in issuers and in the Management API's identifier. */
  readonly domain: string;
  /** First label of the domain: what the API calls the tenant's name. */
  readonly name: string;
  readonly state: TenantState;
  readonly ids: IdGenerator;
  readonly clock: EmulatedClock;
  readonly logs: TenantLog;
  /** Where lists and set-like arrays are to come in another order with every read. */
  readonly shuffler: Shuffler | undefined;
  /** What a PATCH does with objects of which nobody knows it; can be changed while the emulator runs. */
  readonly patching: { unproven: UnprovenPatch };
}

export const getIssuer = (tenant: EmulatedTenant): string => `https://${tenant.domain}/`;
export const getManagementAudience = (tenant: EmulatedTenant): string => `https://${tenant.domain}/api/v2/`;

/** An object that a handler insists on: missing means that this code, not a request, is wrong. */
export function getStoredObject(tenant: EmulatedTenant, collection: string, id: string): JsonObject {
  const found = tenant.state.getCollection(collection).get(id);
  if (found === undefined) throw new Error(`${collection} has no ${id}`);
  return found;
}
