import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import type { DeclaredResource, Definition } from '../../src/model/definition/definition.ts';
import {
  getObjectMember,
  isArray,
  isEqual,
  isObject,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../src/model/json/json-value.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { pair, Teller } from '../support/definitions/steps.ts';
import { Emulated, emulatedForFile } from '../support/emulated.ts';
import { earlier, later } from '../support/every-kind.ts';
import { runs } from '../support/runs.ts';
import { collection, links } from '../support/state.ts';

const tenant = emulatedForFile();

const TYPES = {
  'resource-servers': 'resourceServers',
  clients: 'clients',
  connections: 'connections',
  roles: 'roles',
  organizations: 'organizations',
};
/** What the API works out with a write: from a list of scopes their text, from a name of Microsoft's the one of ours, from a discovery document that is named what it says. */
const DISCOVERED = ['oidc_metadata', 'issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri'];
const COMPUTED = new Set(['scope', 'waad_common_endpoint', ...DISCOVERED].map((name) => `connections options ${name}`));

/** Lists whose order means nothing: sent back in another order, they say the same. */
const SETS = new Set(['connections options non_persistent_attrs', 'connections options domain_aliases']);
const same = (place: string, was: JsonValue | undefined, is: JsonValue | undefined): boolean =>
  SETS.has(place) && isArray(was) && isArray(is)
    ? isEqual(was.map(toCanonicalJson).sort(), is.map(toCanonicalJson).sort())
    : isEqual(was, is);

/** Every value that is different, and that no declaration speaks of. */
function unasked(before: JsonObject, now: JsonObject, definition: Definition): readonly string[] {
  return Object.entries(TYPES).flatMap(([name, type]) => {
    const after = new Map(collection(now, name));
    return collection(before, name).flatMap(([id, old]) => {
      // The client that stands for all others holds a page, and nothing else that anybody declares.
      const live = old.global === true ? undefined : after.get(id);
      return live ? differences(`${type}`, old, live, declaredAs(definition, type, live)) : [];
    });
  });
}

const declaredAs = (definition: Definition, type: string, live: JsonObject): JsonObject => {
  const key = type === 'resourceServers' ? 'identifier' : 'name';
  const isIt = ({ fields, type: its }: DeclaredResource): boolean => its === type && fields[key] === live[key];
  return definition.resources.find(isIt)?.fields ?? {};
};

function differences(at: string, old: JsonObject, now: JsonObject, declared: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const place = `${at} ${name}`;
    const [was, is, said] = [getObjectMember(old, name), getObjectMember(now, name), getObjectMember(declared, name)];
    if (COMPUTED.has(place) || same(place, was, is)) return [];
    if (said === undefined) return [`${place}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`];
    return isObject(said) && isObject(was) && isObject(is) ? differences(place, was, is, said) : [];
  });
}

/** Ids that are gone and that no delete of the plan names; what the API takes along with a deleted owner aside. */
function vanished(before: JsonObject, now: JsonObject, plan: Plan): readonly string[] {
  const deleted = new Set(plan.operations.flatMap(({ action, liveId }) => (action === 'delete' ? [liveId] : [])));
  return [...Object.keys(TYPES), 'client-grants'].flatMap((name) => {
    const left = new Set(collection(now, name).map(([id]) => id));
    return collection(before, name)
      .filter(([id, value]) => !left.has(id) && !deleted.has(id) && !deleted.has(String(value.client_id)))
      .map(([id]) => id);
  });
}

const RELATIONS = {
  'connection-clients': ['connections', 'enabled_clients'],
  'role-permissions': ['roles', 'permissions'],
  'organization-connections': ['organizations', 'connections'],
  'organization-clients': ['organizations', 'clients'],
} as const;

/** Links that came, went or changed although nobody declares the relation, and both ends are still there. */
function relinked(before: JsonObject, now: JsonObject, definition: Definition): readonly string[] {
  const there = (dump: JsonObject) => new Set(Object.keys(TYPES).flatMap((name) => collection(dump, name).map(([id]) => id)));
  const [old, left] = [there(before), there(now)];
  const stays = (id: string): boolean => [id, id.slice(0, 24)].some((part) => old.has(part) && left.has(part));
  return Object.entries(RELATIONS).flatMap(([name, [type, field]]) => {
    const owners = new Map(collection(now, type));
    const isDeclared = (owner: string): boolean =>
      definition.resources.some(
        (resource) =>
          resource.type === type && resource.relations[field] !== undefined && resource.fields.name === owners.get(owner)?.name,
      );
    const told = (dump: JsonObject): readonly string[] =>
      links(dump, name)
        .filter(([from, to]) => stays(from) && stays(to) && !isDeclared(from))
        .map((link) => `${name} ${JSON.stringify(link)}`);
    const [was, is] = [told(before), told(now)];
    return [...was.filter((one) => !is.includes(one)), ...is.filter((one) => !was.includes(one))];
  });
}

it('fields, links and resources that nobody declares are the same afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      await at.become(teller.next(worlds[0]));
      const before = at.emulator.dump();
      const definition = teller.next(worlds[1]);
      const { plan } = await at.become(definition);
      const now = at.emulator.dump();
      expect(unasked(before, now, definition)).toEqual([]);
      expect(vanished(before, now, plan)).toEqual([]);
      expect(relinked(before, now, definition)).toEqual([]);
    }),
    runs(30),
  );
});

/** What a newer API might add: at the top of everything, and in the options of connections, which take any member. */
function withExtras(dump: JsonObject): JsonValue {
  const extra = { x_newer: { deep: [1, { a: null }], text: 'ünï' } };
  return JSON.parse(JSON.stringify(dump), (name, value: JsonValue) => {
    if (name === 'options' && isObject(value)) return { ...value, ...extra };
    const [id, body, ...more] = isArray(value) ? value : [];
    return typeof id === 'string' && isObject(body) && more.length === 0 ? [id, { ...body, ...extra }] : value;
  });
}

it('members that this version does not know survive', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-'));
  const stateFile = join(folder, 'state.json');
  const at = tenant();
  at.emulator.reset();
  await at.become(earlier());
  writeFileSync(stateFile, JSON.stringify(withExtras(at.emulator.dump())));
  const newer = new Emulated(await startEmulator({ stateFile }));
  try {
    const before = newer.emulator.dump();
    expect(JSON.stringify(before)).toContain('x_newer');
    await newer.become(later());
    expect(unasked(before, newer.emulator.dump(), later())).toEqual([]);
  } finally {
    await newer.api.close();
    await newer.emulator.close();
    rmSync(folder, { recursive: true });
  }
});
