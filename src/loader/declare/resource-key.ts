import type { ResourceType } from '../../resources/define.ts';
import { keyOfDeclared } from '../../resources/identify.ts';
import { type Finding, mistake } from '../findings.ts';
import { kindOf, LONGEST_NAME, type Mapping, memberOf, planted, type Scalar, type Tree, textOf, toJson } from '../text/tree.ts';

/** What a resource is known by, or why that cannot be said. */
export interface Key {
  readonly text: string;
  readonly troubles: readonly Finding[];
}

export function keyOf(type: ResourceType, tree: Mapping): Key {
  const troubles = type.key.flatMap((field) => troubleWith(type, field, memberOf(tree, field)) ?? []);
  if (troubles.length > 0) return { text: '', troubles };
  const isNamed = type.key.length === 0 || type.key.some((field) => textOf(memberOf(tree, field)) !== undefined);
  return isNamed ? { text: textOfKey(type, tree), troubles: [] } : { text: '', troubles: [missing(type, tree)] };
}

function textOfKey(type: ResourceType, tree: Mapping): string {
  const [only, ...others] = type.key;
  // One field needs no schema to tell what is implied: most types by far.
  if (only !== undefined && others.length === 0) return textOf(memberOf(tree, only)) ?? '';
  const fields = type.key.map((field) => [field, toJson(memberOf(tree, field) ?? planted('', tree.span))] as const);
  return keyOfDeclared(type, Object.fromEntries(fields));
}

/** Of several fields one may be absent; what stands there must be fit to be shown. */
function troubleWith(type: ResourceType, field: string, value: Tree | undefined): Finding | undefined {
  if (!value || (value.kind === 'scalar' && value.value === null && type.key.length > 1)) return undefined;
  const text = textOf(value);
  if (value.kind !== 'scalar' || text === undefined) {
    return mistake('wrong-type', value.span, `"${field}" is ${kindOf(value)}`, { expected: 'a text', hint: 'Put it in quotes.' });
  }
  const expected = unfit(value, text);
  return expected === undefined
    ? undefined
    : mistake('wrong-value', value.span, `The ${type.noun} cannot be known by this "${field}"`, { expected });
}

/** Control characters would break addresses, reports and terminals; a secret would be shown by them. */
function unfit(value: Scalar, text: string): string | undefined {
  if (text === '') return 'a text that is not empty';
  if (text.length > LONGEST_NAME) return `a text of at most ${LONGEST_NAME} characters`;
  if (value.secret) return `a text that may be shown: \${env:…} instead of \${secret:…}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) ? 'a text of one line, without control characters' : undefined;
}

function missing(type: ResourceType, tree: Mapping): Finding {
  const [first] = tree.members.values();
  const [field] = type.key;
  const message = `The ${type.noun} has no "${field}"`;
  return mistake('missing-field', first?.key ?? tree.span, message, { expected: `"${field}", by which it is known` });
}
