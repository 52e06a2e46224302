import { toAddress } from '../../model/address.ts';
import type { Definition } from '../../model/definition/definition.ts';
import { isChange } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { getHiddenFieldNames, getLiveResources, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { isForeign, isSelf } from '../../resources/identity/identify-resources.ts';
import { collectKnownNames } from '../../resources/identity/known-names.ts';
import type { ReferenceContext } from '../../resources/identity/resource-names.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { TenantView, ViewedResource } from '../tenant-view.ts';
import { type DeclaredIndex, indexDeclared } from './declared-index.ts';
import { hasEveryKey, viewDeclared } from './view-definition.ts';
import { applyDeclared, listStatedFields, readDeclaredFields, readLiveFields, toEffectiveFields } from './view-resource.ts';

export interface ViewedPlan {
  /** The tenant as it is. */
  readonly before: TenantView;
  /** The tenant as the plan will leave it. What the plan does not touch is the very same object as in `before`. */
  readonly after: TenantView;
}

export interface ViewPlanInput {
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly catalogue: Catalogue;
  readonly plan: Pick<Plan, 'operations'>;
}

/** Views a tenant before and after a plan. */
export function viewPlan({ definition, snapshot, catalogue, plan }: ViewPlanInput): ViewedPlan {
  const declared = indexDeclared(definition, plan.operations.filter(isChange));
  const references = collectKnownNames(snapshot, catalogue, declared.keysById);
  const types = catalogue.all.filter(({ type }) => snapshot.types[type]?.status === 'read');
  const viewed = types.map((type) => viewType(type, { snapshot, references, declared }));
  const hidden = Object.fromEntries(types.map(({ type }) => [type, getHiddenFieldNames(snapshot.types[type])]));
  const build = (pick: (type: ViewedType) => readonly ViewedResource[]): TenantView => ({
    types: Object.fromEntries(viewed.map((type) => [type.type.type, pick(type)])),
    incomplete: new Set(viewed.flatMap((type) => (isWhole(type.type, pick(type)) ? [] : [type.type.type]))),
    hidden,
  });
  return { before: build(({ before }) => before), after: build(({ after }) => after) };
}

/** Views a tenant of which every resource was read. */
export const viewSnapshot = (snapshot: Snapshot, catalogue: Catalogue, definition: Definition): TenantView => ({
  ...viewPlan({ definition, snapshot, catalogue, plan: { operations: [] } }).before,
  incomplete: new Set(),
});

const isWhole = (type: ResourceType, resources: readonly ViewedResource[]): boolean =>
  hasEveryKey(type, new Set(resources.map(({ key }) => key)));

interface ViewedType {
  readonly type: ResourceType;
  readonly before: readonly ViewedResource[];
  readonly after: readonly ViewedResource[];
}

interface TypeContext {
  readonly snapshot: Snapshot;
  readonly references: ReferenceContext;
  readonly declared: DeclaredIndex;
}

function viewType(type: ResourceType, context: TypeContext): ViewedType {
  const { snapshot, declared } = context;
  const live = getLiveResources(snapshot, type.type).filter(({ body }) => !isForeign(type, body));
  const pairs = live.map((resource) => viewLiveResource(type, resource, context));
  const before = pairs.map((pair) => pair.before);
  const created = declared.created.filter((resource) => resource.type === type.type);
  const isUntouched = created.length === 0 && pairs.every((pair) => pair.after === pair.before);
  const after = [...pairs.flatMap((pair) => pair.after ?? []), ...created.map((resource) => viewDeclared(type, resource, true))];
  return { type, before, after: isUntouched ? before : after };
}

interface ViewedPair {
  readonly before: ViewedResource;
  /** Undefined: deleted. */
  readonly after: ViewedResource | undefined;
}

function viewLiveResource(type: ResourceType, live: LiveResource, context: TypeContext): ViewedPair {
  const { snapshot, references, declared } = context;
  const key = references.names.toKey(type.type, live.id);
  const resource = declared.findMatch(type.type, live.id, key);
  const hidden = getHiddenFieldNames(snapshot.types[type.type]);
  const fields = readLiveFields(type, live, references);
  const before: ViewedResource = {
    type: type.type,
    key,
    address: toAddress(type.type, key),
    isNew: false,
    isSelf: isSelf(type, live.body, snapshot.self),
    fields: toEffectiveFields(type, fields, hidden),
    stated: resource ? listStatedFields(resource) : NOTHING,
  };
  if (declared.isDeleted(type.type, live.id)) return { before, after: undefined };
  if (!resource || !declared.isChanged(type.type, live.id)) return { before, after: before };
  const changed = applyDeclared(type, fields, readDeclaredFields(type, resource), references);
  return { before, after: { ...before, fields: toEffectiveFields(type, changed, hidden) } };
}

const NOTHING: ReadonlySet<string> = new Set();
