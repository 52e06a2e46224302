import { isExcludedByRule } from '../../model/definition/exclusion-rules.ts';
import { pickScalarMembers } from '../check/schema-violation.ts';
import type { ResourceEntry } from '../declare/resource-entries.ts';
import type { DeployCliSettings, TypeExclusion } from '../deploy-cli/deploy-cli-settings.ts';
import { createWarning, type LoadFinding } from '../findings.ts';
import { findExcludingSetting, listExclusions } from './exclusions.ts';

/** Removes the entries that auth0-deploy-cli's settings exclude, and warns about them. */
export function excludeEntries(
  settings: DeployCliSettings,
  entries: readonly ResourceEntry[],
): { readonly kept: readonly ResourceEntry[]; readonly findings: readonly LoadFinding[] } {
  if (settings.resources.length === 0) return { kept: entries, findings: [] };
  const isExcluded = ({ type, implied, tree }: ResourceEntry): boolean =>
    isExcludedByRule(listExclusions(settings, type), { ...implied, ...pickScalarMembers(tree) });
  const excludedEntries = entries.filter(isExcluded);
  const names = [...new Set(excludedEntries.map(({ address }) => address))];
  const settingsInUse = settings.resources.map(({ setting }) => setting).join(', ');
  return {
    kept: entries.filter((entry) => !excludedEntries.includes(entry)),
    findings: names.length === 0 ? [] : [warnExcluded(settingsInUse, names)],
  };
}

/** Warns, once per setting, about declared top-level keys that the setting excludes. */
export const warnExcludedTypes = (settings: DeployCliSettings, names: readonly string[]): readonly LoadFinding[] =>
  settings.types.flatMap(({ setting }: TypeExclusion) => {
    const excludedNames = [...new Set(names.filter((name) => findExcludingSetting(settings, name) === setting))];
    return excludedNames.length === 0 ? [] : [warnExcluded(setting, excludedNames)];
  });

const warnExcluded = (setting: string, names: readonly string[]): LoadFinding =>
  createWarning('excluded', undefined, `Excluded by ${setting}: ${names.join(', ')}`);
