import { addressOf } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { type JsonObject, member } from '../../model/json/json.ts';
import type { Change, Operation } from '../../model/plan/plan.ts';
import { PLAIN_REASON } from '../../model/plan/reasons.ts';
import { usersText } from '../../model/plan/user-loss.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { attachedFingerprint } from '../../resources/attached.ts';
import type { ResourceType } from '../../resources/define.ts';
import { ownTarget } from '../../resources/endpoints.ts';
import { keyOfLive } from '../../resources/identify.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { fingerprint } from '../../schema/compare/fingerprint.ts';
import { WIRE } from '../../schema/compare/normal.ts';
import { orderly } from '../../schema/compare/orderly.ts';
import { referencesIn } from '../../schema/references.ts';
import { masked } from '../../schema/secrets/mask.ts';
import { type Draft, EMPTY_DRAFT, nameToken, type Token, without } from '../draft.ts';
import { attachingNew, attachingOf } from '../owned/attached.ts';
import { attachedChanges, withoutShells } from '../owned/attached-changes.ts';
import { attachingRequests } from '../owned/attaching-requests.ts';
import { type Context, labelOf } from '../planning-context.ts';
import { changedFields, itemTokens, riskOf, secretsOf } from './changed-fields.ts';
import { createRequests, updateRequests } from './resource-requests.ts';
import { updateOnly } from './second-step.ts';
import { valuesOnlyIn, valueTokens } from './unique-tokens.ts';

/** A declared resource that the tenant does not have. */
export function createDraft(type: ResourceType, declared: DeclaredResource, context: Context): Draft {
  const shape = shapeOf(type);
  const secrets = secretsOf(declared);
  const fields = without(declared.fields, updateOnly(shape, declared.fields));
  const attaching = attachingNew(type, { ...declared, fields });
  const moved = attaching ? attachedChanges(attaching) : [];
  const own = fieldChanges(shape, {}, fields, context.reading(secrets, false));
  const changes = [...withoutShells(own, moved), ...moved];
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `create ${labelOf(type, declared.address, undefined, context)}`,
      action: 'create',
      address: declared.address,
      changes,
      requests: createRequests(type, declared, fields, context),
      why: PLAIN_REASON.create,
      risk: 'safe',
      ...twinsOf(type, declared, context),
      origin: declared.origin,
    },
    provides: [declared.address, ...itemTokens(declared.address, changes, 'add')],
    requires: requirements(type, fields, context),
    takes: type.unique ? [nameToken(declared.address)] : [],
    takesValues: valueTokens(type, fields),
    after: [...joinedTypes(type, context), ...(type.builtOn ?? [])].map((other) => `create ${other}/*`),
  };
}

const twinsOf = (type: ResourceType, declared: DeclaredResource, context: Context): { readonly twins?: readonly string[] } => {
  const twins = context.names.types.get(type.type)?.liveByKey.get(declared.key) ?? [];
  return twins.length === 0 ? {} : { twins: twins.map((live) => live.id).sort() };
};

/** What creates elsewhere would add to this type by themselves goes first: a new resource is not joined to by what is already there. */
const joinedTypes = (type: ResourceType, context: Context): readonly string[] =>
  context.catalogue.filter((other) => other.joins?.type === type.type).map((other) => other.type);

/** What the given fields of a resource use. The whole of it is at hand: the form of one field may depend on another. */
export function requirements(
  type: ResourceType,
  holder: JsonObject,
  context: Context,
  fields: Iterable<string> = Object.keys(holder),
): Draft['requires'] {
  const shape = shapeOf(type);
  return [...fields].flatMap((field) =>
    referencesIn(shape, { ...plainMembers(holder), [field]: member(holder, field) ?? null })
      .filter((reference) => reference.at === `/${field}` || reference.at.startsWith(`/${field}/`))
      .flatMap((reference) => context.tokens(reference).map((token) => ({ token, field }))),
  );
}

/** Those that others depend on: the resource that an item belongs to, the strategy that options belong to. */
const plainMembers = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));

