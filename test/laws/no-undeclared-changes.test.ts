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
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { createEarlierDefinition, createLaterDefinition } from '../support/every-request-kind.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { readCollection, readLinks } from '../support/tenant-dump.ts';
import { setUpTenantPipeline, TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

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
const isSameValue = (place: string, was: JsonValue | undefined, is: JsonValue | undefined): boolean =>
  SETS.has(place) && isArray(was) && isArray(is)
    ? isEqual(was.map(toCanonicalJson).sort(), is.map(toCanonicalJson).sort())
    : isEqual(was, is);

/** Every value that is different, and that no declaration speaks of. */
function findUnaskedChanges(before: JsonObject, now: JsonObject, definition: Definition): readonly string[] {
  return Object.entries(TYPES).flatMap(([name, type]) => {
    const after = new Map(readCollection(now, name));
    return readCollection(before, name).flatMap(([id, old]) => {
      // The client that stands for all others holds a page, and nothing else that anybody declares.
      const live = old.global === true ? undefined : after.get(id);
      // Roles of organizations stand beside those of the tenant, and are a type of their own.
      const own = old.owner_id === undefined ? type : 'organizationRoles';
      return live ? findDifferences(own, old, live, findDeclaredFields(definition, own, live)) : [];
    });
  });
}

const findDeclaredFields = (definition: Definition, type: string, live: JsonObject): JsonObject => {
  const key = type === 'resourceServers' ? 'identifier' : 'name';
  const isDeclaration = ({ fields, type: its }: DeclaredResource): boolean => its === type && fields[key] === live[key];
  return definition.resources.find(isDeclaration)?.fields ?? {};
};

function findDifferences(at: string, old: JsonObject, now: JsonObject, declared: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const place = `${at} ${name}`;
    const [was, is, declaredValue] = [getObjectMember(old, name), getObjectMember(now, name), getObjectMember(declared, name)];
    if (COMPUTED.has(place) || isSameValue(place, was, is)) return [];
    if (declaredValue === undefined) return [`${place}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`];
    return isObject(declaredValue) && isObject(was) && isObject(is) ? findDifferences(place, was, is, declaredValue) : [];
  });
}

/** Ids that are gone and that no delete of the plan names; what the API takes along with a deleted owner aside. */
function findVanished(before: JsonObject, now: JsonObject, plan: Plan): readonly string[] {
  const deleted = new Set(plan.operations.flatMap(({ action, liveId }) => (action === 'delete' ? [liveId] : [])));
  return [...Object.keys(TYPES), 'client-grants'].flatMap((name) => {
    const left = new Set(readCollection(now, name).map(([id]) => id));
    return readCollection(before, name)
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
function findChangedLinks(before: JsonObject, now: JsonObject, definition: Definition): readonly string[] {
  const collectIds = (dump: JsonObject) =>
    new Set(Object.keys(TYPES).flatMap((name) => readCollection(dump, name).map(([id]) => id)));
  const [old, left] = [collectIds(before), collectIds(now)];
  const isKept = (id: string): boolean => [id, id.slice(0, 24)].some((part) => old.has(part) && left.has(part));
  return Object.entries(RELATIONS).flatMap(([name, [type, field]]) => {
    const owners = new Map(readCollection(now, type));
    const isDeclared = (owner: string): boolean =>
      definition.resources.some(
        (resource) =>
          resource.type === type && resource.relations[field] !== undefined && resource.fields.name === owners.get(owner)?.name,
      );
    const listUndeclaredLinks = (dump: JsonObject): readonly string[] =>
      readLinks(dump, name)
        .filter(([from, to]) => isKept(from) && isKept(to) && !isDeclared(from))
        .map((link) => `${name} ${JSON.stringify(link)}`);
    const [was, is] = [listUndeclaredLinks(before), listUndeclaredLinks(now)];
    return [...was.filter((one) => !is.includes(one)), ...is.filter((one) => !was.includes(one))];
  });
}

it('fields, links and resources that nobody declares are the same afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const before = at.emulator.dump();
      const definition = sequence.buildNext(worlds[1]);
      const { plan } = await at.applyDefinition(definition);
      const now = at.emulator.dump();
      expect(findUnaskedChanges(before, now, definition)).toEqual([]);
      expect(findVanished(before, now, plan)).toEqual([]);
      expect(findChangedLinks(before, now, definition)).toEqual([]);
    }),
    getRunParameters(30),
  );
});

/** What a newer API might add: at the top of everything, and in the options of connections, which take any member. */
function addUnknownMembers(dump: JsonObject): JsonValue {
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
  await at.applyDefinition(createEarlierDefinition());
  writeFileSync(stateFile, JSON.stringify(addUnknownMembers(at.emulator.dump())));
  const newer = new TenantPipeline(await startEmulator({ stateFile }));
  try {
    const before = newer.emulator.dump();
    expect(JSON.stringify(before)).toContain('x_newer');
    await newer.applyDefinition(createLaterDefinition());
    expect(findUnaskedChanges(before, newer.emulator.dump(), createLaterDefinition())).toEqual([]);
  } finally {
    await newer.api.close();
    await newer.emulator.close();
    rmSync(folder, { recursive: true });
  }
});
