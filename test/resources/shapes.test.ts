import { beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { findProblemCodes, loadOrThrow } from '../loader/load-helpers.ts';
import { describeOperations } from '../support/describe-operations.ts';
import { findLiveId } from '../support/find-live-id.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import type { TypeFixture } from '../support/shapes/type-fixture.ts';
import { expectAllDone, setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const ANN = { name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' };

/** Types of which only the declared resources are read, so that none of the others can be pruned. */
const LOOKED_UP = new Set(CATALOGUE.collections.filter(({ lookups }) => lookups).map(({ type }) => type));

beforeEach(() => tenant().emulator.reset());

/** The definition that a text of a shape stands for. Whatever is amiss with it is a failure of the test. */
async function loadShapeDefinition(shape: TypeFixture, text: string, policy = ''): Promise<Definition> {
  const { definition, warnings } = await loadOrThrow([shape.with ?? '', text, policy].join('\n'), { env: FIXTURE_SECRETS });
  expect(warnings.filter(({ code }) => code !== 'prunes-all')).toEqual([]);
  return definition;
}

/** Applies, and sees that nothing was noticed, that it cost what was announced and that nothing is left to do. */
async function applyAndReplan(at: TenantPipeline, definition: Definition): Promise<readonly string[]> {
  const plan = await at.plan(definition);
  const from = at.listRequests().length;
  const result = await at.apply(plan, definition);
  expectAllDone(result);
  expect(result.operations.flatMap(({ problems }) => problems)).toEqual([]);
  const spent = at.listRequests(from);
  const reads = spent.filter(({ method }) => method === 'GET').length;
  expect({ reads, writes: spent.length - reads }).toEqual(plan.cost);
  expect(describeOperations(await at.plan(definition))).toEqual([]);
  return describeOperations(plan);
}

/** A definition that speaks of the type and lists none of it. */
function buildEmptyYaml({ type }: TypeFixture): string {
  const { yamlPath: at, form } = CATALOGUE.get(type)?.layout ?? { yamlPath: [type], form: 'list' };
  const names = at.filter((name) => !name.startsWith('{'));
  const none: JsonValue = form === 'list' ? [] : {};
  return stringify(names.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), none));
}

const buildPruneYaml = ({ type }: TypeFixture): string =>
  `\nreconcile: { prune: [${type}], limits: { delete: 100%, update: 100% } }`;

async function requestAsAnn(
  at: TenantPipeline,
  method: 'GET' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<JsonValue> {
  const answer = await at.emulator
    .asPerson(ANN)
    .request(method, path, body === undefined ? undefined : JSON.parse(JSON.stringify(body)));
  expect(answer.status).toBeLessThan(300);
  return answer.body ?? null;
}

it('every type but those that have slots in the laws has a fixture', () => {
  const slotted = ['resourceServers', 'clients', 'clientGrants', 'connections', 'roles', 'organizations'];
  const types = [...slotted, ...TYPE_FIXTURES.map(({ type }) => type)].sort();
  const declarable = CATALOGUE.all.filter(({ referenceOnly }) => referenceOnly === undefined);
  expect(types).toEqual(declarable.map(({ type }) => type).sort());
});

describe.each(pickSample(TYPE_FIXTURES, 8, 'shapes'))('$type', (shape) => {
  it('becomes what is declared, and changes by just what is changed', async () => {
    const at = tenant();
    await applyAndReplan(at, await loadShapeDefinition(shape, shape.before));
    expect(await applyAndReplan(at, await loadShapeDefinition(shape, shape.after))).toEqual(shape.changes);
  });

  it('tells what somebody else has changed, and takes back no more than that', async () => {
    const at = tenant();
    const { method = 'PATCH', path, body, drift, survives = {} } = shape.dashboardChange;
    const definition = await loadShapeDefinition(shape, shape.after);
    await applyAndReplan(at, definition);
    const place = path.replace('{id}', await findLiveId(at, shape.type, definition));
    await requestAsAnn(at, method, place, body);
    expect(await applyAndReplan(at, definition)).toEqual(drift);
    if (Object.keys(survives).length > 0) expect(await requestAsAnn(at, 'GET', place)).toMatchObject(survives);
  });

  it('is deleted where it is pruned and the API can, and stays where it is not', async () => {
    const at = tenant();
    if (LOOKED_UP.has(shape.type)) {
      expect(await findProblemCodes(buildEmptyYaml(shape) + buildPruneYaml(shape))).toEqual(['wrong-value 3:22']);
      return;
    }
    await applyAndReplan(at, await loadShapeDefinition(shape, shape.before));
    const nothing = await loadShapeDefinition(shape, buildEmptyYaml(shape));
    const there = (await at.plan(nothing)).undeclared.filter((address) => address.startsWith(shape.type));
    expect(describeOperations(await at.plan(nothing))).toEqual([]);
    const pruned = await applyAndReplan(at, await loadShapeDefinition(shape, buildEmptyYaml(shape), buildPruneYaml(shape)));
    const canGo = CATALOGUE.get(shape.type)?.deleteLoses !== undefined;
    expect(pruned).toEqual(canGo ? [...there].reverse().map((address) => `delete ${address}`) : []);
    expect(there.length > 0).toBe(canGo);
  });

  it.runIf(shape.unset)('unsets what is declared as null', async () => {
    const at = tenant();
    await applyAndReplan(at, await loadShapeDefinition(shape, shape.after));
    expect(await applyAndReplan(at, await loadShapeDefinition({ ...shape, with: '' }, shape.unset?.text ?? ''))).toEqual(
      shape.unset?.changes,
    );
  });
});
