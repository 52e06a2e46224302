import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { load } from '../../src/loader/load-definition.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import type { ResourceType } from '../../src/resources/resource-type.ts';
import { getMemberShape } from '../../src/schema/schema-shape.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { OWN_SCENES } from './own-scenes.ts';

/** Two states of one type, and what must be there with both. */
export interface SceneTexts {
  readonly type: string;
  /** Where a type has several. */
  readonly name?: string;
  readonly with?: string;
  readonly before: string;
  readonly after: string;
}

export type SceneKind = 'create' | 'update' | 'delete';

/** A tenant, and what an apply makes of it. */
export interface CampaignScene {
  readonly id: string;
  readonly type: string;
  readonly start: readonly string[];
  readonly goal: readonly string[];
  /** Whether what the goal does not declare of the type goes. */
  readonly prunes: boolean;
  /** Names that each case has for itself. */
  readonly names: readonly string[];
  /** Types that it declares, and those that change with them by themselves. */
  readonly touches: readonly string[];
  /** Types that it may touch, in common with other scenes: these cannot go on at the same time in one tenant. */
  readonly group: readonly string[];
}

const TEXTS: readonly SceneTexts[] = [...OWN_SCENES, ...TYPE_FIXTURES];

/** Everything that can be done to every type. */
export async function loadScenes(): Promise<readonly CampaignScene[]> {
  const loaded = await Promise.all(TEXTS.map(async (texts) => ({ texts, definition: await loadDefinition(texts) })));
  const groups = groupTypes(loaded.map(({ definition }) => definition.declared.map(({ type }) => type)));
  return loaded.flatMap(({ texts, definition }) => {
    const group = groups.find((types) => types.includes(texts.type)) ?? [];
    const touches = addJoinedTypes(definition.declared.map(({ type }) => type));
    return buildScenes(texts, { names: listFreeNames(definition), touches, group });
  });
}

/** Types, and what a write of theirs may change besides. */
const addJoinedTypes = (types: readonly string[]): readonly string[] => [
  ...new Set(
    types.flatMap((type) =>
      [type, CATALOGUE.get(type)?.autoLinks?.type, CATALOGUE.get(type)?.resets?.type].filter((one) => one !== undefined),
    ),
  ),
];

type SharedSceneParts = Pick<CampaignScene, 'names' | 'touches' | 'group'>;

function buildScenes(texts: SceneTexts, shared: SharedSceneParts): readonly CampaignScene[] {
  const needs = texts.with === undefined ? [] : [texts.with];
  const { type, before, after } = texts;
  const common = { ...shared, type };
  const buildId = (kind: SceneKind): string => [type, texts.name, kind].filter(Boolean).join('/');
  const scenes = [
    { ...common, id: buildId('create'), start: needs, goal: [...needs, before], prunes: false },
    { ...common, id: buildId('update'), start: [...needs, before], goal: [...needs, after], prunes: false },
    isListed(type)
      ? { ...common, id: buildId('delete'), start: [...needs, after], goal: needs, prunes: true }
      : {
          ...common,
          id: buildId('delete'),
          start: [...needs, after],
          goal: [...needs, declareAbsent(type, after)],
          prunes: false,
        },
  ];
  return scenes.filter(({ prunes }) => !prunes || CATALOGUE.get(type)?.deleteLoses !== undefined);
}

/** What nobody lists cannot be pruned: it is deleted by name. */
function isListed(name: string): boolean {
  const type = CATALOGUE.get(name);
  return type?.kind !== 'collection' || type.lookups === undefined;
}

function declareAbsent(name: string, text: string): string {
  const key = CATALOGUE.get(name)?.key ?? [];
  const items: readonly object[] = parse(text)[name];
  const absent = items.map((item) => Object.fromEntries(Object.entries(item).filter(([field]) => key.includes(field))));
  return stringify({ [name]: absent.map((item) => ({ ...item, $absent: true })) });
}

async function loadDefinition({ with: needs, before, after }: SceneTexts): Promise<Definition> {
  const all = [needs, before, after].filter((text) => text !== undefined);
  const root = mkdtempSync(join(tmpdir(), 'tenon-campaign-'));
  const files = writeTexts(root, all);
  const loaded = await load({ files, root, env: FIXTURE_SECRETS });
  rmSync(root, { recursive: true });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error, null, 2));
  return loaded.value.definition;
}

/** A file a text; each one overrides those before it. */
export const writeTexts = (folder: string, texts: readonly string[]): readonly string[] =>
  texts.map((text, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, text);
    return file;
  });

/** Keys that people may choose freely; the others are words of the API. */
const listFreeNames = ({ resources }: Definition): readonly string[] => [
  ...new Set(resources.flatMap(({ type, fields }) => findFreeKey(CATALOGUE.get(type), fields))),
];

function findFreeKey(type: ResourceType | undefined, fields: Definition['resources'][number]['fields']): readonly string[] {
  const [name, ...more] = type?.key ?? [];
  if (type?.kind !== 'collection' || name === undefined || more.length > 0) return [];
  const schema = getMemberShape(getResourceShape(type), fields, name)?.schema;
  const value = fields[name];
  return typeof value === 'string' && schema?.enum === undefined && schema?.const === undefined ? [value] : [];
}

/** Types that meet in a scene, share a path, change one another by themselves or keep one another from going. */
function groupTypes(scenes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const pairs = CATALOGUE.all.flatMap((one) => [
    CATALOGUE.all.filter(({ path }) => path === one.path).map(({ type }) => type),
    addJoinedTypes([one.type, ...(one.deleteBlockedBy ?? []), ...(one.requiresAny ?? [])]),
  ]);
  return [...scenes, ...pairs].reduce<readonly (readonly string[])[]>((groups, types) => {
    const touched = groups.filter((group) => group.some((type) => types.includes(type)));
    return [...groups.filter((group) => !touched.includes(group)), [...new Set([...touched.flat(), ...types])]];
  }, []);
}

/** The texts of a scene with names of one case only. */
export const replaceNames = (texts: readonly string[], { names }: CampaignScene, tag: string): readonly string[] =>
  texts.map((text) => names.reduce((whole, name) => whole.replaceAll(toWordPattern(name), `${tag}${name}`), text));

const toWordPattern = (name: string): RegExp => new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, '\\$&')}(?![\\w-])`, 'g');
