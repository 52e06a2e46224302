import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import { isEqual, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { getMemberShape, type Shape } from '../../src/schema/schema-shape.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { createEarlierDefinition, createLaterDefinition } from '../support/every-request-kind.ts';
import { buildRestoreDefinition, collectCreatedIds, MemoryJournal } from '../support/restore-definition.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { normalizeState } from '../support/tenant-dump.ts';
import { expectAllDone, setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

/** What the API has once discovered of a provider it keeps, whatever is sent. */
const DISCOVERED = ['oidc_metadata', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'signInEndpoint'];
/** Refers from a field that the run did not touch to what it deleted: made again, that has another id. */
const FOREIGN = ['invitation_landing_client_id', 'default_organization', 'idpinitiated'];

/** Off, empty and never set are the same to whoever uses the tenant, and the API has no way back from one to the other. */
function normalizeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(normalizeValue);
  if (typeof value !== 'object' || value === null) return value === null || value === false || value === '' ? undefined : value;
  const members = Object.entries(value)
    .filter(([name]) => ![...DISCOVERED, ...FOREIGN].includes(name))
    .map(([name, item]) => [name, normalizeValue(item)])
    .filter(([, item]) => item !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

const LINKS: Readonly<Record<string, string>> = {
  'connection-clients': 'enabled_clients of connections',
  'organization-clients': 'clients of organizations',
  'organization-connections': 'connections of organizations',
  'organization-client-grants': 'client_grants of organizations',
};
const hasNoteAbout = (list: string, notes: readonly Operation[]): boolean => notes.some(({ why }) => why.includes(list));

interface Line {
  readonly what: string;
  readonly body: unknown;
}

const listStateLines = (at: TenantPipeline): readonly Line[] =>
  normalizeState(at.emulator.dump()).map((line) => {
    const from = line.search(/[{[]/);
    return from < 0 ? { what: line, body: undefined } : { what: line.slice(0, from), body: JSON.parse(line.slice(from)) };
  });

/** Fields that the notes say stay as they are: without them, by the name of the resource. */
function collectKeptFields(notes: readonly Operation[]): ReadonlyMap<string, readonly string[]> {
  // A field that a note names is one of its words.
  return new Map(
    notes.map(({ address, why }) => [
      address.slice(address.indexOf('/') + 1),
      (why.match(/[\w.-]+/g) ?? []).map((name) => name.split('.')[0] ?? ''),
    ]),
  );
}

/** What the API says by itself and what somebody has said in the same words are the same. */
function omitServerDefaults(shape: Shape | undefined, value: JsonValue): JsonValue {
  if (!shape || !isObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, item]): [string, JsonValue][] => {
    const child = getMemberShape(shape, value, name);
    return isEqual(child?.schema['x-server-default'], item) ? [] : [[name, omitServerDefaults(child, item)]];
  });
  return Object.fromEntries(members);
}

const formatLine = ({ what, body }: Line, stays: ReadonlyMap<string, readonly string[]>): string => {
  if (!isObject(body)) return what;
  const left = stays.get(String(body.identifier ?? body.name)) ?? [];
  const type = CATALOGUE.all.find(({ path }) => path === `/${what.trim()}`);
  const all = omitServerDefaults(type && getResourceShape(type), body);
  const members = Object.entries(isObject(all) ? all : {}).filter(([name]) => !left.includes(name));
  return `${what}${JSON.stringify(normalizeValue(Object.fromEntries(members)))}`;
};

/** There and back: the tenant is what it was, but for ids and secrets. */
async function expectRoundTrip(at: TenantPipeline, definition: Definition): Promise<void> {
  const linesBefore = listStateLines(at);
  const memory = new MemoryJournal();
  const result = await at.apply(await at.plan(definition), definition, { journal: memory });
  expectAllDone(result);
  if (!memory.state) throw new Error('nothing remembered');
  const { definition: back, notes } = await buildRestoreDefinition(at, memory.state, collectCreatedIds(result));
  await at.applyDefinition(back);
  const formatLines = (lines: readonly Line[]): readonly string[] =>
    lines
      // What was deleted left lists that nobody had to read, and the notes say so.
      .filter(({ what }) => !hasNoteAbout(LINKS[what.split(' ')[0] ?? ''] ?? '-', notes))
      .map((line) => formatLine(line, collectKeptFields(notes)))
      .sort();
  expect(formatLines(listStateLines(at))).toEqual(formatLines(linesBefore));
  const { definition: again } = await buildRestoreDefinition(at, memory.state, collectCreatedIds(result));
  const left = listChanges(await at.plan(again)).flatMap(({ changes }) => changes.map(({ path }) => path));
  expect(left.filter((path) => !DISCOVERED.some((name) => path === `/options/${name}`))).toEqual([]);
}

it('every kind of operation can be taken back', async () => {
  const at = tenant();
  at.emulator.reset();
  await at.applyDefinition(createEarlierDefinition());
  await expectRoundTrip(at, createLaterDefinition());
});

it('any apply can be taken back', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      await expectRoundTrip(at, sequence.buildNext(worlds[1]));
    }),
    getRunParameters(30),
  );
});
