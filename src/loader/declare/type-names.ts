import type { JsonObject } from '../../model/json/json.ts';
import { layoutOf, type ResourceType } from '../../resources/define.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { RETIRED_TYPES } from '../deploy-cli/retired-types.ts';
import type { Settings } from '../deploy-cli/settings.ts';
import { leftOutBy } from '../policy/exclusions.ts';

/** Names by which a policy calls a type. */
export const TYPES: ReadonlyMap<string, { readonly type: ResourceType; readonly implied: JsonObject }> = new Map(
  RESOURCE_TYPES.flatMap((type) => [
    [type.type, { type, implied: {} }] as const,
    ...(type.aliases ?? []).map((alias) => [alias.type, { type, implied: alias.fields }] as const),
  ]),
);
/** Names at the top of a file. */
export const KEYS: ReadonlySet<string> = new Set([
  ...RESOURCE_TYPES.map((type) => layoutOf(type).at[0] ?? type.type),
  ...RESOURCE_TYPES.flatMap(({ aliases = [] }) => aliases.map(({ type }) => type)),
]);
export const OWN_KEYS = ['include', 'reconcile'];
/** `x-…` holds anchors for use elsewhere in the file; `$schema` is for editors. */
export const isSpare = (name: string): boolean => name.startsWith('x-') || name === '$schema';

/** The type that a top-level key stands for, and the fields it implies. */
export const typeOfKey = (name: string): { readonly type: ResourceType; readonly implied: JsonObject } | undefined =>
  TYPES.get(name);
export const typeNames = (): readonly string[] => [...TYPES.keys()];
/** Whether a name has a meaning at the top of a file. */
export const isTopLevel = (name: string): boolean =>
  KEYS.has(name) || OWN_KEYS.includes(name) || isSpare(name) || Object.hasOwn(RETIRED_TYPES, name);
/** Whether what a file says under this key is read. */
export const isRead = ({ settings }: { readonly settings: Settings }, name: string): boolean =>
  KEYS.has(name) && leftOutBy(settings, name) === undefined;
