// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type LoadOptions, load } from '../../src/loader/load-definition.ts';
import { replaceMarkers, toOriginalOffset } from '../../src/loader/substitute/markers.ts';
import { createSource, findPosition } from '../../src/loader/text/source-file.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { scaleCases } from '../support/run-size.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon-laws-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function loadTexts(texts: readonly string[], more: Partial<LoadOptions> = {}) {
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  return load({ files, root: folder, env: {}, ...more });
}

async function loadDefinition(...texts: readonly string[]): Promise<Definition> {
  const outcome = await loadTexts(texts);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value.definition;
}

const normalizeDefinition = ({ declared, resources, policy, digest }: Definition) => ({
  declared: declared.map((each) => JSON.stringify(each)).sort(),
  resources: resources.map(({ origin: _, ...rest }) => JSON.stringify(sortKeys(rest))).sort(),
  policy,
  digest,
});

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, sortKeys(item)]),
  );
};

const text = fc.string({ minLength: 1, maxLength: 12 }).filter((written) => !/\$\{[A-Za-z]+:|##|@@/.test(written));
const name = fc.string({ minLength: 1, maxLength: 10, unit: fc.constantFrom(...'abcXYZ019 _-|/*é😀') });
const role = fc.record({ name, description: text }, { requiredKeys: ['name'] });
const organization = fc.record(
  {
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    display_name: text,
    metadata: fc.dictionary(fc.stringMatching(/^[a-z_]{1,6}$/), text, { maxKeys: 3 }),
  },
  { requiredKeys: ['name'] },
);
const byName = { selector: (each: { name: string }) => each.name };
const tenant = fc.record({
  roles: fc.uniqueArray(role, { maxLength: 4, ...byName }),
  organizations: fc.uniqueArray(organization, { maxLength: 4, ...byName }),
});

test('JSON, block YAML and flow YAML mean the same', async () => {
  await fc.assert(
    fc.asyncProperty(tenant, async (content) => {
      const block = normalizeDefinition(await loadDefinition(stringify(content)));
      expect(normalizeDefinition(await loadDefinition(JSON.stringify(content)))).toEqual(block);
      expect(normalizeDefinition(await loadDefinition(stringify(content, { collectionStyle: 'flow' })))).toEqual(block);
      expect(
        normalizeDefinition(await loadDefinition(stringify(content, { defaultStringType: 'QUOTE_DOUBLE', indent: 4 }))),
      ).toEqual(block);
    }),
    { numRuns: scaleCases(60) },
  );
});

test('what is loaded is what is written', async () => {
  await fc.assert(
    fc.asyncProperty(tenant, async ({ roles, organizations }) => {
      const { resources } = await loadDefinition(stringify({ roles, organizations }));
      expect(resources.map(({ fields }) => fields)).toEqual([...roles, ...organizations]);
    }),
    { numRuns: scaleCases(60) },
  );
});

const reverseKeys = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reverseKeys(item)]),
  );
};

test('the order of members and resources, and the split into layers, change no digest', async () => {
  await fc.assert(
    fc.asyncProperty(tenant, async ({ roles, organizations }) => {
      const { digest } = await loadDefinition(stringify({ roles, organizations }));
      const turned = { organizations: organizations.toReversed().map(reverseKeys), roles: roles.toReversed().map(reverseKeys) };
      expect((await loadDefinition(stringify(turned))).digest).toBe(digest);
      const names = { roles: roles.map((each) => ({ name: each.name })), organizations: [] };
      expect((await loadDefinition(stringify(names), stringify({ roles, organizations }))).digest).toBe(digest);
    }),
    { numRuns: scaleCases(60) },
  );
});

test('a file laid over itself changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(tenant, async (content) => {
      const once = stringify(content);
      expect(normalizeDefinition(await loadDefinition(once, once))).toEqual(normalizeDefinition(await loadDefinition(once)));
    }),
    { numRuns: scaleCases(40) },
  );
});

test('three layers mean the same, whichever two are laid together first', async () => {
  const layer = fc.record({ description: text, metadata: fc.dictionary(fc.constantFrom('a', 'b'), text) }, { requiredKeys: [] });
  const mergeFields = async (...layers: readonly JsonObject[]): Promise<JsonObject> => {
    const texts = layers.map(({ description, metadata }) =>
      stringify({
        organizations: [
          {
            name: 'acme',
            ...(description !== undefined && { display_name: description }),
            ...(metadata !== undefined && { metadata }),
          },
        ],
      }),
    );
    const [resource] = (await loadDefinition(...texts)).resources;
    const { name: _, display_name, metadata } = resource?.fields ?? {};
    return { ...(display_name !== undefined && { description: display_name }), ...(metadata !== undefined && { metadata }) };
  };
  await fc.assert(
    fc.asyncProperty(layer, layer, layer, async (a, b, c) => {
      const whole = await mergeFields(a, b, c);
      expect(await mergeFields(await mergeFields(a, b), c)).toEqual(whole);
      expect(await mergeFields(a, await mergeFields(b, c))).toEqual(whole);
    }),
    { numRuns: scaleCases(30) },
  );
});

