import { nearest } from '../../model/problem/nearest.ts';
import { mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { kindOf, type Mapping, memberOf, type Tree } from '../text/tree.ts';

/** What is said to tenon about a resource and never sent. */
export interface Directives {
  readonly renamedFrom?: string;
  readonly pinnedId?: string;
}

const KNOWN = ['$renamed_from', '$id'];

/** A resource without its directives, and what they say. */
export function splitDirectives(reading: Reading, tree: Mapping): { readonly directives: Directives; readonly fields: Mapping } {
  const members = [...tree.members];
  for (const [name, { key }] of members)
    if (isDirective(name) && !KNOWN.includes(name)) reading.findings.push(unknown(name, key));
  const renamedFrom = directive(reading, memberOf(tree, '$renamed_from'), '$renamed_from');
  const pinnedId = directive(reading, memberOf(tree, '$id'), '$id');
  return {
    directives: { ...(renamedFrom && { renamedFrom }), ...(pinnedId && { pinnedId }) },
    fields: { ...tree, members: new Map(members.filter(([name]) => !isDirective(name))) },
  };
}

const isDirective = (name: string): boolean => name.startsWith('$');

function directive(reading: Reading, value: Tree | undefined, name: string): string | undefined {
  if (!value) return undefined;
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' && !value.secret) return value.value;
  const found =
    value.kind === 'scalar' && value.value === ''
      ? 'empty'
      : value.kind === 'scalar' && value.secret
        ? 'a secret'
        : kindOf(value);
  reading.findings.push(mistake('wrong-type', value.span, `"${name}" is ${found}`, { expected: 'a text' }));
  return undefined;
}

function unknown(name: string, key: Mapping['span']) {
  const near = nearest(name, KNOWN);
  const hint = near ? `Did you mean "${near}"?` : undefined;
  return mistake('unknown-directive', key, `There is no directive "${name}"`, { expected: KNOWN.join(' or '), hint });
}
