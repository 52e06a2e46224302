import { findNearestName } from '../../model/problem/nearest-name.ts';
import { RESOURCE_TYPES } from '../../resources/catalogue.ts';
import { getResourceSchema, resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import { isSecretName } from '../../schema/secrets/secret-name.ts';
import { createError, createWarning, type Finding } from '../findings.ts';
import { hideFromExcerpts, type Tree } from '../text/definition-tree.ts';
import { formatPath, getShapeAt, type SchemaViolation } from './schema-violation.ts';

/** So many names can be listed. */
const MAX_LISTED = 12;

/**
 * A field that the schema does not know. A slip of a known name is an error, so is a known field of another kind of the same type, and so is
 * any name where the list of names is tenon's own.
 * Everything else the API may know by now: a warning, and it is sent as it is written.
 */
export function explainUnknownField(violation: SchemaViolation): Finding {
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
    return createError('unknown-field', span, `${where} has no field "${name}"`, { hint: `Did you mean "${near}"?` });
  }
  const hint = suggestPlace(name, shape.root, subject, steps);
  const isElsewhere = owner?.['x-open'] !== true && isOfAnotherKind(name, shape.root, steps);
  if (owner?.['x-closed'] === undefined && !isElsewhere)
    return createWarning(
      'unknown-field',
      span,
      `${where} has a field that tenon does not know: "${name}" is sent as it is written`,
      {
        hint,
      },
    );
  const expected =
    hint === undefined && known.length > 0 && known.length <= MAX_LISTED ? `one of: ${known.join(', ')}` : undefined;
  return createError('unknown-field', span, `${where} has no field "${name}"`, { expected, hint });
}

/** The API itself has some fields in two spellings: where both stand, neither is a slip of the other. */
const canSuggest =
  (name: string, holder: Tree) =>
  (known: string): boolean =>
    !(isSameName(name, known) && holder.kind === 'map' && holder.members.has(known));

const isSameName = (a: string, b: string): boolean => normalizeName(a) === normalizeName(b);
const normalizeName = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** Whether a known field is where it belongs, but in a resource of another kind of the same type: `datadogRegion` in the sink of `http`. */
const isOfAnotherKind = (name: string, root: Schema, steps: readonly string[]): boolean =>
  findFieldPath(name, root)?.slice(0, -1).join() === steps.filter((step) => !/^\d+$/.test(step)).join();

/** Where a field of this name is known. */
function suggestPlace(name: string, root: Schema, subject: string, steps: readonly string[]): string | undefined {
  const path = findFieldPath(name, root);
  if (isOfAnotherKind(name, root, steps)) return undefined;
  if (path && path.length > 1) return `"${name}" belongs inside of "${path.slice(0, -1).join('.')}".`;
  if (path) return `"${name}" is a field of the ${subject} itself.`;
  const other = RESOURCE_TYPES.find(({ type }) => Object.hasOwn(getResourceSchema(type).properties ?? {}, name));
  return other && `"${name}" is a field of ${other.type}.`;
}
/** All names that can stand in an object, whatever its conditions. */
function listFieldNames(schema: Schema, root: Schema): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    resolveSchemaRef(field, root).readOnly ? [] : [name],
  );
  return [...own, ...(schema.allOf ?? []).flatMap(({ then }) => listFieldNames(resolveSchemaRef(then, root), root))];
}

const MAX_LEVELS = 4;

/** Where in a schema a name belongs: the shortest way to it. */
function findFieldPath(name: string, root: Schema): readonly string[] | undefined {
  let level: readonly NestedSchema[] = [{ path: [], schema: root }];
  for (let depth = 0; depth < MAX_LEVELS; depth += 1) {
    const found = level.find(({ schema }) => listFieldNames(schema, root).includes(name));
    if (found) return [...found.path, name];
    level = level.flatMap((nested) => listNestedSchemas(nested, root));
  }
  return undefined;
}

interface NestedSchema {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** The objects one level further in; those in a list stand for their items. */
function listNestedSchemas({ path, schema }: NestedSchema, root: Schema): readonly NestedSchema[] {
  const parts = [schema, ...(schema.allOf ?? []).map(({ then }) => resolveSchemaRef(then, root))];
  return parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, field]) => {
      const fieldSchema = resolveSchemaRef(field, root);
      return { path: [...path, name], schema: fieldSchema.items ? resolveSchemaRef(fieldSchema.items, root) : fieldSchema };
    }),
  );
}
