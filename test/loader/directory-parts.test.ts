import { expect, test } from 'vitest';
import { createDirectoryFormat } from '../../src/loader/deploy-cli/directory-format.ts';
import { buildRoot } from '../../src/loader/deploy-cli/directory-parts.ts';
import { type Tree, toJson } from '../../src/loader/text/definition-tree.ts';
import { createSource } from '../../src/loader/text/source-file.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

const { findPlace } = createDirectoryFormat(CATALOGUE);
const source = createSource('x.json', '/x.json', '{}', { text: '{}', replaced: [], missing: [] });
const span = { source, start: 0, end: 2 };

function buildTree(value: JsonValue): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(buildTree), span };
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', value, span };
  const members = Object.entries(value).map(([name, inner]) => [name, { key: span, value: buildTree(inner) }] as const);
  return { kind: 'map', members: new Map(members), span };
}

function buildRootJson(type: string, files: Readonly<Record<string, JsonValue>>): JsonValue {
  const parts = Object.entries(files).flatMap(([path, value]) => {
    const place = findPlace(path);
    return place ? [{ place, path, tree: buildTree(value) }] : [];
  });
  return toJson(buildRoot([type, parts]));
}

test('what a directory keeps in several files is one value', () => {
  expect(
    buildRootJson('attackProtection', {
      'attack-protection/bot-detection.json': { a: 1 },
      'attack-protection/brute-force-protection.json': { enabled: true },
    }),
  ).toEqual({ attackProtection: { botDetection: { a: 1 }, bruteForceProtection: { enabled: true } } });
  const branding = {
    'branding/branding.json': { logo_url: 'x' },
    'branding/templates/universal_login.json': { template: 'universal_login' },
  };
  expect(buildRootJson('branding', branding)).toEqual({
    branding: { logo_url: 'x', templates: [{ template: 'universal_login' }] },
  });
  expect(buildRootJson('customDomains', { 'custom-domains/custom-domains.json': [{ domain: 'a' }] })).toEqual({
    customDomains: [{ domain: 'a' }],
  });
});

test('prompts: settings, texts, partials and renderers', () => {
  expect(
    buildRootJson('prompts', {
      'prompts/custom-text.json': { en: {} },
      'prompts/partials.json': { login: [{ login: [{ name: 'form-content-start', template: 'partials/x.liquid' }] }] },
      'prompts/prompts.json': { identifier_first: true },
      'prompts/screenRenderSettings/a_b.json': { prompt: 'a', screen: 'b' },
    }),
  ).toEqual({
    prompts: {
      identifier_first: true,
      customText: { en: {} },
      partials: { login: { login: { 'form-content-start': 'partials/x.liquid' } } },
      screenRenderers: [{ prompt: 'a', screen: 'b' }],
    },
  });
});
