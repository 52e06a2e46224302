import type { Schema } from '../../schema/load.ts';
import { caution, type Finding } from '../findings.ts';
import type { Span } from '../text/source.ts';
import { type Mapping, type Member, memberOf, type Tree } from '../text/tree.ts';

/** Whether a field is not sent: Auth0 fills it in, has no such field any more, or works it out from the switches beside it. */
export const isLeftOut = (schema: Schema, value: Tree, holder: Mapping): boolean =>
  (schema.readOnly === true && schema['x-create-refused'] === undefined) ||
  isReadOnlyValue(schema, value) ||
  yields(schema, value, holder) ||
  (schema['x-from-switches'] === true && [...holder.members.values()].some(({ value }) => isSwitch(value)));

/** Whether only Auth0 itself sets this value. */
const isReadOnlyValue = (schema: Schema, value: Tree): boolean =>
  value.kind === 'scalar' && typeof value.value === 'string' && (schema['x-read-only-values']?.includes(value.value) ?? false);

const yields = (schema: Schema, value: Tree, holder: Mapping): boolean =>
  isSet(value) && isSet(memberOf(holder, schema['x-yields-to'] ?? ''));
const isSet = (tree: Tree | undefined): boolean => tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
const isSwitch = (tree: Tree): boolean => tree.kind === 'scalar' && typeof tree.value === 'boolean';

/** What is said of a field that is not sent, and why it is not. */
export function leftOut(name: string, { key: at, value }: Member, schema: Schema): Finding {
  const now = schema['x-renamed-to'];
  if (now !== undefined && !schema.deprecated) return beside(name, at, now);
  if (now !== undefined) return retired(name, at, `it is read as "${now}", unless that is declared too`, `Call it "${now}".`);
  if (schema['x-unmanaged']) {
    return caution('unsupported-field', at, `"${name}" is left alone: tenon does not manage it yet`, {
      hint: schema.description,
    });
  }
  const other = schema['x-yields-to'];
  if (other !== undefined) return beside(name, at, other);
  if (isReadOnlyValue(schema, value))
    return caution('read-only-field', value.span, `Only Auth0 sets this value: "${name}" is left out`);
  if (schema.deprecated) return retired(name, at, 'it is left out', schema.description);
  // Without its name, which stands at its place: of all such fields it is told once.
  return caution('read-only-field', at, 'Auth0 fills this in, or has retired it: it is left out');
}

const beside = (name: string, at: Span, other: string): Finding =>
  caution('wrong-value', at, `"${name}" is left out: it cannot stand beside "${other}"`, { hint: 'Remove one of the two.' });

const retired = (name: string, at: Span, what: string, hint: string | undefined): Finding =>
  caution('retired-field', at, `Auth0 has retired "${name}": ${what}`, { hint });

/** A field under its name of today. One that is declared wins over its own past. */
export function renamed(tree: Mapping, member: Member, schema: Schema): [string, Member][] {
  const now = schema['x-renamed-to'];
  return now === undefined || tree.members.has(now) ? [] : [[now, member]];
}
