import fc from 'fast-check';
import type { Definition } from '../../../src/model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject } from '../../../src/model/json/json-value.ts';
import type { TenantPipeline } from '../tenant-pipeline.ts';
import { buildDefinition, type FindId } from './build-definition.ts';
import { EMPTY_WORLD, makeReachable } from './make-reachable.ts';
import { type World, world } from './world.ts';

/** Whether a slot stays just as it was, or only in another order, decides how much of a pair differs. */
export const worldPair: fc.Arbitrary<readonly [World, World]> = fc
  .record({ first: world, second: world, kept: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }) })
  .map(({ first, second, kept }) => [first, keepSlots(first, second, kept)]);

const SLOT_LISTS = ['apis', 'clients', 'grants', 'connections', 'roles', 'organizations'] as const;

function keepSlots(first: World, second: World, kept: readonly boolean[]): World {
  let next = 0;
  const lists = SLOT_LISTS.map((name) => [
    name,
    second[name].map((item, slot) => (kept[next++ % kept.length] === true ? reverseLists(first[name][slot]) : item)),
  ]);
  return { ...second, ...Object.fromEntries(lists) };
}

/** The same with every list turned round: what is a set must not notice. */
function reverseLists<T>(item: T): T {
  if (typeof item !== 'object' || item === null || !('fields' in item) || !isObject(item.fields)) return item;
  const fields = Object.fromEntries(
    Object.entries(item.fields).map(([name, value]) => [name, isArray(value) ? value.toReversed() : value]),
  );
  return { ...item, fields };
}

/** A definition, and the tenant's state that the one before left. */
export class DefinitionSequence {
  #before = EMPTY_WORLD;
  readonly #tenant: TenantPipeline;

  constructor(tenant: TenantPipeline) {
    this.#tenant = tenant;
  }

  /** The next definition, reachable from where the tenant is. */
  buildNext(drawn: World): Definition {
    const { declared, after } = makeReachable(drawn, this.#before);
    const definition = buildDefinition(declared, this.#before, createIdLookup(this.#tenant.emulator.dump()));
    this.#before = after;
    return definition;
  }
}

const COLLECTIONS: Readonly<Record<string, readonly [collection: string, id: string]>> = {
  clients: ['clients', 'client_id'],
  roles: ['roles', 'id'],
  organizations: ['organizations', 'id'],
};

export function createIdLookup(dump: JsonObject): FindId {
  return (type, key) => {
    const [name = '', id = ''] = COLLECTIONS[type] ?? [];
    const collections = getObjectMember(dump, 'collections');
    const rows = isObject(collections) ? getObjectMember(collections, name) : [];
    const bodies = (isArray(rows) ? rows : []).flatMap((row) => (isArray(row) ? row : [])).filter(isObject);
    const found = bodies.find((body) => getObjectMember(body, 'name') === key)?.[id];
    return typeof found === 'string' ? found : undefined;
  };
}
