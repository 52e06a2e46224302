import { beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Definition } from '../../src/model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { isError } from '../../src/model/problem/problem.ts';
import { loadText } from '../loader/load-helpers.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { SLOTTED_FIXTURES } from '../support/shapes/slotted.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

/** What the API does with members that are not sent, where no source says: tenon must be right, or say that it was not, in each case. */
const MEANINGS = ['as-believed', 'merge', 'replace'] as const;
const tenants = new Map(MEANINGS.map((unprovenPatches) => [unprovenPatches, setUpTenantPipeline({ unprovenPatches })]));
let tenant = setUpTenantPipeline();

type Place = readonly (string | number)[];

/** Every place of a member in a value, from the top down. */
function listPlaces(value: JsonValue, at: Place = []): readonly Place[] {
  if (isArray(value)) return value.flatMap((item, index) => listPlaces(item, [...at, index]));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((name) => [
    [...at, name],
    ...listPlaces(getObjectMember(value, name) ?? null, [...at, name]),
  ]);
}

/** The value with another one at a place, or without it. */
function replaceAt(value: JsonValue, [step, ...rest]: Place, replacement: null | undefined): JsonValue {
  const replaceInner = (at: JsonValue): JsonValue | undefined =>
    rest.length === 0 ? replacement : replaceAt(at, rest, replacement);
  if (isArray(value)) return value.map((item, index) => (index === step ? (replaceInner(item) ?? null) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]): [string, JsonValue][] => {
      const next = name === step ? replaceInner(item) : item;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

async function loadDefinition(beside: string, value: JsonValue): Promise<Definition | undefined> {
  const loaded = await loadText([beside, stringify(value)].join('\n'), { env: FIXTURE_SECRETS });
  return loaded.ok ? loaded.value.definition : undefined;
}

/** What came of applying it to the tenant as it is: undefined where it was refused before anything was written. */
async function applyAndReport(definition: Definition): Promise<readonly string[] | undefined> {
  const { plan, problems } = await tenant().tryPlan(definition);
  if (!plan) {
    expect(problems.every(isError)).toBe(true);
    return undefined;
  }
  const result = await tenant().apply(plan, definition);
  const failed = result.operations.filter(({ status }) => status !== 'done');
  if (failed.length > 0) return failed.flatMap(({ problems }) => problems).map(({ code, message }) => `${code}: ${message}`);
  return listChanges(await tenant().plan(definition)).map(({ changes }) => `planned again: ${JSON.stringify(changes)}`);
}

/** Items of a list that has no keys are sent as declared: null in one is as good as nothing, and may lack what the API asks for. */
async function isNeededInItem(beside: string, whole: JsonValue, place: Place): Promise<boolean> {
  if (!place.slice(3).some((step) => typeof step === 'number')) return false;
  const definition = await loadDefinition(beside, replaceAt(whole, place, undefined));
  tenant().emulator.reset();
  return !definition || (await applyAndReport(definition))?.length !== 0;
}

/** Where members that are not sent stay, some can be let go by nothing: then the apply says so. */
const isReportedLimit = (meaning: (typeof MEANINGS)[number], text: string): boolean =>
  meaning === 'merge' && text.startsWith('value-not-taken');

describe.each(MEANINGS)('where unproven updates mean %s', (meaning) => {
  beforeEach(() => {
    tenant = tenants.get(meaning) ?? tenant;
    tenant().emulator.reset();
  });

  it.each(pickSample([...TYPE_FIXTURES, ...SLOTTED_FIXTURES], 6, `unset ${meaning}`))(
    '$type: a member declared as null is not there afterwards, or null is refused before anything is written',
    async ({ with: beside = '', after }) => {
      const whole: JsonValue = parse(after);
      const base = await loadDefinition(beside, whole);
      if (!base) expect.fail('the fixture does not load');
      const wrong: string[] = [];
      for (const place of listPlaces(whole)) {
        const definition = await loadDefinition(beside, replaceAt(whole, place, null));
        if (!definition) continue;
        tenant().emulator.reset();
        await tenant().applyDefinition(base);
        const outcome = (await applyAndReport(definition)) ?? [];
        if (outcome.length > 0 && !(await isNeededInItem(beside, whole, place)))
          wrong.push(...outcome.filter((text) => !isReportedLimit(meaning, text)).map((text) => `${place.join('.')}: ${text}`));
      }
      expect(wrong).toEqual([]);
    },
  );
});
