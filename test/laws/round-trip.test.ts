import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportLayout } from '../../src/exporter/export-options.ts';
import { splitAddress } from '../../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../../src/model/definition/definition.ts';
import { getObjectMember, isEqual, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { parsePointer } from '../../src/model/json/pointer.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getLiveKey, isSelf, isSystem } from '../../src/resources/identity/identify-resources.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import type { ResourceType } from '../../src/resources/resource-type.ts';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { listRequiredMembers } from '../../src/schema/matches-schema.ts';
import { getMemberShape } from '../../src/schema/schema-shape.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import type { World } from '../support/definitions/world.ts';
import { exportSnapshot, fetchWholeSnapshot, loadExport } from '../support/export-snapshot.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const copy = setUpTenantPipeline();
const layout = fc.constantFrom<ExportLayout>('text', 'file', 'folder');

/** A tenant with a past: what an earlier definition left behind is in it, too. */
async function applyWorlds(at: TenantPipeline, worlds: readonly World[]): Promise<Snapshot> {
  at.emulator.reset();
  const sequence = new DefinitionSequence(at);
  for (const world of worlds) await at.applyDefinition(sequence.buildNext(world));
  return fetchWholeSnapshot(at.api);
}

/** The same, for a tenant that shall have nothing else. */
const pruneEverything = (definition: Definition): Definition => {
  const prune = CATALOGUE.all.map(({ type }) => type);
  const all = { kind: 'share', percent: 100 } as const;
  return {
    ...definition,
    declared: prune.map((type) => ({ type })),
    policy: { ...DEFAULT_POLICY, prune, limits: { delete: all, update: all } },
  };
};

/** What has a place of its own, and says nothing there, is not worth a word. */
const countOwnResources = (snapshot: Snapshot): number =>
  CATALOGUE.collections.flatMap((type) =>
    getLiveResources(snapshot, type.type).filter(({ body }) => !isSystem(type, body) && !isSelf(type, body, snapshot.self)),
  ).length;

/** Credentials of providers cannot be read, and without them there is none: they stay with their tenant. */
const omitProviderSecrets = (definition: Definition): Definition => ({
  ...definition,
  resources: definition.resources.filter((resource) => {
    const { credentials } = getResourceShape(getResourceType(resource)).schema.properties ?? {};
    return !credentials?.['x-create-required'];
  }),
});

/** What is there in every tenant is as somebody left it: only where a resource is created does the API fill in. */
const isCreated = (resource: DeclaredResource): boolean => {
  const type = getResourceType(resource);
  return type.kind === 'collection' && type.scopes.create !== undefined;
};

/** Partials stay where the last custom domain is gone, and nobody can set them without one. */
const isLeftBehind = (snapshot: Snapshot): boolean =>
  getLiveResources(snapshot, 'customDomains').length === 0 &&
  getLiveResources(snapshot, 'promptPartials').some(
    ({ body }) => isObject(body.partials) && Object.keys(body.partials).length > 0,
  );

/** A resource of which only that is said without which there is none. */
function keepRequiredFields(resource: DeclaredResource): DeclaredResource {
  const type = getResourceType(resource);
  const shape = getResourceShape(type);
  const toCreate = Object.keys(resource.fields).filter(
    (name) => getMemberShape(shape, resource.fields, name)?.schema['x-create-required'],
  );
  // What others are built on has to be in effect.
  const inEffect = type.activation ? [type.activation.field] : [];
  const needed = new Set([...type.key, ...toCreate, ...inEffect, ...listRequiredMembers(shape, resource.fields)]);
  const fields = Object.fromEntries(Object.entries(resource.fields).filter(([name]) => needed.has(name)));
  return { ...resource, fields, relations: {}, secrets: {} };
}

/** Members, and members of what the API merges, that it has filled in just so where nobody said them. */
function findNeedlessMembers(resource: DeclaredResource, filled: Snapshot): readonly string[] {
  const type = getResourceType(resource);
  const shape = getResourceShape(type);
  const live = getLiveResources(filled, type.type).find(
    (candidate) => getLiveKey(type, candidate, createKeyLookup(filled)) === resource.key,
  );
  const least = keepRequiredFields(resource).fields;
  // What the API fills in may depend on a field that is left out here.
  const getServerDefault = (holder: JsonObject, name: string) => getMemberShape(shape, holder, name)?.schema['x-server-default'];
  const optionalMembers = Object.entries(resource.fields).filter(
    ([name]) => !Object.hasOwn(least, name) && isEqual(getServerDefault(least, name), getServerDefault(resource.fields, name)),
  );
  return optionalMembers.flatMap(([name, value]) => {
    const there = live && getObjectMember(live.body, name);
    const isMerged = getMemberShape(shape, resource.fields, name)?.schema['x-patch'] === 'merge';
    const inner = isMerged && isObject(value) && isObject(there) ? Object.entries(value) : [];
    const parts = inner
      .filter(([part]) => isObject(there) && Object.hasOwn(there, part))
      .map(([part, held]) => ({ [part]: held }));
    return [...(there === undefined ? [] : [value]), ...parts]
      .filter(
        (part) => live && computeFieldChanges(shape, live.body, { [name]: part }, { ...AS_IS, defaults: false }).length === 0,
      )
      .map((part) => `${type.type} ${name}: ${JSON.stringify(part)}`);
  });
}

const createKeyLookup = (snapshot: Snapshot) => (type: string, id: string) => {
  const found = getLiveResources(snapshot, type).find((live) => live.id === id);
  return typeof found?.body.name === 'string' ? found.body.name : undefined;
};

function isDeprecated(address: string, path: string): boolean {
  const type = CATALOGUE.get(splitAddress(address).type);
  const [name = ''] = parsePointer(path);
  return type !== undefined && getMemberShape(getResourceShape(type), {}, name)?.schema.deprecated === true;
}

function getResourceType({ type }: DeclaredResource): ResourceType {
  const found = CATALOGUE.get(type);
  if (!found) throw new Error(type);
  return found;
}

describe('an export', () => {
  it('plans empty against the tenant it is from, whatever its layout', async () => {
    await fc.assert(
      fc.asyncProperty(worldPair, layout, fc.boolean(), async (worlds, layout, full) => {
        const snapshot = await applyWorlds(tenant(), worlds);
        const { definition } = await loadExport(exportSnapshot(snapshot, { layout, full }), snapshot);
        const listed = definition.resources.filter(({ type }) => CATALOGUE.get(type)?.kind === 'collection');
        expect(listed).toHaveLength(countOwnResources(snapshot));
        expect(listChanges(await tenant().plan(definition))).toEqual([]);
      }),
      getRunParameters(25),
    );
  });

  it('makes an empty tenant what the first one is, in all that either says', async () => {
    await fc.assert(
      fc.asyncProperty(worldPair, async (worlds) => {
        const snapshot = await applyWorlds(tenant(), worlds);
        // Auth0 keeps references to clients that are gone, and takes none.
        fc.pre(!exportSnapshot(snapshot).notes.some(({ code }) => code === 'dangling-reference') && !isLeftBehind(snapshot));
        const brief = omitProviderSecrets((await loadExport(exportSnapshot(snapshot), snapshot)).definition);
        const full = omitProviderSecrets((await loadExport(exportSnapshot(snapshot, { full: true }), snapshot)).definition);
        copy().emulator.reset();
        await copy().applyDefinition(pruneEverything(brief));
        expect(listChanges(await copy().plan(pruneEverything(brief)))).toEqual([]);
        // Secrets of clients, which Auth0 makes anew, and what nobody shall use any more, are in the full export alone.
        const others = listChanges(await copy().plan(pruneEverything(full))).flatMap(({ address, relation, changes }) =>
          changes
            .filter(({ kind, path }) => kind !== 'secret' && !isDeprecated(address, path))
            .map(({ path }) => `${address} ${relation ?? ''}${path}`),
        );
        expect(others).toEqual([]);
      }),
      getRunParameters(25),
    );
  });

  it('says nothing that the API would have filled in by itself', async () => {
    await fc.assert(
      fc.asyncProperty(worldPair, async (worlds) => {
        const snapshot = await applyWorlds(tenant(), worlds);
        const { definition } = await loadExport(exportSnapshot(snapshot), snapshot);
        copy().emulator.reset();
        await copy().applyDefinition(pruneEverything({ ...definition, resources: [] }));
        await copy().applyDefinition(
          pruneEverything({ ...definition, resources: omitProviderSecrets(definition).resources.map(keepRequiredFields) }),
        );
        const filled = await fetchWholeSnapshot(copy().api);
        expect(definition.resources.filter(isCreated).flatMap((resource) => findNeedlessMembers(resource, filled))).toEqual([]);
      }),
      getRunParameters(15),
    );
  });
});
