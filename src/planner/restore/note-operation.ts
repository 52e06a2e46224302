import type { Address } from '../../model/address.ts';
import type { Operation } from '../../model/plan/operation.ts';

/** Creates a note in a restore plan. `id` distinguishes it from other notes at the same address. */
export const createNoteOperation = (address: Address, id: string, why: string): Operation => ({
  id: `note ${address}${id === address ? '' : ` (${id})`}`,
  action: 'note',
  address,
  changes: [],
  requests: [],
  dependsOn: [],
  why,
  risk: 'safe',
});
