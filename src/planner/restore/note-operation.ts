import type { Address } from '../../model/address.ts';
import type { NoteOperation } from '../../model/plan/operation.ts';

/** Creates a note in a restore plan. `id` distinguishes it from other notes at the same address. */
export const createNoteOperation = (address: Address, id: string, why: string): NoteOperation => ({
  id: `note ${address}${id === address ? '' : ` (${id})`}`,
  action: 'note',
  address,
  changes: [],
  requests: [],
  dependsOn: [],
  why,
  risk: 'safe',
});
