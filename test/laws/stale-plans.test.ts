import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitAddress } from '../../src/model/address.ts';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { getLiveState, type Operation } from '../../src/model/plan/operation.ts';
import { listChanges } from '../../src/model/plan/plan.ts';

import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

/** What somebody changes in the dashboard between plan and apply: a field, and a value that it does not have. */
const MOVE: Readonly<Record<string, (live: JsonObject) => readonly [field: string, value: JsonValue]>> = {
  resourceServers: () => ['name', 'moved'],
  clients: () => ['description', 'moved'],
  clientGrants: (live) => ['allow_any_organization', live.allow_any_organization !== true],
  connections: () => ['metadata', { moved: 'yes' }],
  roles: () => ['description', 'moved'],
  organizations: () => ['display_name', 'Moved'],
};

interface Moved {
  readonly address: string;
  readonly pointer: string;
}

/** Most operations give no occasion for somebody else to be quicker. */
const canMove = (operation: Operation): boolean =>
  operation.action === 'create'
    ? !JSON.stringify(operation.requests[0]?.body ?? '"$').includes('"$')
    : splitAddress(operation.address).type in MOVE && getLiveState(operation) !== undefined;

/** Changes what an operation was computed from, through the API; undefined where this operation gives no occasion. */
async function moveResource(at: TenantPipeline, operation: Operation): Promise<Moved | undefined> {
  const { type } = splitAddress(operation.address);
  const path = CATALOGUE.get(type)?.path;
  if (operation.action === 'create') return createFirst(at, operation);
  const live = getLiveState(operation);
  if (operation.liveId === undefined || live === undefined) return undefined;
  const [field, value] = MOVE[type]?.(live) ?? [];
  if (field === undefined || value === undefined) return undefined;
  const url = `${path}/${encodeURIComponent(operation.liveId)}`;
  const done = await at.api.send({ method: 'PATCH', path: url, body: { [field]: value } });
  expect(done.ok).toBe(true);
  return { address: operation.address, pointer: `/${field}` };
}

/** Somebody was quicker to create it. */
async function createFirst(at: TenantPipeline, operation: Operation): Promise<Moved | undefined> {
  const [request] = operation.requests;
  const body = request?.body;
  if (request === undefined) return undefined;
  const params = Object.entries(request.params ?? {});
  const path = params.reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), request.path);
  const done = await at.api.send({ method: request.method, path, ...(body === undefined ? {} : { body }) });
  // Some need what the same plan would have made before.
  fc.pre(done.ok);
  return { address: operation.address, pointer: '' };
}

it('a plan whose tenant has moved writes nothing, and tells what moved', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, fc.nat(), async (worlds, place) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const definition = sequence.buildNext(worlds[1]);
      const plan = await at.plan(definition);
      const operations = listChanges(plan).filter(canMove);
      const operation = operations[place % operations.length];
      const moved = operation && (await moveResource(at, operation));
      fc.pre(moved !== undefined);
      const from = at.listRequests().length;
      const result = await at.apply(plan, definition);
      expect(at.listWrites(from)).toEqual([]);
      expect(new Set(result.operations.map(({ status }) => status))).toEqual(new Set(['not started']));
      const problems = (result.refused ?? []).map(({ code, place: where }) => ({ code, where }));
      expect(problems.every(({ code }) => code === 'plan-stale')).toBe(true);
      const places = problems.map(({ where }) => (where?.kind === 'address' ? `${where.address} ${where.pointer ?? ''}` : ''));
      expect(places.some((text) => text.startsWith(`${moved?.address} ${moved?.pointer}`))).toBe(true);
      // A client that somebody creates is enabled for connections, which moves these.
      const follows = moved?.address.startsWith('clients/') && moved.pointer === '';
      const others = places.filter((text) => !(follows && text.endsWith(' /enabled_clients')));
      expect(others.filter((text) => !text.startsWith(`${moved?.address} `))).toEqual([]);
    }),
    getRunParameters(30),
  );
});

it('a plan applied twice changes nothing the second time', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const definition = sequence.buildNext(worlds[1]);
      const plan = await at.plan(definition);
      // A secret leaves no trace in a fingerprint: an update of nothing else looks the same before and after.
      fc.pre(listChanges(plan).some(({ action }) => action !== 'update'));
      await at.apply(plan, definition);
      const from = at.listRequests().length;
      const again = await at.apply(plan, definition);
      expect(at.listWrites(from)).toEqual([]);
      expect(again.refused?.map(({ code }) => code)).toContain('plan-stale');
    }),
    getRunParameters(15),
  );
});
