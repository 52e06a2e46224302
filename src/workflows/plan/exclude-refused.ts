import type { Loaded } from '../../loader/load-definition.ts';
import type { Address } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { NoteOperation } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';

import type { RefusedPart, Snapshot } from '../../model/snapshot.ts';

/** A definition without the parts that the tenant refuses to show, and a list of those parts. */
export interface PlannableDefinition {
  readonly loaded: Loaded;
  readonly notPlanned: readonly UnplannedPart[];
}

interface UnplannedPart {
  readonly address: Address;
  readonly relation?: string;
  readonly message: string;
}

/** Removes declared parts that could not be read: without their current state they cannot be planned. */
export function excludeRefused(loaded: Loaded, snapshot: Snapshot): PlannableDefinition {
  const { definition } = loaded;
  const resources: DeclaredResource[] = [];
  const notPlanned: UnplannedPart[] = [];
  const absent: DeclaredResource[] = [];
  for (const resource of [...definition.resources, ...definition.absent]) {
    const refused = findRefusedParts(resource, snapshot);
    notPlanned.push(...refused);
    if (refused.some(({ relation }) => relation === undefined)) continue;
    if (definition.absent.includes(resource)) absent.push(resource);
    else resources.push(removeRelations(resource, refused));
  }
  return { loaded: { ...loaded, definition: { ...definition, resources, absent } }, notPlanned };
}

function findRefusedParts({ type, address, relations }: DeclaredResource, { types }: Snapshot): readonly UnplannedPart[] {
  const live = types[type];
  if (live?.status === 'unavailable') return [{ address, message: live.message }];
  // A relation that is declared as empty can be planned although it could not be read.
  const isDeclared = ({ relation }: RefusedPart): boolean => relation === undefined || (relations[relation] ?? []).length > 0;
  return (live?.refused ?? []).filter((part) => part.address === address && isDeclared(part));
}

function removeRelations(resource: DeclaredResource, refused: readonly UnplannedPart[]): DeclaredResource {
  const names = new Set(refused.map(({ relation }) => relation));
  return { ...resource, relations: Object.fromEntries(Object.entries(resource.relations).filter(([name]) => !names.has(name))) };
}

const REFUSED_SUFFIX = '(refused)';

/** Adds a note to the plan for each part that was left out. */
export const addNotPlannedNotes = (plan: Plan, notPlanned: readonly UnplannedPart[]): Plan => ({
  ...plan,
  operations: [...plan.operations, ...notPlanned.map(createNotPlannedNote)],
});

/** Whether the plan leaves out parts of its definition. */
export const isPartialPlan = ({ operations }: Plan): boolean => operations.some(({ id }) => id.endsWith(REFUSED_SUFFIX));

const createNotPlannedNote = ({ address, relation, message }: UnplannedPart): NoteOperation => ({
  id: `note ${address}${relation === undefined ? '' : ` ${relation}`} ${REFUSED_SUFFIX}`,
  action: 'note',
  address,
  ...omitUndefined({ relation }),
  changes: [],
  requests: [],
  dependsOn: [],
  why: `not planned: the tenant refuses to show ${relation ?? 'it'}: ${message}`,
  risk: 'safe',
});
