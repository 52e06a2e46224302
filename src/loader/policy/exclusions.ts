import type { ExclusionRule } from '../../model/definition/definition.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { DeployCliSettings } from '../deploy-cli/deploy-cli-settings.ts';

/** Finds the setting that excludes a top-level key. `undefined` if the key is read. */
export const findExcludingSetting = ({ types }: DeployCliSettings, name: string): string | undefined =>
  types.find(({ names, kind }) => names.includes(name) === (kind === 'all but'))?.setting;

/** Lists the rules that exclude resources of a type, whichever top-level key declares them. */
export function listExclusions({ resources }: DeployCliSettings, type: ResourceType): readonly ExclusionRule[] {
  // An alias without implied fields names the whole type, not a part of it.
  const aliases = (type.aliases ?? []).filter(({ fields }) => Object.keys(fields).length > 0);
  return resources.flatMap(({ name, field, values, kind }): readonly ExclusionRule[] => {
    const alias = aliases.find((each) => each.type === name);
    if (name !== type.type && !alias) return [];
    // A setting for a part of the type (`databases`) covers that part; one for the type itself covers the rest (`connections`).
    const part = alias ? { of: alias.fields } : { notOf: aliases.map((each) => each.fields) };
    return [{ field, values, ...part, ...(kind === 'only' && { others: true as const }) }];
  });
}
