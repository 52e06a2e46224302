import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import { isCollection, type ResourceType } from '../../resources/resource-type.ts';
import { createError, type LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { describeKind, getMember, type MapTree, type Tree, toJson } from '../text/definition-tree.ts';

/** Asks for a ticket when the resource is created. */
export const WELCOME_DIRECTIVE = '$welcome';

interface WelcomeMember {
  readonly expected: string;
  readonly isValid: (value: JsonValue) => boolean;
}

/** What a request for a ticket may contain. */
const MEMBERS: Readonly<Record<string, WelcomeMember>> = {
  result_url: {
    expected: 'a URL that begins with https:// or http://',
    isValid: (value) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value),
  },
  ttl_sec: {
    expected: 'a number of seconds, at least 1',
    isValid: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
  },
};

/** Reads `$welcome: { result_url, ttl_sec }`. */
export function readWelcome(context: LoadContext, tree: MapTree): JsonObject | undefined {
  const value = getMember(tree, WELCOME_DIRECTIVE);
  if (!value) return undefined;
  const findings = checkWelcome(value);
  context.findings.push(...findings);
  const members = toJson(value);
  return findings.length === 0 && isObject(members) ? members : undefined;
}

function checkWelcome(tree: Tree): readonly LoadFinding[] {
  const expected = Object.keys(MEMBERS).join(', ');
  if (tree.kind !== 'map')
    return [
      createError('wrong-type', tree.span, `"${WELCOME_DIRECTIVE}" is ${describeKind(tree)}`, {
        expected: `a map with ${expected}`,
      }),
    ];
  return [...tree.members].flatMap(([name, { key, value }]) => {
    const member = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (!member) {
      const hint = formatSuggestion(findNearestName(name, Object.keys(MEMBERS)));
      return [createError('unknown-field', key, `"${WELCOME_DIRECTIVE}" has no "${name}"`, { expected, hint })];
    }
    const isShowable = value.kind === 'scalar' && !value.secret;
    return isShowable && member.isValid(toJson(value))
      ? []
      : [createError('wrong-value', value.span, `"${name}" has a value that cannot be sent`, { expected: member.expected })];
  });
}

/** Reports `$welcome` on a type whose resources get no ticket. */
export function checkWelcomeType(type: ResourceType, { members }: MapTree): readonly LoadFinding[] {
  const member = members.get(WELCOME_DIRECTIVE);
  if (!member || (isCollection(type) && type.welcome)) return [];
  return [
    createError('unknown-directive', member.key, `"${WELCOME_DIRECTIVE}" has no meaning for ${type.type}`, {
      hint: 'Remove it: only users of databases get a ticket.',
    }),
  ];
}
