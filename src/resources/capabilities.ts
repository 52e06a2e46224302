import { isLookedUp } from './identity/keyed-lookups.ts';
import { getDefinitionLayout, type ResourceType } from './resource-type.ts';

/** What tenon can do with resources of a type. */
export interface Capabilities {
  readonly type: string;
  readonly noun: string;
  /** Where a definition declares them: `prompts.customText.{language}.{prompt}`. `(references only)`: it cannot declare them. */
  readonly at: string;
  readonly key: readonly string[];
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  /**
   * `declared`: there are too many to read them all, so an export contains only those that the definition declares already. `references`: an
   * export contains only references to them.
   */
  readonly export: 'all' | 'declared' | 'references';
  readonly relations: readonly string[];
}

export const getCapabilities = (type: ResourceType): Capabilities => ({
  type: type.type,
  noun: type.noun,
  at: type.referenceOnly === undefined ? getDefinitionLayout(type).yamlPath.join('.') : '(references only)',
  key: isLookedUp(type) ? [...type.key.slice(0, 1), type.key.slice(1).join(' or ')] : type.key,
  create: type.scopes.create !== undefined,
  update: type.scopes.update !== undefined,
  delete: type.deleteLoses !== undefined,
  export: getExportExtent(type),
  relations: type.relations.map(({ field }) => field),
});

function getExportExtent(type: ResourceType): Capabilities['export'] {
  if (type.referenceOnly !== undefined) return 'references';
  return isLookedUp(type) || (type.kind === 'placed' && type.exportDeclaredOnly) ? 'declared' : 'all';
}
