import { addressOf } from '../../model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../../model/definition/definition.ts';
import type { JsonObject } from '../../model/json/json.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { keyOfLive } from '../../resources/identify.ts';
import { shapeOf } from '../../resources/shape.ts';
import { sha256 } from '../../schema/compare/fingerprint.ts';
import { declarable, unsettingNew } from '../../schema/request/declarable.ts';
import { fieldsThatLose } from '../check/lost-secrets.ts';
import { only, without } from '../draft.ts';
import { isUnseen } from './comparable.ts';
import { lostFields } from './losses.ts';
import { asItIs, joinedBy, relationsBack } from './relations.ts';
import { isWhole, savedResources } from './saved.ts';
import { type View, viewOf, type WayBack } from './view.ts';

/**
 * The definition that an earlier state amounts to. What still has its id keeps it, whatever it is called by now; what is gone is declared by
 * its key, to be made anew; what must go is what the definition leaves out, so all others of such a type are in it, as they are.
 */
export function wayBack(way: WayBack): Definition {
  const view = viewOf(way);
  const { before, catalogue, goes } = view;
  const again = catalogue.flatMap((type) => declaredAgain(type, view));
  const joined = joinedBy(again, view);
  const others = catalogue.flatMap((type) => (goes.has(type.type) || joined.has(type.type) ? bystanders(type, view) : []));
  const resources = [...again, ...others].map((one) => withJoined(one, joined.get(one.type), view));
  const prune = catalogue.map(({ type }) => type).filter((type) => goes.has(type));
  const read = Object.entries(before.types).flatMap(([type, live]) => (live.status === 'read' ? [type] : []));
  const whole = { kind: 'share', percent: 100 } as const;
  return {
    declared: [...new Set([...resources.map(({ type }) => type), ...prune, ...read])].map((type) => ({ type })),
    resources,
    policy: { ...DEFAULT_POLICY, tenant: before.tenant, prune, limits: { delete: whole, update: whole } },
    digest: sha256(JSON.parse(JSON.stringify([before, [...goes].map(([type, ids]) => [type, [...ids].sort()])]))),
  };
}

const declaredAgain = (type: ResourceType, view: View): readonly DeclaredResource[] =>
  savedResources(type, view.before, view.now.self)
    .filter(({ id }) => !view.goes.get(type.type)?.has(id))
    .flatMap((was): readonly DeclaredResource[] => {
      const live = view.live.get(type.type)?.get(was.id);
      const relations = relationsBack(type, was, live, view);
      if (live) return [declaredAs(type, { fields: fieldsBack(type, was, live, view), relations }, live, view)];
      // The notes say why.
      if (isUnseen(view.now, type, view.calls(type.type, was.id)) || view.losses.unmade.get(type.type)?.has(was.id)) return [];
      const fields = declarable(shapeOf(type), was.body, view.calls);
      const { pinnedId: _, ...named } = declaredAs(type, { fields, relations }, was, view);
      return [named];
    });

/** A field with values in it that the API shows only encrypted cannot be sent without losing them: it stays as it is. */
function fieldsBack(type: ResourceType, was: LiveResource, live: LiveResource, { calls, losses }: View): JsonObject {
  if (!isWhole(type, was)) return keyFields(type, live);
  const shape = shapeOf(type);
  const lost = new Set(lostFields(type, was, losses.isLost).map(({ name }) => name));
  const fields = without(unsettingNew(shape, declarable(shape, was.body, calls), was.body, live.body), lost);
  return without(fields, fieldsThatLose(shape, live.body, fields));
}

/** All others of a type from which something goes, or that something would join: declared as they are, so that they stay so. */
const bystanders = (type: ResourceType, view: View): readonly DeclaredResource[] =>
  (view.unknown.get(type.type) ?? [])
    .filter(({ id }) => !view.goes.get(type.type)?.has(id))
    .map((live) => declaredAs(type, { fields: keyFields(type, live), relations: {} }, live, view));

/** Enough to be told by, and nothing that could change. */
const keyFields = (type: ResourceType, { body }: LiveResource): JsonObject => only(body, new Set(type.key));

function withJoined(declared: DeclaredResource, field: string | undefined, view: View): DeclaredResource {
  const { type, pinnedId = '' } = declared;
  const live = view.live.get(type)?.get(pinnedId);
  const definition = view.catalogue.find((one) => one.type === type);
  if (!live || !definition) return declared;
  return { ...declared, relations: { ...asItIs(definition, live, field, view), ...declared.relations } };
}

function declaredAs(
  type: ResourceType,
  { fields, relations }: Pick<DeclaredResource, 'fields' | 'relations'>,
  one: LiveResource,
  { calls, file }: View,
): DeclaredResource {
  const key = keyOfLive(type, { ...one.body, ...fields }, calls);
  const origin = { kind: 'file', file, line: 1, column: 1 } as const;
  return { type: type.type, key, address: addressOf(type.type, key), fields, relations, pinnedId: one.id, secrets: {}, origin };
}
