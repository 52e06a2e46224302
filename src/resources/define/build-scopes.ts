import type { Scopes } from '../vocabulary/scopes.ts';

/** Which writes the API offers. */
interface OfferedWrites {
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

/** The usual scopes of a stem: `read:roles`, and `create:roles`, `update:roles`, `delete:roles` for the writes that the API offers. */
export const buildScopes = (stem: string, writes: OfferedWrites = { create: true, update: true, delete: true }): Scopes => ({
  read: [`read:${stem}`],
  ...(writes.create ? { create: [`create:${stem}`] } : {}),
  ...(writes.update ? { update: [`update:${stem}`] } : {}),
  ...(writes.delete ? { delete: [`delete:${stem}`] } : {}),
});
