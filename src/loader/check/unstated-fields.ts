import { isEqual } from '../../model/json/json-value.ts';
import type { Schema } from '../../schema/load-schema.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { createWarning, type LoadFinding } from '../findings.ts';
import { getMember, type MapTree, toJson } from '../text/definition-tree.ts';
import { pickScalarMembers } from './schema-violation.ts';

/** Warns about omitted fields that should be declared because of the value of another field (`x-state-when`). */
export const findUnstatedFields = (shape: Shape, tree: MapTree): readonly LoadFinding[] =>
  listRuledFields(shape.schema).flatMap((name) => findUnstatedField(shape, tree, name));

const ruledFieldsCache = new WeakMap<Schema, readonly string[]>();

/** Lists the fields with such a rule: none for most types, so that a resource costs nothing. */
function listRuledFields(schema: Schema): readonly string[] {
  const known = ruledFieldsCache.get(schema);
  if (known) return known;
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => (field['x-state-when'] ? [name] : []));
  ruledFieldsCache.set(schema, fields);
  return fields;
}

function findUnstatedField(shape: Shape, tree: MapTree, name: string): readonly LoadFinding[] {
  const schema = getMemberShape(shape, pickScalarMembers(tree), name)?.schema;
  const rule = schema?.['x-state-when'];
  if (!rule || schema?.readOnly || getMember(tree, name) !== undefined) return [];
  const cause = tree.members.get(rule.field);
  if (!cause || !isEqual(toJson(cause.value), rule.is)) return [];
  const values = (schema?.enum ?? []).map((value) => `"${name}: ${value}"`).join(' or ');
  return [
    createWarning('unstated-field', cause.key, `"${name}" is not declared. ${rule.otherwise}`, { hint: `Declare ${values}.` }),
  ];
}
