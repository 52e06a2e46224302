import { getDeclaredKey } from '../../resources/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { createError, type Finding } from '../findings.ts';
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

/** What a resource is known by, or why that cannot be said. */
export interface ResourceKey {
  readonly text: string;
  readonly findings: readonly Finding[];
}

export function readResourceKey(type: ResourceType, tree: MapTree): ResourceKey {
  const findings = type.key.flatMap((field) => checkKeyField(type, field, getMember(tree, field)) ?? []);
  if (findings.length > 0) return { text: '', findings };
  const isNamed = type.key.length === 0 || type.key.some((field) => getText(getMember(tree, field)) !== undefined);
  return isNamed ? { text: formatKey(type, tree), findings: [] } : { text: '', findings: [createMissingKeyError(type, tree)] };
}

function formatKey(type: ResourceType, tree: MapTree): string {
  const [only, ...others] = type.key;
  // One field needs no schema to tell what is implied: most types by far.
  if (only !== undefined && others.length === 0) return getText(getMember(tree, only)) ?? '';
  const fields = type.key.map(
    (field) => [field, toJson(getMember(tree, field) ?? createSyntheticScalar('', tree.span))] as const,
  );
  return getDeclaredKey(type, Object.fromEntries(fields));
}

/** Of several fields one may be absent; what stands there must be fit to be shown. */
function checkKeyField(type: ResourceType, field: string, value: Tree | undefined): Finding | undefined {
  if (!value || (value.kind === 'scalar' && value.value === null && type.key.length > 1)) return undefined;
  const text = getText(value);
  if (value.kind !== 'scalar' || text === undefined) {
    return createError('wrong-type', value.span, `"${field}" is ${describeKind(value)}`, {
      expected: 'a text',
      hint: 'Put it in quotes.',
    });
  }
  const expected = findKeyFault(value, text);
  return expected === undefined
    ? undefined
    : createError('wrong-value', value.span, `The ${type.noun} cannot be known by this "${field}"`, { expected });
}

/** Control characters would break addresses, reports and terminals; a secret would be shown by them. */
function findKeyFault(value: ScalarTree, text: string): string | undefined {
  if (text === '') return 'a text that is not empty';
  if (text.length > MAX_NAME_LENGTH) return `a text of at most ${MAX_NAME_LENGTH} characters`;
  if (value.secret) return `a text that may be shown: \${env:…} instead of \${secret:…}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) ? 'a text of one line, without control characters' : undefined;
}

function createMissingKeyError(type: ResourceType, tree: MapTree): Finding {
  const [first] = tree.members.values();
  const [field] = type.key;
  const message = `The ${type.noun} has no "${field}"`;
  return createError('missing-field', first?.key ?? tree.span, message, { expected: `"${field}", by which it is known` });
}
