import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import { createError } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { describeKind, getMember, type MapTree, type Tree } from '../text/definition-tree.ts';

/** Members of a resource that only tenon reads. They are never sent. */
export interface Directives {
  readonly renamedFrom?: string;
  readonly pinnedId?: string;
}

/** Says that the tenant must not have the resource. `absent-resource.ts` reads it. */
export const ABSENT_DIRECTIVE = '$absent';
export const isDeclaredAbsent = ({ members }: MapTree): boolean => members.has(ABSENT_DIRECTIVE);

const DIRECTIVE_NAMES = ['$renamed_from', '$id', ABSENT_DIRECTIVE];

/** Separates the directives of a resource from its fields. */
export function splitDirectives(
  context: LoadContext,
  tree: MapTree,
): { readonly directives: Directives; readonly fields: MapTree } {
  const members = [...tree.members];
  for (const [name, { key }] of members)
    if (isDirective(name) && !DIRECTIVE_NAMES.includes(name)) context.findings.push(createUnknownDirectiveError(name, key));
  const renamedFrom = readDirective(context, getMember(tree, '$renamed_from'), '$renamed_from');
  const pinnedId = readDirective(context, getMember(tree, '$id'), '$id');
  return {
    directives: { ...(renamedFrom && { renamedFrom }), ...(pinnedId && { pinnedId }) },
    fields: { ...tree, members: new Map(members.filter(([name]) => !isDirective(name))) },
  };
}

export const isDirective = (name: string): boolean => name.startsWith('$');

function readDirective(context: LoadContext, value: Tree | undefined, name: string): string | undefined {
  if (!value) return undefined;
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' && !value.secret) return value.value;
  const found =
    value.kind === 'scalar' && value.value === ''
      ? 'empty'
      : value.kind === 'scalar' && value.secret
        ? 'a secret'
        : describeKind(value);
  context.findings.push(createError('wrong-type', value.span, `"${name}" is ${found}`, { expected: 'a non-empty string' }));
  return undefined;
}

function createUnknownDirectiveError(name: string, key: MapTree['span']) {
  const hint = formatSuggestion(findNearestName(name, DIRECTIVE_NAMES));
  return createError('unknown-directive', key, `Unknown directive "${name}"`, {
    expected: DIRECTIVE_NAMES.join(' or '),
    hint,
  });
}
