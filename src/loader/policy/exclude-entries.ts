import { isLeftAlone } from '../../model/definition/left-alone.ts';
import { plainMembers } from '../check/complaint.ts';
import type { Entry } from '../declare/entries.ts';
import type { Settings, TypeChoice } from '../deploy-cli/settings.ts';
import { caution, type Finding } from '../findings.ts';
import { leftAlone, leftOutBy } from './exclusions.ts';

/** Entries without those that the settings leave alone, and one line for each type of these. */
export function withoutLeftAlone(
  settings: Settings,
  entries: readonly Entry[],
): { readonly kept: readonly Entry[]; readonly findings: readonly Finding[] } {
  if (settings.resources.length === 0) return { kept: entries, findings: [] };
  const isOut = ({ type, implied, tree }: Entry): boolean =>
    isLeftAlone(leftAlone(settings, type), { ...implied, ...plainMembers(tree) });
  const out = entries.filter(isOut);
  const names = [...new Set(out.map(({ address }) => address))];
  const settingsInUse = settings.resources.map(({ setting }) => setting).join(', ');
  return {
    kept: entries.filter((entry) => !out.includes(entry)),
    findings: names.length === 0 ? [] : [excluded(settingsInUse, names)],
  };
}

/** One line for each setting, of what the files declare and the setting leaves out. */
export const leftOut = (settings: Settings, names: readonly string[]): readonly Finding[] =>
  settings.types.flatMap(({ setting }: TypeChoice) => {
    const out = [...new Set(names.filter((name) => leftOutBy(settings, name) === setting))];
    return out.length === 0 ? [] : [excluded(setting, out)];
  });

const excluded = (setting: string, names: readonly string[]): Finding =>
  caution('excluded', undefined, `${setting} leaves these alone: ${names.join(', ')}`);
