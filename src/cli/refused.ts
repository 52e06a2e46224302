import type { Loaded } from '../loader/load.ts';
import type { Address } from '../model/address.ts';
import type { DeclaredResource } from '../model/definition/definition.ts';
import type { Operation, Plan } from '../model/plan/plan.ts';
import type { RefusedPart, Snapshot } from '../model/snapshot.ts';

/** What is left of a definition without what the tenant refuses to show, and what was left out of it. */
export interface Plannable {
  readonly loaded: Loaded;
  readonly notPlanned: readonly NotPlanned[];
}

interface NotPlanned {
  readonly address: Address;
  readonly relation?: string;
  readonly message: string;
}

/** Leaves out what is declared and could not be read: what cannot be compared cannot be planned. */
export function withoutRefused(loaded: Loaded, snapshot: Snapshot): Plannable {
  const { definition } = loaded;
  const resources: DeclaredResource[] = [];
  const notPlanned: NotPlanned[] = [];
  for (const resource of definition.resources) {
    const refused = refusedOf(resource, snapshot);
    notPlanned.push(...refused);
    if (!refused.some(({ relation }) => relation === undefined)) resources.push(withoutRelations(resource, refused));
  }
  return { loaded: { ...loaded, definition: { ...definition, resources } }, notPlanned };
}

function refusedOf({ type, address, relations }: DeclaredResource, { types }: Snapshot): readonly NotPlanned[] {
  const live = types[type];
  if (live?.status === 'unavailable') return [{ address, message: live.message }];
  // Where the definition says that there are none, none could be read, and that is planned.
  const isDeclared = ({ relation }: RefusedPart): boolean => relation === undefined || (relations[relation] ?? []).length > 0;
  return (live?.refused ?? []).filter((part) => part.address === address && isDeclared(part));
}

function withoutRelations(resource: DeclaredResource, refused: readonly NotPlanned[]): DeclaredResource {
  const names = new Set(refused.map(({ relation }) => relation));
  return { ...resource, relations: Object.fromEntries(Object.entries(resource.relations).filter(([name]) => !names.has(name))) };
}

const REFUSED = '(refused)';

/** The plan with a note for each that it leaves out. */
export const withNotPlanned = (plan: Plan, notPlanned: readonly NotPlanned[]): Plan => ({
  ...plan,
  operations: [...plan.operations, ...notPlanned.map(noteOf)],
});

/** Whether a plan leaves out something that its definition declares. */
export const isPartial = ({ operations }: Plan): boolean => operations.some(({ id }) => id.endsWith(REFUSED));

const noteOf = ({ address, relation, message }: NotPlanned): Operation => ({
  id: `note ${address}${relation === undefined ? '' : ` ${relation}`} ${REFUSED}`,
  action: 'note',
  address,
  ...(relation === undefined ? {} : { relation }),
  changes: [],
  requests: [],
  dependsOn: [],
  why: `not planned: ${relation === undefined ? '' : `${relation}: `}the tenant refuses to show it: ${message}`,
  risk: 'safe',
});
