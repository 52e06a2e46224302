import { groupBy } from '../../model/group-by.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import type { DeployCliSettings } from '../deploy-cli/deploy-cli-settings.ts';
import { RETIRED_TYPES } from '../deploy-cli/retired-types.ts';
import { findExcludingSetting } from '../policy/exclusions.ts';

/** A type, with the fields that one of its names implies: `databases` means connections with the strategy `auth0`. */
interface NamedType {
  readonly type: ResourceType;
  readonly implied: JsonObject;
}

/** The names that a definition uses for types. */
export interface DefinitionNames {
  /** All names of types, aliases included. */
  readonly types: ReadonlyMap<string, NamedType>;
  /** Top-level keys that contain resources. */
  readonly topLevelKeys: ReadonlySet<string>;
  /** Types that a definition can only refer to, with what creates their resources. */
  readonly referenceOnly: ReadonlyMap<string, string>;
  /** Lists the types whose resources are declared under a top-level key. */
  listTypesUnder(key: string): readonly ResourceType[];
}

export function createDefinitionNames(catalogue: Catalogue): DefinitionNames {
  const all = catalogue.all.filter(({ referenceOnly }) => referenceOnly === undefined);
  const types = all.flatMap((type): [string, NamedType][] => [
    [type.type, { type, implied: {} }],
    ...(type.aliases ?? []).map((alias): [string, NamedType] => [alias.type, { type, implied: alias.fields }]),
  ]);
  const aliases = all.flatMap((type) => (type.aliases ?? []).map((alias) => alias.type));
  const byKey = groupBy(all, (type) => getDefinitionLayout(type).yamlPath[0] ?? type.type);
  return {
    types: new Map(types),
    topLevelKeys: new Set([...byKey.keys(), ...aliases]),
    referenceOnly: new Map(catalogue.all.flatMap(({ type, referenceOnly: by }) => (by === undefined ? [] : [[type, by]]))),
    listTypesUnder: (key) => byKey.get(key) ?? [],
  };
}

/** Top-level keys with a meaning for tenon only. */
export const TENON_KEYS = ['include', 'reconcile'];
/** Whether a top-level key is ignored: `x-…` defines anchors for the rest of the file, `$schema` is for editors. */
export const isIgnoredKey = (name: string): boolean => name.startsWith('x-') || name === '$schema';

/** Whether a definition may have this top-level key. */
export const isTopLevelKey = ({ topLevelKeys }: DefinitionNames, name: string): boolean =>
  topLevelKeys.has(name) || TENON_KEYS.includes(name) || isIgnoredKey(name) || Object.hasOwn(RETIRED_TYPES, name);

interface ReadNames {
  readonly names: DefinitionNames;
  readonly settings: DeployCliSettings;
}

/** Whether this top-level key is read: it contains resources, and no setting excludes it. */
export const isReadKey = ({ names, settings }: ReadNames, name: string): boolean =>
  names.topLevelKeys.has(name) && findExcludingSetting(settings, name) === undefined;
