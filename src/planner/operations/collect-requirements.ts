import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { findReferences } from '../../schema/schema-references.ts';
import type { DependencyToken, Draft } from '../draft.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Collects what the given fields of a resource refer to. `holder` is the whole resource: the schema of a field may depend on others. */
export function collectRequirements(
  type: ResourceType,
  holder: JsonObject,
  context: PlanningContext,
  fields: Iterable<string> = Object.keys(holder),
): Draft['requires'] {
  const shape = getResourceShape(type);
  return [...fields].flatMap((field) =>
    findReferences(shape, { ...pickTextMembers(holder), [field]: getObjectMember(holder, field) ?? null })
      .filter((reference) => reference.at === `/${field}` || reference.at.startsWith(`/${field}/`))
      .flatMap((reference) => context.listReferenceTokens(reference).map((token) => ({ token, field }))),
  );
}

/** Picks the string fields, on which schemas of other fields depend: the owner of an item, the strategy of a connection's options. */
const pickTextMembers = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));

/** Collects the tokens of `collectRequirements` without the fields that refer to them. */
export const collectRequiredTokens = (
  type: ResourceType,
  body: JsonObject,
  context: PlanningContext,
  fields?: Iterable<string>,
): readonly DependencyToken[] => collectRequirements(type, body, context, fields).map((need) => need.token);
