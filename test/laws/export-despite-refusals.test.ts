import { beforeEach, describe, expect, it } from 'vitest';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { allowRefusals, computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import { splitAddress } from '../../src/model/address.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { collectRefusalWarnings } from '../../src/model/problem/refused-reads.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { buildResourcePath } from '../../src/resources/endpoints/resource-endpoints.ts';
import { buildSearch, isLookedUp } from '../../src/resources/identity/keyed-lookups.ts';
import type { ResourceType } from '../../src/resources/resource-type.ts';
import { excludeRefused } from '../../src/workflows/plan/exclude-refused.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { createEarlierDefinition } from '../support/every-request-kind.ts';
import { exportSnapshot, loadExport } from '../support/export-snapshot.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => {
  tenant().emulator.setFaults([]);
  tenant().emulator.reset();
});

/** In whatever words. */
const REFUSALS: readonly { readonly status: number; readonly body: JsonObject }[] = [
  { status: 403, body: { statusCode: 403, error: 'Forbidden', message: 'Backoff is not enabled for this tenant.' } },
  {
    status: 400,
    body: { statusCode: 400, error: 'Bad Request', message: 'The feature is not enabled', errorCode: 'feature_not_enabled' },
  },
  { status: 402, body: { statusCode: 402, error: 'Payment Required', message: 'Out of scope of your plan' } },
  { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Cannot GET this' } },
  {
    status: 403,
    body: {
      statusCode: 403,
      error: 'Forbidden',
      message: 'Deprecated: refer to other settings',
      errorCode: 'insufficient_scope',
    },
  },
  { status: 501, body: { statusCode: 501, error: 'Not Implemented', message: 'Switched off' } },
];

const listReadPaths = (at: TenantPipeline, from: number): readonly string[] => [
  ...new Set(
    at
      .listRequests(from)
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v2/'))
      .map(({ path }) => decodeURIComponent(path.replace('/api/v2', '').replace(/\?.*$/, ''))),
  ),
];

const listRefusalCodes = ({ types }: Snapshot): readonly string[] =>
  Object.entries(types).flatMap(([type, live]) => collectRefusalWarnings(type, live, 'it').map(({ code }) => code));

async function fetchWhole(at: TenantPipeline): Promise<Snapshot> {
  const fetched = await fetchAll(at.api, CATALOGUE);
  if (!fetched.ok) throw new Error(JSON.stringify(fetched.error, null, 1));
  return fetched.value;
}

/** Where declared resources of a type are read. */
const getReadPath = (type: ResourceType, key: string): string =>
  type.kind === 'placed'
    ? buildResourcePath(type, key)
    : ((isLookedUp(type) ? buildSearch(type, key)?.path : undefined) ?? type.list.path);

/** What can be made is not there where it is not found. */
const isAbsent = (path: string, status: number): boolean =>
  status === 404 &&
  CATALOGUE.all.some((type) => type.kind === 'placed' && type.create !== undefined && isSamePath(type.path, path));
const isSamePath = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

it('an export goes on whatever single read is refused, names it, and plans empty', { timeout: 240_000 }, async () => {
  const at = tenant();
  await at.applyDefinition(createEarlierDefinition());
  const from = at.listRequests().length;
  await fetchWhole(at);
  const paths = listReadPaths(at, from);
  expect(paths.length).toBeGreaterThan(60);
  for (const [index, path] of pickSample([...paths.entries()], 8, 'refused paths')) {
    const refusal = REFUSALS[index % REFUSALS.length] ?? { status: 403 };
    at.emulator.setFaults([{ method: 'GET', path, fault: refusal }]);
    const snapshot = await fetchWhole(at);
    const made = exportSnapshot(snapshot);
    // Several types may stand in one answer.
    const named = [...new Set([...listRefusalCodes(snapshot), ...made.notes.map(({ code }) => code)])];
    expect({ path, isNamed: named.includes('subscription-lacks') }).toEqual({ path, isNamed: !isAbsent(path, refusal.status) });
    expect(made.notes.filter(({ code }) => code === 'subscription-lacks')).toHaveLength(listRefusalCodes(snapshot).length);
    const { definition } = await loadExport(made, snapshot);
    const planned = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
    expect({ path, planned: planned.ok ? listChanges(planned.value) : planned.error }).toEqual({ path, planned: [] });
  }
});

describe.each(pickSample(TYPE_FIXTURES, 5, 'refused reads'))('$type', (shape) => {
  it('that is declared and refused is an error at its line, or left out where the rest is to be planned', async () => {
    const at = tenant();
    const { definition, ...rest } = await loadOrThrow([shape.with ?? '', shape.after].join('\n'), { env: FIXTURE_SECRETS });
    await at.applyDefinition(definition);
    const [resource] = definition.resources.filter(({ type }) => type === shape.type);
    const type = CATALOGUE.get(shape.type);
    if (!resource || !type) throw new Error(shape.type);
    const path = getReadPath(type, resource.key);
    at.emulator.setFaults([{ method: 'GET', path, fault: REFUSALS[0] ?? { status: 403 } }]);
    const need = computeFetchNeed(definition, CATALOGUE);
    const refused = await fetchSnapshot(at.api, need);
    expect(refused).toMatchObject({ ok: false, error: [{ code: 'subscription-lacks', place: { kind: 'address' } }] });
    const read = await fetchSnapshot(at.api, allowRefusals(need));
    if (!read.ok) throw new Error(JSON.stringify(read.error, null, 1));
    const { loaded: left, notPlanned } = excludeRefused({ definition, ...rest }, read.value);
    expect(notPlanned.map(({ address }) => address)).toContain(resource.address);
    expect(left.definition.resources).toHaveLength(definition.resources.length - notPlanned.length);
    expect(notPlanned.filter(({ address }) => splitAddress(address).type !== shape.type)).toEqual([]);
  });
});
