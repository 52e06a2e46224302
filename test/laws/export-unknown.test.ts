import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { getObjectMember, isArray, isEqual, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { getValueAt } from '../../src/model/json/pointer.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { getLiveResources, type LiveResource, type Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { isSelf, isSystem } from '../../src/resources/identity/identify-resources.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { getDefinitionLayout } from '../../src/resources/resource-type.ts';
import { getItemShape, getMemberShape, type Shape } from '../../src/schema/schema-shape.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { exportSnapshot, fetchWholeSnapshot } from '../support/export-snapshot.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const NEWER = 'newer_than_the_schemas';

/** Each value of a list of values, one after the other, in the place of which there is one that the list does not know yet. */
function listNewerValues(shape: Shape | undefined, value: JsonValue): readonly JsonValue[] {
  if (!shape || shape.schema.readOnly || shape.schema.writeOnly || shape.schema.deprecated) return [];
  if (shape.schema.enum && typeof value === 'string') return [NEWER];
  if (isArray(value))
    return value.flatMap((item, index) => listNewerValues(getItemShape(shape), item).map((newer) => value.with(index, newer)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    listNewerValues(getMemberShape(shape, value, name), held).map((newer) => ({ ...value, [name]: newer })),
  );
}

const replaceResource = (snapshot: Snapshot, type: string, one: LiveResource, body: JsonObject): Snapshot => ({
  ...snapshot,
  types: {
    ...snapshot.types,
    [type]: {
      status: 'read',
      resources: getLiveResources(snapshot, type).map((other) => (other === one ? { ...one, body } : other)),
    },
  },
});

function exportText(snapshot: Snapshot): { readonly text: string; readonly codes: readonly string[] } {
  const { files, notes } = exportSnapshot(snapshot, { layout: 'text' });
  return { text: files[0]?.content ?? '', codes: notes.map(({ code }) => code) };
}

/** What the text changes of a type whose resources stand in a list at the top; the loader is left aside. */
function listTextChanges(snapshot: Snapshot, name: string, text: string): readonly string[] {
  const type = CATALOGUE.get(name);
  const document: JsonValue = parse(text);
  const items = isObject(document) ? getObjectMember(document, name) : undefined;
  if (!type || !isArray(items)) return [];
  const relations = new Set(type.relations.map(({ field }) => field));
  const resources = items.filter(isObject).map((item) => {
    const own = Object.entries(item).filter(([field]) => !relations.has(field));
    return declareResource(name, Object.fromEntries(own));
  });
  const definition = createDefinition(resources, {}, [name]);
  const planned = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  return planned.ok
    ? listChanges(planned.value)
        .filter(isSeen)
        .map(({ id }) => id)
    : planned.error.filter(({ place }) => !isUnset(resources, place)).map(({ message }) => message);
}

/** Whether a problem is about a secret that is not set here. */
const isUnset = (resources: readonly DeclaredResource[], place: Problem['place']): boolean =>
  place?.kind === 'address' &&
  resources.some(
    ({ address, fields }) => address === place.address && String(getValueAt(fields, place.pointer ?? '')).startsWith('${secret:'),
  );

/** The secrets are not set here. */
const isSeen = ({ action, changes }: Operation): boolean =>
  action !== 'update' || changes.some(({ kind, after }) => kind !== 'secret' && !String(after).startsWith('${secret:'));

describe.each(pickSample(TYPE_FIXTURES, 3, 'export unknown'))('$type', (shape) => {
  const fetchOwnResources = async (): Promise<{ readonly snapshot: Snapshot; readonly own: readonly LiveResource[] }> => {
    const { definition } = await loadOrThrow([shape.with ?? '', shape.after].join('\n'), { env: FIXTURE_SECRETS });
    await tenant().applyDefinition(definition);
    const snapshot = await fetchWholeSnapshot(tenant().api);
    const type = CATALOGUE.get(shape.type);
    if (!type) throw new Error(shape.type);
    const own = getLiveResources(snapshot, shape.type).filter(
      ({ body }) => !isSystem(type, body) && !isSelf(type, body, snapshot.self),
    );
    return { snapshot, own };
  };
  const isList = (): boolean => isEqual([...(CATALOGUE.get(shape.type)?.layout?.yamlPath ?? [shape.type])], [shape.type]);

  it('keeps a value that no schema lists, or leaves all of the resource out, and reports it', async () => {
    const { snapshot, own } = await fetchOwnResources();
    const type = CATALOGUE.get(shape.type);
    for (const one of own.slice(0, 3)) {
      // The places that there are stand in the paths of the API.
      const keys = type?.kind === 'placed' ? type.key : [];
      const bodies = listNewerValues(type && getResourceShape(type), one.body)
        .filter(isObject)
        .filter((body) => !keys.some((name) => body[name] === NEWER));
      for (const body of bodies) {
        const changed = replaceResource(snapshot, shape.type, one, body);
        const { text, codes } = exportText(changed);
        const isExported = text.includes(NEWER);
        expect({ body, isNamed: isExported ? codes.includes('wrong-value') : true }).toEqual({ body, isNamed: true });
        if (isList() && isExported)
          expect({ body, changes: listTextChanges(changed, shape.type, text) }).toEqual({ body, changes: [] });
        if (!isExported) expect(codes).toContain('wrong-value');
      }
    }
  });

  it('keeps a field that no schema knows, and masks what reads like a secret', async () => {
    const { snapshot, own } = await fetchOwnResources();
    const type = CATALOGUE.get(shape.type);
    const [one] = own;
    if (
      !type ||
      !one ||
      getResourceShape(type).schema.additionalProperties !== false ||
      typeof getDefinitionLayout(type).form === 'object'
    )
      return;
    const body = { ...one.body, newer_than_schemas: { depth: 2, api_secret: 'a canary' }, newer_token: 'a canary' };
    const { text, codes } = exportText(replaceResource(snapshot, shape.type, one, body));
    expect(text).toContain('newer_than_schemas:');
    expect(text).not.toContain('a canary');
    expect(codes).toContain('unknown-field');
  });
});
