import { toAddress } from '../../model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../../model/definition/definition.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getLiveKey } from '../../resources/identify-resources.ts';
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
 * The definition that an earlier state amounts to. What still has its id keeps it, whatever it is called by now; what is gone is declared by
 * its key, to be made anew; what must go is what the definition leaves out, so all others of such a type are in it, as they are.
 */
export function buildDefinitionFromState(target: RestoreTarget): Definition {
  const view = createRestoreContext(target);
  const { before, catalogue, goes } = view;
  const restored = catalogue.flatMap((type) => declareSavedResources(type, view));
  const joined = findAutoLinkedRelations(restored, view);
  const others = catalogue.flatMap((type) => (goes.has(type.type) || joined.has(type.type) ? declareUnaffected(type, view) : []));
  const resources = [...restored, ...others].map((one) => keepAutoLinkedRelation(one, joined.get(one.type), view));
  const prune = catalogue.map(({ type }) => type).filter((type) => goes.has(type));
  const read = Object.entries(before.types).flatMap(([type, live]) => (live.status === 'read' ? [type] : []));
  const whole = { kind: 'share', percent: 100 } as const;
  return {
    declared: [...new Set([...resources.map(({ type }) => type), ...prune, ...read])].map((type) => ({ type })),
    resources,
    policy: { ...DEFAULT_POLICY, tenant: before.tenant, prune, limits: { delete: whole, update: whole } },
    digest: hashSha256(JSON.parse(JSON.stringify([before, [...goes].map(([type, ids]) => [type, [...ids].sort()])]))),
  };
}

const declareSavedResources = (type: ResourceType, view: RestoreContext): readonly DeclaredResource[] =>
  listSavedResources(type, view.before, view.now.self)
    .filter(({ id }) => !view.goes.get(type.type)?.has(id))
    .flatMap((was): readonly DeclaredResource[] => {
      const live = view.live.get(type.type)?.get(was.id);
      const relations = restoreRelations(type, was, live, view);
      if (live)
        return [buildDeclaredResource(type, { fields: computeRestoredFields(type, was, live, view), relations }, live, view)];
      // The notes say why.
      if (
        isResourceUnknown(view.now, type, view.nameResource(type.type, was.id)) ||
        view.losses.unmade.get(type.type)?.has(was.id)
      )
        return [];
      const fields = toDeclarableResource(getResourceShape(type), was.body, view.nameResource);
      const { pinnedId: _, ...named } = buildDeclaredResource(type, { fields, relations }, was, view);
      return [named];
    });

/** A field with values in it that the API shows only encrypted cannot be sent without losing them: it stays as it is. */
function computeRestoredFields(
  type: ResourceType,
  was: LiveResource,
  live: LiveResource,
  { nameResource: calls, losses }: RestoreContext,
): JsonObject {
  if (!isFullySaved(type, was)) return pickKeyFields(type, live);
  const shape = getResourceShape(type);
  const lost = new Set(findLostFields(type, was, losses.isLost).map(({ name }) => name));
  const fields = omitMembers(unsetNewMembers(shape, toDeclarableResource(shape, was.body, calls), was.body, live.body), lost);
  return omitMembers(fields, findFieldsLosingSecrets(shape, live.body, fields));
}

/** All others of a type from which something goes, or that something would join: declared as they are, so that they stay so. */
const declareUnaffected = (type: ResourceType, view: RestoreContext): readonly DeclaredResource[] =>
  (view.unknown.get(type.type) ?? [])
    .filter(({ id }) => !view.goes.get(type.type)?.has(id))
    .map((live) => buildDeclaredResource(type, { fields: pickKeyFields(type, live), relations: {} }, live, view));

/** Enough to be told by, and nothing that could change. */
const pickKeyFields = (type: ResourceType, { body }: LiveResource): JsonObject => pickMembers(body, new Set(type.key));

function keepAutoLinkedRelation(declared: DeclaredResource, field: string | undefined, view: RestoreContext): DeclaredResource {
  const { type, pinnedId = '' } = declared;
  const live = view.live.get(type)?.get(pinnedId);
  const definition = view.catalogue.find((one) => one.type === type);
  if (!live || !definition) return declared;
  return { ...declared, relations: { ...declareRelationAsIs(definition, live, field, view), ...declared.relations } };
}

function buildDeclaredResource(
  type: ResourceType,
  { fields, relations }: Pick<DeclaredResource, 'fields' | 'relations'>,
  one: LiveResource,
  { nameResource: calls, file }: RestoreContext,
): DeclaredResource {
  const key = getLiveKey(type, { ...one.body, ...fields }, calls);
  const origin = { kind: 'file', file, line: 1, column: 1 } as const;
  return { type: type.type, key, address: toAddress(type.type, key), fields, relations, pinnedId: one.id, secrets: {}, origin };
}
