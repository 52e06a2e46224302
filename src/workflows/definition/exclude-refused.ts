import type { Loaded } from '../../loader/load-definition.ts';
import type { Address } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Operation, Plan } from '../../model/plan/plan.ts';
import type { RefusedPart, Snapshot } from '../../model/snapshot.ts';

/** What is left of a definition without what the tenant refuses to show, and what was left out of it. */
export interface PlannableDefinition {
  readonly loaded: Loaded;
  readonly notPlanned: readonly UnplannedPart[];
}

interface UnplannedPart {
  readonly address: Address;
  readonly relation?: string;
  readonly message: string;
}

/** Leaves out what is declared and could not be read: what cannot be compared cannot be planned. */
export function excludeRefused(loaded: Loaded, snapshot: Snapshot): PlannableDefinition {
  const { definition } = loaded;
  const resources: DeclaredResource[] = [];
  const notPlanned: UnplannedPart[] = [];
  for (const resource of definition.resources) {
    const refused = findRefusedParts(resource, snapshot);
    notPlanned.push(...refused);
    if (!refused.some(({ relation }) => relation === undefined)) resources.push(removeRelations(resource, refused));
  }
  return { loaded: { ...loaded, definition: { ...definition, resources } }, notPlanned };
}

function findRefusedParts({ type, address, relations }: DeclaredResource, { types }: Snapshot): readonly UnplannedPart[] {
  const live = types[type];
  if (live?.status === 'unavailable') return [{ address, message: live.message }];
  // Where the definition says that there are none, none could be read, and that is planned.
  const isDeclared = ({ relation }: RefusedPart): boolean => relation === undefined || (relations[relation] ?? []).length > 0;
  return (live?.refused ?? []).filter((part) => part.address === address && isDeclared(part));
}

function removeRelations(resource: DeclaredResource, refused: readonly UnplannedPart[]): DeclaredResource {
  const names = new Set(refused.map(({ relation }) => relation));
  return { ...resource, relations: Object.fromEntries(Object.entries(resource.relations).filter(([name]) => !names.has(name))) };
}

const REFUSED_SUFFIX = '(refused)';

/** The plan with a note for each that it leaves out. */
export const addNotPlannedNotes = (plan: Plan, notPlanned: readonly UnplannedPart[]): Plan => ({
  ...plan,
  operations: [...plan.operations, ...notPlanned.map(createNotPlannedNote)],
});

/** Whether a plan leaves out something that its definition declares. */
export const isPartialPlan = ({ operations }: Plan): boolean => operations.some(({ id }) => id.endsWith(REFUSED_SUFFIX));

const createNotPlannedNote = ({ address, relation, message }: UnplannedPart): Operation => ({
  id: `note ${address}${relation === undefined ? '' : ` ${relation}`} ${REFUSED_SUFFIX}`,
  action: 'note',
  address,
  ...omitUndefined({ relation }),
  changes: [],
  requests: [],
  dependsOn: [],
  why: `not planned: ${relation === undefined ? '' : `${relation}: `}the tenant refuses to show it: ${message}`,
  risk: 'safe',
});
