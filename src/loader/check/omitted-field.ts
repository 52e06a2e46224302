import type { Schema } from '../../schema/load-schema.ts';
import { createWarning, type Finding } from '../findings.ts';
import { getMember, type MapTree, type Tree, type TreeMember } from '../text/definition-tree.ts';
import type { SourceSpan } from '../text/source-file.ts';

/** Whether a field is not sent: Auth0 fills it in, has no such field any more, or works it out from the switches beside it. */
export const isOmittedField = (schema: Schema, value: Tree, holder: MapTree): boolean =>
  (schema.readOnly === true && schema['x-create-refused'] === undefined) ||
  isReadOnlyValue(schema, value) ||
  isSuperseded(schema, value, holder) ||
  (schema['x-from-switches'] === true && [...holder.members.values()].some(({ value }) => isSwitch(value)));

/** Whether only Auth0 itself sets this value. */
const isReadOnlyValue = (schema: Schema, value: Tree): boolean =>
  value.kind === 'scalar' && typeof value.value === 'string' && (schema['x-read-only-values']?.includes(value.value) ?? false);

const isSuperseded = (schema: Schema, value: Tree, holder: MapTree): boolean =>
  isSet(value) && isSet(getMember(holder, schema['x-yields-to'] ?? ''));
const isSet = (tree: Tree | undefined): boolean => tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
const isSwitch = (tree: Tree): boolean => tree.kind === 'scalar' && typeof tree.value === 'boolean';

/** What is said of a field that is not sent, and why it is not. */
export function explainOmission(name: string, { key: at, value }: TreeMember, schema: Schema): Finding {
  const currentName = schema['x-renamed-to'];
  if (currentName !== undefined && !schema.deprecated) return warnConflictingField(name, at, currentName);
  if (currentName !== undefined)
    return warnRetiredField(name, at, `it is read as "${currentName}", unless that is declared too`, `Call it "${currentName}".`);
  if (schema['x-unmanaged']) {
    return createWarning('unsupported-field', at, `"${name}" is left alone: tenon does not manage it yet`, {
      hint: schema.description,
    });
  }
  const other = schema['x-yields-to'];
  if (other !== undefined) return warnConflictingField(name, at, other);
  if (isReadOnlyValue(schema, value))
    return createWarning('read-only-field', value.span, `Only Auth0 sets this value: "${name}" is left out`);
  if (schema.deprecated) return warnRetiredField(name, at, 'it is left out', schema.description);
  // Without its name, which stands at its place: of all such fields it is told once.
  return createWarning('read-only-field', at, 'Auth0 fills this in, or has retired it: it is left out');
}

const warnConflictingField = (name: string, at: SourceSpan, other: string): Finding =>
  createWarning('wrong-value', at, `"${name}" is left out: it cannot stand beside "${other}"`, {
    hint: 'Remove one of the two.',
  });

const warnRetiredField = (name: string, at: SourceSpan, consequence: string, hint: string | undefined): Finding =>
  createWarning('retired-field', at, `Auth0 has retired "${name}": ${consequence}`, { hint });

/** A field under its name of today. One that is declared wins over its own past. */
export function renameField(tree: MapTree, member: TreeMember, schema: Schema): [string, TreeMember][] {
  const currentName = schema['x-renamed-to'];
  return currentName === undefined || tree.members.has(currentName) ? [] : [[currentName, member]];
}
