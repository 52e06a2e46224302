import { getDeclaredKey } from '../../resources/identity/identify-resources.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { createError, type LoadFinding } from '../findings.ts';
import {
  createSyntheticScalar,
  describeKind,
  getMember,
  getText,
  MAX_NAME_LENGTH,
  type MapTree,
  type ScalarTree,
  type Tree,
  toJson,
} from '../text/definition-tree.ts';

/** The key of a resource, or why it has none. */
export interface ResourceKey {
  /** Empty if there are findings. */
  readonly text: string;
  readonly findings: readonly LoadFinding[];
}

export function readResourceKey(type: ResourceType, tree: MapTree): ResourceKey {
  const findings = type.key.flatMap((field) => checkKeyField(type, field, getMember(tree, field)) ?? []);
  if (findings.length > 0) return { text: '', findings };
  const isSet = (field: string): boolean => getText(getMember(tree, field)) !== undefined;
  if (isLookedUp(type)) {
    const missing = listMissingParts(type, isSet);
    return missing.length === 0
      ? { text: formatKey(type, tree), findings: [] }
      : { text: '', findings: missing.map((fields) => createMissingKeyError(type, tree, fields)) };
  }
  const isNamed = type.key.length === 0 || type.key.some(isSet);
  return isNamed
    ? { text: formatKey(type, tree), findings: [] }
    : { text: '', findings: [createMissingKeyError(type, tree, type.key.slice(0, 1))] };
}

function formatKey(type: ResourceType, tree: MapTree): string {
  const [only, ...others] = type.key;
  // Shortcut for most types: with one key field there are no defaults to look up in the schema.
  if (only !== undefined && others.length === 0) return getText(getMember(tree, only)) ?? '';
  const fields = type.key.map(
    (field) => [field, toJson(getMember(tree, field) ?? createSyntheticScalar('', tree.span))] as const,
  );
  return getDeclaredKey(type, Object.fromEntries(fields));
}

/** Checks a key field. If there are several, some may be absent or null. The value must be safe to show. */
function checkKeyField(type: ResourceType, field: string, value: Tree | undefined): LoadFinding | undefined {
  if (!value || (value.kind === 'scalar' && value.value === null && type.key.length > 1)) return undefined;
  const text = getText(value);
  if (value.kind !== 'scalar' || text === undefined) {
    return createError('wrong-type', value.span, `"${field}" is ${describeKind(value)}`, {
      expected: 'a string',
      hint: 'Put it in quotes.',
    });
  }
  const expected = findKeyFault(value, text);
  return expected === undefined
    ? undefined
    : createError('wrong-value', value.span, `This "${field}" cannot identify the ${type.noun}`, { expected });
}

/** Returns what a key should be instead. Control characters would break addresses, reports and terminals, and keys are shown, so secrets would leak. */
function findKeyFault(value: ScalarTree, text: string): string | undefined {
  if (text === '') return 'a non-empty string';
  if (text.length > MAX_NAME_LENGTH) return `at most ${MAX_NAME_LENGTH} characters`;
  if (value.secret) return `a value that may be shown: \${env:…} instead of \${secret:…}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the check looks for them.
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) ? 'one line without control characters' : undefined;
}

/** Lists the parts of a key without a value: the owner, and the other fields, of which one is enough. */
function listMissingParts(type: ResourceType, isSet: (field: string) => boolean): readonly (readonly string[])[] {
  const parts = [type.key.slice(0, 1), type.key.slice(1)];
  return parts.filter((fields) => !fields.some(isSet));
}

/** `fields`: any one of them would do. */
function createMissingKeyError(type: ResourceType, tree: MapTree, fields: readonly string[]): LoadFinding {
  const [first] = tree.members.values();
  const names = fields.map((field) => `"${field}"`).join(' or ');
  const message = `The ${type.noun} has no ${names}`;
  return createError('missing-field', first?.key ?? tree.span, message, { expected: `${names}, which identifies it` });
}
