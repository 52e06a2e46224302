import type { JsonObject } from '../../model/json/json-value.ts';
import { RESOURCE_TYPES } from '../../resources/catalogue.ts';
import { getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import type { DeployCliSettings } from '../deploy-cli/deploy-cli-settings.ts';
import { RETIRED_TYPES } from '../deploy-cli/retired-types.ts';
import { findExcludingSetting } from '../policy/exclusions.ts';

/** All names of types, aliases included, with the fields that the name implies. */
export const TYPES_BY_NAME: ReadonlyMap<string, { readonly type: ResourceType; readonly implied: JsonObject }> = new Map(
  RESOURCE_TYPES.flatMap((type) => [
    [type.type, { type, implied: {} }] as const,
    ...(type.aliases ?? []).map((alias) => [alias.type, { type, implied: alias.fields }] as const),
  ]),
);
/** Top-level keys that contain resources. */
export const TOP_LEVEL_KEYS: ReadonlySet<string> = new Set([
  ...RESOURCE_TYPES.map((type) => getDefinitionLayout(type).yamlPath[0] ?? type.type),
  ...RESOURCE_TYPES.flatMap(({ aliases = [] }) => aliases.map(({ type }) => type)),
]);
/** Top-level keys with a meaning for tenon only. */
export const TENON_KEYS = ['include', 'reconcile'];
/** Whether a top-level key is ignored: `x-…` defines anchors for the rest of the file, `$schema` is for editors. */
export const isIgnoredKey = (name: string): boolean => name.startsWith('x-') || name === '$schema';

/** Finds the type with a name or alias, and the fields that the name implies. */
export const findTypeByKey = (name: string): { readonly type: ResourceType; readonly implied: JsonObject } | undefined =>
  TYPES_BY_NAME.get(name);
export const listTypeNames = (): readonly string[] => [...TYPES_BY_NAME.keys()];
/** Whether a definition may have this top-level key. */
export const isTopLevelKey = (name: string): boolean =>
  TOP_LEVEL_KEYS.has(name) || TENON_KEYS.includes(name) || isIgnoredKey(name) || Object.hasOwn(RETIRED_TYPES, name);
/** Whether this top-level key is read: it contains resources, and no setting excludes it. */
export const isReadKey = ({ settings }: { readonly settings: DeployCliSettings }, name: string): boolean =>
  TOP_LEVEL_KEYS.has(name) && findExcludingSetting(settings, name) === undefined;
