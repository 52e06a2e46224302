import { findLongerName, findNearestName, formatSuggestion, isSameName } from '../../model/problem/nearest-name.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import { isSecretName } from '../../schema/secrets/secret-name.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';
import { hideFromExcerpts, type Tree } from '../text/definition-tree.ts';
import { formatPath, getShapeAt, type SchemaViolation } from './schema-violation.ts';

/** Most names to list in a message. */
const MAX_LISTED = 12;

/**
 * Explains a field that the schema does not know. It is an error if the name is a near miss of a known one, a field of another kind of the
 * same type, or outside a closed list of names (`x-closed`). Otherwise it is a warning and the field is sent: the API may have added it.
 */
export function explainUnknownField(violation: SchemaViolation): LoadFinding {
  const { error, at, steps, root, shape, subject } = violation;
  const name = String(error.params.additionalProperty ?? error.params.propertyName);
  const member = at.tree.kind === 'map' ? at.tree.members.get(name) : undefined;
  const span = member?.key ?? at.key ?? at.tree.span;
  const owner = getShapeAt(shape, root, steps)?.schema;
  const known = owner ? listFieldNames(owner, shape.root) : [];
  const near = findNearestName(name, known.filter(canSuggest(name, at.tree)));
  const where = steps.length === 0 ? `The ${subject}` : `"${formatPath(steps)}"`;
  if (near !== undefined) {
    if (member && isSecretName(near)) hideFromExcerpts(member.value);
    return createError('unknown-field', span, `${where} has no field "${name}"`, { hint: formatSuggestion(near) });
  }
  const longer = findLongerName(name, known);
  const hint = longer === undefined ? suggestPlace(name, violation) : `"${longer}" is a similar field.`;
  const isElsewhere = owner?.['x-open'] !== true && isOfAnotherKind(name, shape.root, steps);
  if (owner?.['x-closed'] === undefined && !isElsewhere)
    return createWarning('unknown-field', span, `${where} has an unknown field: "${name}" is sent unchanged`, {
      hint,
    });
  const expected =
    hint === undefined && known.length > 0 && known.length <= MAX_LISTED ? `one of: ${known.join(', ')}` : undefined;
  return createError('unknown-field', span, `${where} has no field "${name}"`, { expected, hint });
}

/** Whether a known name can be suggested. The API has some fields in two spellings: if both are declared, neither is a typo. */
const canSuggest =
  (name: string, holder: Tree) =>
  (known: string): boolean =>
    !(isSameName(name, known) && holder.kind === 'map' && holder.members.has(known));

/** Whether a field is known at this path for another kind of the same type: `datadogRegion` in the sink of an `http` log stream. */
const isOfAnotherKind = (name: string, root: Schema, steps: readonly string[]): boolean =>
  findFieldPath(name, root)?.slice(0, -1).join() === steps.filter((step) => !/^\d+$/.test(step)).join();

/** Suggests where a field of this name belongs. */
function suggestPlace(name: string, { shape, subject, steps, catalogue }: SchemaViolation): string | undefined {
  const path = findFieldPath(name, shape.root);
  if (isOfAnotherKind(name, shape.root, steps)) return undefined;
  if (path && path.length > 1) return `"${name}" belongs inside "${path.slice(0, -1).join('.')}".`;
  if (path) return `"${name}" is a field of the ${subject} itself.`;
  const other = catalogue.all.find(({ schema }) => Object.hasOwn(schema.properties ?? {}, name));
  return other && `"${name}" is a field of ${other.type}.`;
}

/** Lists the writable fields of an object, including those of every condition. */
function listFieldNames(schema: Schema, root: Schema): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    resolveSchemaRef(field, root).readOnly ? [] : [name],
  );
  return [...own, ...(schema.allOf ?? []).flatMap(({ then }) => listFieldNames(resolveSchemaRef(then, root), root))];
}

const MAX_LEVELS = 4;

/** Schemas are immutable, so each is searched only once. */
const fieldPaths = new WeakMap<Schema, ReadonlyMap<string, readonly string[]>>();

/** Finds the shortest path to a field of this name in a schema. */
function findFieldPath(name: string, root: Schema): readonly string[] | undefined {
  const known = fieldPaths.get(root) ?? indexFieldPaths(root);
  fieldPaths.set(root, known);
  return known.get(name);
}

/** Maps the name of every field to its shortest path. */
function indexFieldPaths(root: Schema): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  let level: readonly NestedSchema[] = [{ path: [], schema: root }];
  for (let depth = 0; depth < MAX_LEVELS; depth += 1) {
    for (const { path, schema } of level)
      for (const name of listFieldNames(schema, root)) if (!paths.has(name)) paths.set(name, [...path, name]);
    level = level.flatMap((nested) => listNestedSchemas(nested, root));
  }
  return paths;
}

interface NestedSchema {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** Lists the schemas one level deeper. A list is represented by its items. */
function listNestedSchemas({ path, schema }: NestedSchema, root: Schema): readonly NestedSchema[] {
  const parts = [schema, ...(schema.allOf ?? []).map(({ then }) => resolveSchemaRef(then, root))];
  return parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, field]) => {
      const fieldSchema = resolveSchemaRef(field, root);
      return { path: [...path, name], schema: fieldSchema.items ? resolveSchemaRef(fieldSchema.items, root) : fieldSchema };
    }),
  );
}
