import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { collectKeywords } from '../../schema/schema-keywords.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';

/** A field that puts the list of a relation into effect (`x-after-relation`), and what a plan does to it. */
export interface ListSwitch {
  readonly field: string;
  readonly relation: string;
  readonly turns: 'on' | 'off';
}

/** A declared resource, and its live counterpart if there is one. */
interface SwitchOwner {
  readonly type: ResourceType;
  readonly declared: DeclaredResource;
  readonly live?: LiveResource | undefined;
}

/** Finds the switches that a plan turns, of relations that are declared: others do not change. */
export function findListSwitches({ type, declared, live }: SwitchOwner): readonly ListSwitch[] {
  const shape = getResourceShape(type);
  if (!collectKeywords(shape.schema).has('x-after-relation')) return [];
  return Object.keys(declared.fields).flatMap((field): readonly ListSwitch[] => {
    const relation = getMemberShape(shape, declared.fields, field)?.schema['x-after-relation'];
    if (relation === undefined || declared.relations[relation] === undefined) return [];
    const [was, becomes] = [isOn(live?.body, field), isOn(declared.fields, field)];
    return was === becomes ? [] : [{ field, relation, turns: becomes ? 'on' : 'off' }];
  });
}

const isOn = (fields: JsonObject = {}, field: string): boolean => getObjectMember(fields, field) === true;

/** Returns what the plan does to the switch of one relation. */
export const getTurn = (owner: SwitchOwner, relation: string): ListSwitch['turns'] | undefined =>
  findListSwitches(owner).find((listSwitch) => listSwitch.relation === relation)?.turns;

/** Lists the ids of the operations that must write a list before its switch is turned on. */
export const listOperationsBeforeSwitch = (owner: SwitchOwner, context: PlanningContext): readonly string[] => {
  const label = formatResourceLabel(owner.type, owner.declared.address, owner.live?.id, context);
  return findListSwitches(owner)
    .filter(({ turns }) => turns === 'on')
    .flatMap(({ relation }) => ['unlink', 'update', 'link'].map((action) => `${action} ${label} ${relation}`));
};
