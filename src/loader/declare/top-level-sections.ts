import type { JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import { getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import { RETIRED_TYPES } from '../deploy-cli/retired-types.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';
import { type LoadContext, reportMissingMarkers } from '../load-context.ts';
import { findExcludingSetting } from '../policy/exclusions.ts';
import type { DefinitionFile } from '../text/definition-file.ts';
import { getMember, getText, isEmptyTree, type Tree, type TreeMember } from '../text/definition-tree.ts';
import type { SourceSpan } from '../text/source-file.ts';
import { findPlacedItems } from './find-placed-items.ts';
import { isIgnoredKey, isReadKey, TENON_KEYS } from './type-names.ts';

/** The resources of one type that one file declares under a top-level key. */
export interface TypeSection {
  readonly type: ResourceType;
  /** Fields implied by the key: `databases` implies the strategy `auth0`. */
  readonly implied: JsonObject;
  readonly items: readonly Tree[];
  readonly key: SourceSpan;
}

export interface TopLevel {
  readonly sections: readonly TypeSection[];
  readonly policy?: TreeMember;
  /** Declared keys that auth0-deploy-cli's settings exclude. */
  readonly excluded: readonly string[];
}

/** Reads the top-level keys of a file, and reports unknown ones. */
export function readTopLevel(context: LoadContext, { source, root }: DefinitionFile): TopLevel {
  const sections: TypeSection[] = [];
  const excluded: string[] = [];
  const unreadSpans: SourceSpan[] = [];
  for (const [name, member] of root.members) {
    if (isReadKey(context, name)) sections.push(...readSections(context, name, member));
    else if (!TENON_KEYS.includes(name) && !isIgnoredKey(name)) {
      unreadSpans.push({ ...member.key, end: member.value.span.end });
      if (findExcludingSetting(context.settings, name) !== undefined) excluded.push(name);
      else context.findings.push(...checkUnknownKey(context, name, member));
    }
  }
  if (source) reportMissingMarkers(context, source, unreadSpans);
  const policy = root.members.get('reconcile');
  return { sections, excluded, ...omitUndefined({ policy }) };
}

/** Reads the sections under a top-level key. The key can be an alias for part of a type (`databases`), or contain several types (`branding`). */
function readSections(context: LoadContext, name: string, member: TreeMember): readonly TypeSection[] {
  const alias = context.names.types.get(name);
  if (alias && Object.keys(alias.implied).length > 0) return createSection(context, alias.type, alias.implied, member, name);
  const types = context.names.listTypesUnder(name);
  if (types.length === 0) return alias ? createSection(context, alias.type, {}, member, name) : [];
  return types.flatMap((type) => createSection(context, type, {}, removeOtherTypes(type, types, member), name));
}

function createSection(
  context: LoadContext,
  type: ResourceType,
  implied: JsonObject,
  member: TreeMember,
  name: string,
): readonly TypeSection[] {
  const items = findPlacedItems(context, type, name, member)?.filter((item) => isItemOfType(context, type, name, item));
  return items ? [{ type, implied, key: member.key, items }] : [];
}

/** Whether an item of a list that several types share belongs to this type. */
function isItemOfType({ names }: LoadContext, type: ResourceType, name: string, item: Tree): boolean {
  const key = getText(getMember(item, type.key[0] ?? '')) ?? '';
  const ownKeys = getDefinitionLayout(type).onlyKeys;
  if (ownKeys) return ownKeys.includes(key);
  const sharingTypes = names
    .listTypesUnder(name)
    .filter((other) => getDefinitionLayout(other).yamlPath.join() === getDefinitionLayout(type).yamlPath.join());
  return !sharingTypes.some((other) => getDefinitionLayout(other).onlyKeys?.includes(key));
}

/** Removes the members that other types have inside this type's value. */
function removeOtherTypes(type: ResourceType, types: readonly ResourceType[], member: TreeMember): TreeMember {
  const { key, value } = member;
  const others = new Set(types.flatMap((other) => getDefinitionLayout(other).yamlPath.slice(1, 2)));
  if (getDefinitionLayout(type).yamlPath.length > 1 || value.kind !== 'map' || others.size === 0) return member;
  const members = new Map([...value.members].filter(([name]) => !others.has(name)));
  return { key, value: { ...value, members } };
}

/** Reports an unknown or retired key. auth0-deploy-cli's exports contain every type, so an empty retired one is ignored silently. */
function checkUnknownKey({ names }: LoadContext, name: string, { key, value }: TreeMember): readonly LoadFinding[] {
  const retired = Object.hasOwn(RETIRED_TYPES, name) ? RETIRED_TYPES[name] : undefined;
  if (retired && isEmptyTree(value)) return [];
  if (retired) return [createWarning('retired-type', key, `"${name}" is ignored: Auth0 has retired it`, { hint: retired.hint })];
  const creator = names.referenceOnly.get(name);
  if (creator !== undefined) {
    const hint = 'Remove it. Other resources can refer to them by their keys.';
    return [createError('unknown-type', key, `${name} cannot be declared: ${creator} creates them`, { hint })];
  }
  const near = findNearestName(name, [...names.topLevelKeys, ...TENON_KEYS]);
  const hint = formatSuggestion(near) ?? suggestRetired(name) ?? 'Top-level keys for your own use begin with "x-".';
  return [createError('unknown-type', key, `Unknown resource type "${name}"`, { hint })];
}

/** For a misspelled retired type: says what replaces it. */
function suggestRetired(name: string): string | undefined {
  const near = findNearestName(name, Object.keys(RETIRED_TYPES));
  return near && `Auth0 has retired ${near}. ${RETIRED_TYPES[near]?.hint}`;
}

/** Warns about empty lists that make `reconcile.prune` delete every resource of a type. Exporters write one for each type they find nothing of. */
export function warnPrunesAll(sections: readonly TypeSection[], prune: readonly string[]): readonly LoadFinding[] {
  const filled = new Set(sections.flatMap(({ type, items }) => (items.length > 0 ? [type.type] : [])));
  const empty = sections.filter(
    ({ type }) => type.deleteLoses !== undefined && prune.includes(type.type) && !filled.has(type.type),
  );
  return empty.map(({ type, key }) =>
    createWarning('prunes-all', key, `No ${type.noun} is declared, so reconcile.prune deletes every ${type.noun} in the tenant`, {
      hint: `To keep them, remove this line, or remove ${type.type} from reconcile.prune.`,
    }),
  );
}