/** A number that stands nowhere else in the file, in the place of one text. */
const SENTINEL = 987_654_321;
const listLeafPaths = (
  content: JsonValue,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] => {
  if (Array.isArray(content)) return content.flatMap((item, index) => listLeafPaths(item, [...path, index]));
  if (typeof content !== 'object' || content === null) return [path];
  return Object.entries(content).flatMap(([key, item]) => listLeafPaths(item, [...path, key]));
};
const replaceAtPath = (content: JsonValue, path: readonly (string | number)[]): JsonValue => {
  const [step, ...rest] = path;
  if (step === undefined) return SENTINEL;
  if (Array.isArray(content)) return content.map((item, index) => (index === step ? replaceAtPath(item, rest) : item));
  return Object.fromEntries(
    Object.entries(Object(content)).map(([key, item]) => [
      key,
      key === step ? replaceAtPath(Object(item) === item ? toJson(item) : null, rest) : toJson(item),
    ]),
  );
};
const toJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

test('a wrong value is told exactly where it stands, in any layout', async () => {
  await fc.assert(
    fc.asyncProperty(tenant, fc.nat(), fc.boolean(), async (content, seed, flow) => {
      const places = listLeafPaths(content);
      const place = places[seed % Math.max(1, places.length)];
      if (!place) return;
      const written = stringify(replaceAtPath(content, place), { lineWidth: 0, collectionStyle: flow ? 'flow' : 'any' });
      const outcome = await loadTexts([written]);
      const at = written.indexOf(String(SENTINEL));
      const line = written.slice(0, at).split('\n').length;
      const column = at - written.lastIndexOf('\n', at - 1);
      expect(outcome).toMatchObject({ ok: false, error: [{ code: 'wrong-type', place: { line, column, length: 9 } }] });
    }),
    { numRuns: scaleCases(150) },
  );
});

test('a text comes through as it is, whatever stands in it, if its substitutions are escaped', async () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom('${', '$', '}', '${env:X}', '${x}', '$${', '\n', ':-', '#', '${file:a}'),
    ),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const wanted = parts.join('').replaceAll(/##|@@/g, '');
      const escaped = wanted.replaceAll(/\$\{(?=[A-Za-z]+:)/g, () => '$${');
      const { resources } = await loadDefinition(JSON.stringify({ roles: [{ name: 'r', description: `x${escaped}` }] }));
      expect(resources[0]?.fields.description).toBe(`x${wanted}`);
    }),
    { numRuns: scaleCases(150) },
  );
});

test('every character behind, before and between markers keeps its place', () => {
  const marker = fc.constantFrom('##A##', '@@B@@', '"@@B@@"', '##EMPTY##', '##NONE##', '##lower##');
  const word = fc.stringMatching(/^[a-z \n]{0,8}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, marker)), word, (pairs, last) => {
      const written = `${pairs.map(([before, mark]) => before + mark).join('')}${last}`;
      const marked = replaceMarkers(
        written,
        { vars: { A: 'a much longer value', B: [1, 2], EMPTY: '' }, env: {}, mappings: {} },
        'text',
      );
      const back = [...marked.text].map((_, offset) => toOriginalOffset(marked, offset, 'start'));
      expect(back.every((offset, index) => index === 0 || offset >= (back[index - 1] ?? 0))).toBe(true);
      let at = 0;
      for (const { newStart, newEnd } of [...marked.replaced, { newStart: marked.text.length, newEnd: 0 }]) {
        for (; at < newStart; at += 1) expect(written[back[at] ?? -1]).toBe(marked.text[at]);
        at = newEnd;
      }
      expect(toOriginalOffset(marked, marked.text.length, 'start')).toBe(written.length);
    }),
  );
});

test('lines and columns lead back to their offset', () => {
  const lines = fc.array(fc.constantFrom('a', '\n', '\r\n', '😀', 'bc'), { maxLength: 30 });
  fc.assert(
    fc.property(lines, fc.nat(60), (parts, offset) => {
      const written = parts.join('');
      const at = Math.min(offset, written.length);
      const source = createSource('a', 'a', written, { text: written, replaced: [], missing: [] });
      const { line, column } = findPosition(source, at);
      const before = written.slice(0, at).split('\n');
      expect([line, column]).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
    }),
  );
});
