import type { PlanSide, Referrers } from '../../impact/impact-question.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { LiveResource, Snapshot } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { findReferences } from '../../schema/schema-references.ts';
import type { Matching } from '../match/match-resources.ts';
import { collectReferencedTypes, type PlanningContext } from '../planning-context.ts';
import { type ResourceSides, readResourceSides } from './resource-sides.ts';

/** A resource of the tenant or of the definition, with both sides. They are read when they are first asked for. */
export interface TenantResource {
  readonly type: ResourceType;
  readonly key: string;
  readonly liveId: string | undefined;
  readonly isNew: boolean;
  getSides(): ResourceSides;
}

/** The tenant before and after the plan. Everything is computed on demand, because most plans ask about few resources. */
export interface TenantSides {
  /** Finds the resource that an operation changes. */
  find(type: string, key: string, liveId: string | undefined): TenantResource | undefined;
  listSiblings(resource: TenantResource, side: PlanSide): readonly JsonObject[];
  findReferrers(resource: TenantResource, side: PlanSide): Referrers;
}

export interface TenantSidesInput {
  readonly matching: Matching;
  readonly snapshot: Snapshot;
  /** Live ids of resources that the plan deletes, by type. */
  readonly pruned: ReadonlyMap<string, ReadonlySet<string>>;
  readonly context: PlanningContext;
}

export function createTenantSides(input: TenantSidesInput): TenantSides {
  const { context, snapshot } = input;
  const listResources = memoize((type: string) => listTenantResources(type, input));
  const indexNames = memoize(
    (type: string) => new Map(listResources(type).map((resource) => [formatName(resource.key, resource.liveId), resource])),
  );
  const indexReferences = memoize((target: string) => indexReferrers(target, context, listResources));
  const isKnown = memoize((target: string) => listReferringTypes(target, context).every(({ type }) => isRead(snapshot, type)));
  const sides: TenantSides = {
    find: (type, key, liveId) => indexNames(type).get(formatName(key, liveId)),
    listSiblings: (resource, side) =>
      listResources(resource.type.type).flatMap((other) => {
        const fields = other === resource ? undefined : other.getSides()[side];
        return fields ? [fields] : [];
      }),
    findReferrers: (resource, side) => {
      const { byName, fields } = indexReferences(resource.type.type)[side];
      const own = resource.getSides()[side] ?? {};
      const names = [`=${resource.key}`, ...[...fields].map((field) => `${field}=${String(own[field])}`)];
      const found = new Set(names.flatMap((name) => byName.get(name) ?? []));
      const list = [...found].map((referrer) => ({
        key: referrer.key,
        fields: referrer.getSides()[side] ?? {},
        findReferrers: (at: PlanSide) => sides.findReferrers(referrer, at),
      }));
      return { list, isComplete: isKnown(resource.type.type) };
    },
  };
  return sides;
}

const formatName = (key: string, liveId: string | undefined): string => (liveId === undefined ? `key ${key}` : `id ${liveId}`);

/** A subscription or a feature that a tenant does not have leaves nothing to be read. */
const isRead = ({ types }: Snapshot, type: string): boolean => {
  const live = types[type];
  return live?.status === 'read' || (live?.status === 'unavailable' && live.reason !== 'scope');
};

function listTenantResources(name: string, { matching, pruned, context }: TenantSidesInput): readonly TenantResource[] {
  const match = matching.types.find(({ definition }) => definition.type === name);
  if (!match) return [];
  const type = match.definition;
  const create = (key: string, declared?: DeclaredResource, live?: LiveResource): TenantResource => ({
    type,
    key,
    liveId: live?.id,
    isNew: live === undefined,
    getSides: memoizeOnce(() => {
      const sides = readResourceSides(type, declared, live, context);
      const isDeleted = live !== undefined && pruned.get(name)?.has(live.id) === true;
      return isDeleted && sides.before ? { before: sides.before } : sides;
    }),
  });
  return [
    ...match.pairs.map(({ declared, live }) => create(declared.key, declared, live)),
    ...match.unmatched.map(({ key, live }) => create(key, undefined, live)),
    ...match.untouchable.map(({ declared, live }) => create(declared.key, undefined, live)),
  ];
}

const listReferringTypes = (target: string, { catalogue }: PlanningContext): readonly ResourceType[] =>
  catalogue.all.filter((type) => collectReferencedTypes(type).has(target));

interface ReferrerIndex {
  /** By `field=value`; without a field, by key. */
  readonly byName: ReadonlyMap<string, readonly TenantResource[]>;
  /** Fields of the target that references name. */
  readonly fields: ReadonlySet<string>;
}

function indexReferrers(
  target: string,
  context: PlanningContext,
  listResources: (type: string) => readonly TenantResource[],
): Readonly<Record<PlanSide, ReferrerIndex>> {
  const resources = listReferringTypes(target, context).flatMap(({ type }) => listResources(type));
  return { before: indexSide(resources, target, 'before'), after: indexSide(resources, target, 'after') };
}

function indexSide(resources: readonly TenantResource[], target: string, side: PlanSide): ReferrerIndex {
  const found = resources.flatMap((resource) =>
    findReferences(getResourceShape(resource.type), resource.getSides()[side])
      .filter(({ type }) => type === target)
      .map(({ field = '', value }) => ({ field, name: `${field}=${value}`, resource })),
  );
  const groups = groupBy(found, ({ name }) => name);
  return {
    byName: new Map([...groups].map(([name, group]) => [name, group.map(({ resource }) => resource)])),
    fields: new Set(found.map(({ field }) => field).filter((field) => field !== '')),
  };
}

function memoize<T>(compute: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const value = compute(name);
    known.set(name, value);
    return value;
  };
}

function memoizeOnce<T>(compute: () => T): () => T {
  const known = memoize(compute);
  return () => known('');
}