/** A live resource that does not say what is declared; undefined if it does. */
export function updateDraft(
  type: ResourceType,
  declared: DeclaredResource,
  found: LiveResource,
  context: Context,
): Draft | undefined {
  const shape = shapeOf(type);
  const resends = context.resends(declared.address);
  const reading = { ...context.reading(secretsOf(declared)), resends };
  const attaching = attachingOf(type, declared, found);
  const moved = attaching ? attachedChanges(attaching) : [];
  if (moved.length === 0 && fieldChanges(shape, found.body, declared.fields, reading).length === 0) return undefined;
  const live = { ...found, body: orderly(shape, found.body) };
  const own = withoutShells(fieldChanges(shape, live.body, declared.fields, reading), moved);
  const changes = [...own, ...moved];
  const fields = changedFields(own);
  const changed = new Set(fields);
  const rotated = attaching && attachingRequests(type, declared, attaching, fields, context);
  const oldKey = keyOfLive(type, live.body, context.names.reads);
  const renamed = type.key.some((field) => changed.has(field));
  const removed = itemTokens(declared.address, changes, 'remove');
  const liveValues = valueTokens(type, live.body);
  const wantedValues = valueTokens(type, { ...live.body, ...declared.fields });
  const touched = new Set([...changed, ...type.key]);
  const required = requirements(type, { ...live.body, ...declared.fields }, context, touched);
  const used = new Set(requirements(type, { ...live.body, ...declared.fields }, context).map((need) => need.token));
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `update ${labelOf(type, declared.address, live.id, context)}`,
      action: 'update',
      address: declared.address,
      liveId: live.id,
      changes,
      requests: rotated?.requests ?? updateRequests(type, declared, live, fields, context),
      why: [...reasonsOf(renamed ? oldKey : undefined, resends), ...(rotated?.why ?? [])].join('; '),
      risk: riskOf(changes),
      fingerprint: fingerprint(shape, live.body),
      ...(attaching ? { attached: attachedFingerprint(attaching.all) } : {}),
      live: masked(shape, live.body, secretsOf(declared)),
      origin: declared.origin,
    },
    // What takes effect only now is there for others only now.
    provides: [...(takesEffect(type, declared) ? [declared.address] : []), ...itemTokens(declared.address, changes, 'add')],
    removes: removed,
    heldBy: type.heldBy ?? [],
    // Resources that go may use what is removed, without anybody having read it.
    after: [
      ...(removed.length === 0 ? [] : (type.heldBy ?? []).map((other) => `delete ${other}/*`)),
      ...context.catalogue.flatMap(({ type: other, disturbs }) => (disturbs?.type === type.type ? [`update ${other}`] : [])),
      ...(type.builtOn ?? []).map((other) => `create ${other}/*`),
    ],
    requires: required,
    releases: tokensOf(type, live.body, context, touched).filter((token) => !used.has(token)),
    takes: renamed && type.unique ? [nameToken(declared.address)] : [],
    frees: renamed && type.unique ? [nameToken(addressOf(type.type, oldKey))] : [],
    takesValues: valuesOnlyIn(wantedValues, liveValues),
    freesValues: valuesOnlyIn(liveValues, wantedValues),
  };
}

const reasonsOf = (oldKey: string | undefined, resends: boolean): readonly string[] => [
  oldKey === undefined ? PLAIN_REASON.update : `renamed from ${oldKey}; it keeps its id`,
  ...(resends ? ['what the tenant does not show is sent again, as asked'] : []),
];

const takesEffect = ({ effect }: ResourceType, { fields }: DeclaredResource): boolean =>
  effect !== undefined && member(fields, effect.field) === true;

const tokensOf = (type: ResourceType, body: JsonObject, context: Context, fields?: Iterable<string>): readonly Token[] =>
  requirements(type, body, context, fields).map((need) => need.token);

/** A live resource that nobody declares, of a type that is pruned. `newName`: a create beside it that may be meant to be the same. */
export function deleteDraft(
  type: ResourceType,
  key: string,
  found: LiveResource,
  context: Context,
  newName: string | undefined,
): Draft {
  const address = addressOf(type.type, key);
  const known = context.known(type.type, found.id);
  const shape = shapeOf(type);
  const live = { ...found, body: orderly(shape, found.body) };
  const usersLost = type.users ? (found.users ?? 'unknown') : undefined;
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `delete ${labelOf(type, address, live.id, context)}`,
      action: 'delete',
      address,
      liveId: live.id,
      changes: [],
      requests: [{ method: 'DELETE', ...ownTarget(type, live.id), ...(type.deleteQuery ? { query: type.deleteQuery } : {}) }],
      why: deletedBecause(type, key, usersLost, newName),
      risk: 'destructive',
      ...(usersLost === undefined ? {} : { usersLost }),
      fingerprint: fingerprint(shape, live.body),
      live: masked(shape, live.body),
    },
    removes: [known, ...itemsOf(type, known, live.body)],
    heldBy: type.heldBy ?? [],
    releases: tokensOf(type, live.body, context),
    frees: type.unique ? [nameToken(address)] : [],
    freesValues: valueTokens(type, live.body),
    after: [
      // What is in effect alone goes once another one is.
      ...(type.effect?.exclusive ? [`update ${type.type}/*`] : []),
      ...context.referringTypes(type.type).map((other) => `delete ${other}/*`),
      ...builtOn(type, context).flatMap((other) => [`delete ${other}/*`, `update ${other}/*`]),
    ],
  };
}

/** What the API takes only while there is one of this type. */
const builtOn = ({ type }: ResourceType, context: Context): readonly string[] =>
  context.catalogue.filter((other) => other.builtOn?.includes(type)).map((other) => other.type);

function deletedBecause(type: ResourceType, key: string, usersLost: Operation['usersLost'], newName: string | undefined): string {
  const users = usersLost === undefined ? '' : ` (${usersText(usersLost)})`;
  const renamed =
    newName === undefined ? '' : `. If ${addressOf(type.type, newName)} is its new name, "$renamed_from: ${key}" there keeps it`;
  return `not in the definition; with it goes ${type.loses}${users}${renamed}`;
}

const itemsOf = (type: ResourceType, address: string, body: JsonObject): readonly Token[] => {
  const changes: readonly Change[] = fieldChanges(shapeOf(type), {}, body, WIRE);
  return itemTokens(address, changes, 'add');
};
