import type { Schema } from '../../schema/load-schema.ts';
import { createWarning, type LoadFinding } from '../findings.ts';
import { getMember, type MapTree, type Tree, type TreeMember } from '../text/definition-tree.ts';
import type { SourceSpan } from '../text/source-file.ts';

/** Whether a field is not sent: Auth0 sets it, has retired it, or derives it from the switches (boolean fields) next to it. */
export const isOmittedField = (schema: Schema, value: Tree, holder: MapTree): boolean =>
  schema.readOnly === true ||
  isReadOnlyValue(schema, value) ||
  isSuperseded(schema, value, holder) ||
  (schema['x-from-switches'] === true && [...holder.members.values()].some(({ value }) => isSwitch(value)));

/** Whether a value can be set only by Auth0 itself. */
const isReadOnlyValue = (schema: Schema, value: Tree): boolean =>
  value.kind === 'scalar' && typeof value.value === 'string' && (schema['x-read-only-values']?.includes(value.value) ?? false);

/** Whether a field is ignored because the field it yields to is also set. */
const isSuperseded = (schema: Schema, value: Tree, holder: MapTree): boolean =>
  isSet(value) && isSet(getMember(holder, schema['x-yields-to'] ?? ''));
const isSet = (tree: Tree | undefined): boolean => tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
const isSwitch = (tree: Tree): boolean => tree.kind === 'scalar' && typeof tree.value === 'boolean';

/** Explains why a field is not sent. */
export function explainOmission(name: string, { key: at, value }: TreeMember, schema: Schema): LoadFinding {
  const currentName = schema['x-renamed-to'];
  if (currentName !== undefined && !schema.deprecated) return warnConflictingField(name, at, currentName);
  if (currentName !== undefined)
    return warnRetiredField(
      name,
      at,
      `it is read as "${currentName}" unless that is declared too`,
      `Rename it to "${currentName}".`,
    );
  const other = schema['x-yields-to'];
  if (other !== undefined) return warnConflictingField(name, at, other);
  if (isReadOnlyValue(schema, value))
    return createWarning('read-only-field', value.span, `"${name}" is ignored: only Auth0 sets this value`);
  if (schema.deprecated) return warnRetiredField(name, at, 'it is ignored', schema.description);
  // Without the field's name, so that reports can group these warnings: the place shows the name.
  return createWarning('read-only-field', at, 'This field is ignored: Auth0 sets it, or has retired it');
}

const warnConflictingField = (name: string, at: SourceSpan, other: string): LoadFinding =>
  createWarning('wrong-value', at, `"${name}" is ignored: it cannot be combined with "${other}"`, {
    hint: 'Remove one of them.',
  });

const warnRetiredField = (name: string, at: SourceSpan, consequence: string, hint: string | undefined): LoadFinding =>
  createWarning('retired-field', at, `Auth0 has retired "${name}": ${consequence}`, { hint });

/** Returns a renamed field under its current name. Empty if there is none, or if that name is declared too. */
export function renameField(tree: MapTree, member: TreeMember, schema: Schema): [string, TreeMember][] {
  const currentName = schema['x-renamed-to'];
  return currentName === undefined || tree.members.has(currentName) ? [] : [[currentName, member]];
}
