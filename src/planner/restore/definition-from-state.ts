import { toAddress } from '../../model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../../model/definition/definition.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { LiveResource, Snapshot } from '../../model/snapshot.ts';
import { getLiveKey } from '../../resources/identity/identify-resources.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { hashSha256 } from '../../schema/compare/fingerprint.ts';
import { toDeclarableResource, unsetNewMembers } from '../../schema/request/declarable-resource.ts';
import { findFieldsLosingSecrets } from '../check/lost-secrets.ts';
import { omitMembers, pickMembers } from '../draft.ts';
import { isResourceUnknown } from './comparable-states.ts';
import { createRestoreContext, type RestoreContext, type RestoreTarget } from './restore-context.ts';
import { findLostFields } from './restore-losses.ts';
import { declareRelationAsIs, findAutoLinkedRelations, restoreRelations } from './restored-relations.ts';
import { isFullySaved, listSavedResources } from './saved-resources.ts';

/**
 * Builds the definition that restores an earlier state. Resources that still exist are declared by id, whatever their name is now. Deleted
 * ones are declared by key, so that they are created again. Resources to delete are left out and their types pruned, so the definition
 * also declares every other resource of those types, unchanged.
 */
export function buildDefinitionFromState(target: RestoreTarget): Definition {
  const context = createRestoreContext(target);
  const { before, catalogue, goes } = context;
  const restored = catalogue.all.flatMap((type) => declareSavedResources(type, context));
  const joined = findAutoLinkedRelations(restored, context);
  const others = catalogue.all.flatMap((type) =>
    goes.has(type.type) || joined.has(type.type) ? declareUnaffected(type, context) : [],
  );
  const resources = [...restored, ...others].map((one) => keepAutoLinkedRelation(one, joined.get(one.type), context));
  const prune = catalogue.all.map(({ type }) => type).filter((type) => goes.has(type));
  const read = Object.entries(before.types).flatMap(([type, live]) => (live.status === 'read' ? [type] : []));
  const whole = { kind: 'share', percent: 100 } as const;
  return {
    declared: [...new Set([...resources.map(({ type }) => type), ...prune, ...read])].map((type) => ({ type })),
    resources,
    absent: [],
    policy: { ...DEFAULT_POLICY, tenant: before.tenant, prune, limits: { delete: whole, update: whole } },
    digest: hashSha256(JSON.parse(JSON.stringify([before, [...goes].map(([type, ids]) => [type, [...ids].sort()])]))),
  };
}

const declareSavedResources = (type: ResourceType, context: RestoreContext): readonly DeclaredResource[] =>
  listSavedResources(type, context.before, context.now.self)
    .filter(({ id }) => !context.goes.get(type.type)?.has(id))
    .flatMap((was): readonly DeclaredResource[] => {
      const live = context.live.get(type.type)?.get(was.id);
      const relations = restoreRelations(type, was, live, context);
      if (live)
        return [
          buildDeclaredResource(type, { fields: computeRestoredFields(type, was, live, context), relations }, live, context),
        ];
      // Not restored; the notes of the plan explain why.
      if (
        isResourceUnknown(context.now, type, context.nameResource(type.type, was.id)) ||
        context.losses.unmade.get(type.type)?.has(was.id)
      )
        return [];
      const fields = toDeclarableResource(getResourceShape(type), was.body, context.nameResource);
      const { pinnedId: _, ...named } = buildDeclaredResource(type, { fields, relations }, was, context);
      return [named];
    });

/** Computes the fields to restore. Omits fields that contain hidden or encrypted values: sending them would lose those values. */
function computeRestoredFields(
  type: ResourceType,
  was: LiveResource,
  live: LiveResource,
  { before, nameResource, losses }: RestoreContext,
): JsonObject {
  if (!isFullySaved(type, was)) return pickKeyFields(type, live);
  const shape = getResourceShape(type);
  const lost = findLostFields(type, was, losses.isLost).map(({ name }) => name);
  const fields = omitMembers(
    unsetNewMembers(shape, toDeclarableResource(shape, was.body, nameResource), was.body, live.body),
    new Set([...lost, ...listMembersHeldElsewhere(type, was, before)]),
  );
  return omitMembers(fields, findFieldsLosingSecrets(shape, live.body, fields));
}

/** Lists members that were not there and are restored as resources of another type: the pages in the settings of the tenant. */
const listMembersHeldElsewhere = ({ schema }: ResourceType, { body }: LiveResource, { types }: Snapshot): readonly string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, { 'x-holds': held }]) =>
    held !== undefined && types[held]?.status === 'read' && !Object.hasOwn(body, name) ? [name] : [],
  );

/** Declares the other resources of a type without changes, so that pruning or automatic links do not affect them. */
const declareUnaffected = (type: ResourceType, context: RestoreContext): readonly DeclaredResource[] =>
  (context.unknown.get(type.type) ?? [])
    .filter(({ id }) => !context.goes.get(type.type)?.has(id))
    .map((live) => buildDeclaredResource(type, { fields: pickKeyFields(type, live), relations: {} }, live, context));

/** Picks the key fields: enough to identify a live resource, and nothing that would change it. */
const pickKeyFields = (type: ResourceType, { body }: LiveResource): JsonObject => pickMembers(body, new Set(type.key));

function keepAutoLinkedRelation(
  declared: DeclaredResource,
  field: string | undefined,
  context: RestoreContext,
): DeclaredResource {
  const { type, pinnedId = '' } = declared;
  const live = context.live.get(type)?.get(pinnedId);
  const definition = context.catalogue.get(type);
  if (!live || !definition) return declared;
  return { ...declared, relations: { ...declareRelationAsIs(definition, live, field, context), ...declared.relations } };
}

function buildDeclaredResource(
  type: ResourceType,
  { fields, relations }: Pick<DeclaredResource, 'fields' | 'relations'>,
  one: LiveResource,
  { nameResource, file }: RestoreContext,
): DeclaredResource {
  const key = getLiveKey(type, { ...one, body: { ...one.body, ...fields } }, nameResource);
  const origin = { kind: 'file', file, line: 1, column: 1 } as const;
  return { type: type.type, key, address: toAddress(type.type, key), fields, relations, pinnedId: one.id, secrets: {}, origin };
}
