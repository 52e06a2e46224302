import type { JsonObject } from '../../model/json/json-value.ts';
import { RESOURCE_TYPES } from '../../resources/catalogue.ts';
import { getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import type { DeployCliSettings } from '../deploy-cli/deploy-cli-settings.ts';
import { RETIRED_TYPES } from '../deploy-cli/retired-types.ts';
import { findExcludingSetting } from '../policy/exclusions.ts';

/** Names by which a policy calls a type. */
export const TYPES_BY_NAME: ReadonlyMap<string, { readonly type: ResourceType; readonly implied: JsonObject }> = new Map(
  RESOURCE_TYPES.flatMap((type) => [
    [type.type, { type, implied: {} }] as const,
    ...(type.aliases ?? []).map((alias) => [alias.type, { type, implied: alias.fields }] as const),
  ]),
);
/** Names at the top of a file. */
export const TOP_LEVEL_KEYS: ReadonlySet<string> = new Set([
  ...RESOURCE_TYPES.map((type) => getDefinitionLayout(type).yamlPath[0] ?? type.type),
  ...RESOURCE_TYPES.flatMap(({ aliases = [] }) => aliases.map(({ type }) => type)),
]);
export const TENON_KEYS = ['include', 'reconcile'];
/** `x-…` holds anchors for use elsewhere in the file; `$schema` is for editors. */
export const isIgnoredKey = (name: string): boolean => name.startsWith('x-') || name === '$schema';

/** The type that a top-level key stands for, and the fields it implies. */
export const findTypeByKey = (name: string): { readonly type: ResourceType; readonly implied: JsonObject } | undefined =>
  TYPES_BY_NAME.get(name);
export const listTypeNames = (): readonly string[] => [...TYPES_BY_NAME.keys()];
/** Whether a name has a meaning at the top of a file. */
export const isTopLevelKey = (name: string): boolean =>
  TOP_LEVEL_KEYS.has(name) || TENON_KEYS.includes(name) || isIgnoredKey(name) || Object.hasOwn(RETIRED_TYPES, name);
/** Whether what a file says under this key is read. */
export const isReadKey = ({ settings }: { readonly settings: DeployCliSettings }, name: string): boolean =>
  TOP_LEVEL_KEYS.has(name) && findExcludingSetting(settings, name) === undefined;
