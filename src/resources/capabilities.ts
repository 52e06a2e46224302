import type { ResourceType } from './resource-type.ts';

/** What tenon can do with resources of a type. */
export interface Capabilities {
  readonly type: string;
  readonly noun: string;
  /** Where a definition declares them: `prompts.customText.{language}.{prompt}`. */
  readonly at: string;
  readonly key: readonly string[];
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  /** `declared`: there are too many to read them all, so an export contains only those that the definition declares already. */
  readonly export: 'all' | 'declared';
  readonly relations: readonly string[];
}

export const getCapabilities = (type: ResourceType): Capabilities => ({
  type: type.type,
  noun: type.noun,
  at: (type.layout?.yamlPath ?? [type.type]).join('.'),
  key: type.key,
  create: type.scopes.create !== undefined,
  update: type.scopes.update !== undefined,
  delete: type.deleteLoses !== undefined,
  export: type.kind === 'placed' && type.exportDeclaredOnly ? 'declared' : 'all',
  relations: type.relations.map(({ field }) => field),
});
