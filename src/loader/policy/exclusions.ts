import type { ExclusionRule } from '../../model/definition/definition.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { DeployCliSettings } from '../deploy-cli/deploy-cli-settings.ts';

/** The setting that leaves a top-level key out; undefined where it is read. */
export const findExcludingSetting = ({ types }: DeployCliSettings, name: string): string | undefined =>
  types.find(({ names, kind }) => names.includes(name) === (kind === 'all but'))?.setting;

/** What the settings leave alone of a type, whatever key it is declared under. */
export function listExclusions({ resources }: DeployCliSettings, type: ResourceType): readonly ExclusionRule[] {
  // Another name for the whole type is no part of it.
  const aliases = (type.aliases ?? []).filter(({ fields }) => Object.keys(fields).length > 0);
  return resources.flatMap(({ name, field, values, kind }): readonly ExclusionRule[] => {
    const alias = aliases.find((each) => each.type === name);
    if (name !== type.type && !alias) return [];
    // A name for a part of the type speaks of that part, and that of the type itself of what has no name of its own.
    const part = alias ? { of: alias.fields } : { notOf: aliases.map((each) => each.fields) };
    return [{ field, values, ...part, ...(kind === 'only' && { others: true as const }) }];
  });
}
