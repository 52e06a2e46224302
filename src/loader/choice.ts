import type { LeftAlone } from '../model/definition.ts';
import { isLeftAlone } from '../model/left-alone.ts';
import type { ResourceType } from '../resources/define.ts';
import { plainMembers } from './complaint.ts';
import { caution, type Finding } from './findings.ts';
import type { Entry } from './identity.ts';
import type { Settings, TypeChoice } from './settings.ts';

/** The setting that leaves a top-level key out; undefined where it is read. */
export const leftOutBy = ({ types }: Settings, name: string): string | undefined =>
  types.find(({ names, kind }) => names.includes(name) === (kind === 'all but'))?.setting;

/** What the settings leave alone of a type, whatever key it is declared under. */
export function leftAlone({ resources }: Settings, type: ResourceType): readonly LeftAlone[] {
  // Another name for the whole type is no part of it.
  const aliases = (type.aliases ?? []).filter(({ fields }) => Object.keys(fields).length > 0);
  return resources.flatMap(({ name, field, values, kind }): readonly LeftAlone[] => {
    const alias = aliases.find((each) => each.type === name);
    if (name !== type.type && !alias) return [];
    // A name for a part of the type speaks of that part, and that of the type itself of what has no name of its own.
    const part = alias ? { of: alias.fields } : { notOf: aliases.map((each) => each.fields) };
    return [{ field, values, ...part, ...(kind === 'only' && { others: true as const }) }];
  });
}

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
