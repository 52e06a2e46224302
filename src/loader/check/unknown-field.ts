import { nearest } from '../../model/problem/nearest.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { resolve, type Schema, schemaOf } from '../../schema/load.ts';
import { looksSecret } from '../../schema/secrets/secret-name.ts';
import { caution, type Finding, mistake } from '../findings.ts';
import { hide, type Tree } from '../text/tree.ts';
import { type Complaint, pathOf, shapeAt } from './complaint.ts';

/** So many names can be listed. */
const FEW = 12;

/**
 * A field that the schema does not know. A slip of a known name is an error, so is a known field of another kind of the same type, and so is
 * any name where the list of names is tenon's own.
 * Everything else the API may know by now: a warning, and it is sent as it is written.
 */
export function unknownField(complaint: Complaint): Finding {
  const { error, at, steps, root, shape, subject } = complaint;
  const name = String(error.params.additionalProperty ?? error.params.propertyName);
  const member = at.tree.kind === 'map' ? at.tree.members.get(name) : undefined;
  const span = member?.key ?? at.key ?? at.tree.span;
  const owner = shapeAt(shape, root, steps)?.schema;
  const known = owner ? namesOf(owner, shape.root) : [];
  const near = nearest(name, known.filter(isFree(name, at.tree)));
  const where = steps.length === 0 ? `The ${subject}` : `"${pathOf(steps)}"`;
  if (near !== undefined) {
    if (member && looksSecret(near)) hide(member.value);
    return mistake('unknown-field', span, `${where} has no field "${name}"`, { hint: `Did you mean "${near}"?` });
  }
  const hint = placeFor(name, shape.root, subject, steps);
  const isElsewhere = owner?.['x-open'] !== true && isOfAnotherKind(name, shape.root, steps);
  if (owner?.['x-closed'] === undefined && !isElsewhere)
    return caution('unknown-field', span, `${where} has a field that tenon does not know: "${name}" is sent as it is written`, {
      hint,
    });
  const expected = hint === undefined && known.length > 0 && known.length <= FEW ? `one of: ${known.join(', ')}` : undefined;
  return mistake('unknown-field', span, `${where} has no field "${name}"`, { expected, hint });
}

/** The API itself has some fields in two spellings: where both stand, neither is a slip of the other. */
const isFree =
  (name: string, holder: Tree) =>
  (known: string): boolean =>
    !(isSameName(name, known) && holder.kind === 'map' && holder.members.has(known));

const isSameName = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** Whether a known field is where it belongs, but in a resource of another kind of the same type: `datadogRegion` in the sink of `http`. */
const isOfAnotherKind = (name: string, root: Schema, steps: readonly string[]): boolean =>
  pathTo(name, root)?.slice(0, -1).join() === steps.filter((step) => !/^\d+$/.test(step)).join();

/** Where a field of this name is known. */
function placeFor(name: string, root: Schema, subject: string, steps: readonly string[]): string | undefined {
  const path = pathTo(name, root);
  if (isOfAnotherKind(name, root, steps)) return undefined;
  if (path && path.length > 1) return `"${name}" belongs inside of "${path.slice(0, -1).join('.')}".`;
  if (path) return `"${name}" is a field of the ${subject} itself.`;
  const other = RESOURCE_TYPES.find(({ type }) => Object.hasOwn(schemaOf(type).properties ?? {}, name));
  return other && `"${name}" is a field of ${other.type}.`;
}
/** All names that can stand in an object, whatever its conditions. */
function namesOf(schema: Schema, root: Schema): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => (resolve(field, root).readOnly ? [] : [name]));
  return [...own, ...(schema.allOf ?? []).flatMap(({ then }) => namesOf(resolve(then, root), root))];
}

const MAX_LEVELS = 4;

/** Where in a schema a name belongs: the shortest way to it. */
function pathTo(name: string, root: Schema): readonly string[] | undefined {
  let level: readonly Inside[] = [{ path: [], schema: root }];
  for (let depth = 0; depth < MAX_LEVELS; depth += 1) {
    const found = level.find(({ schema }) => namesOf(schema, root).includes(name));
    if (found) return [...found.path, name];
    level = level.flatMap((inside) => insideOf(inside, root));
  }
  return undefined;
}

interface Inside {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** The objects one level further in; those in a list stand for their items. */
function insideOf({ path, schema }: Inside, root: Schema): readonly Inside[] {
  const parts = [schema, ...(schema.allOf ?? []).map(({ then }) => resolve(then, root))];
  return parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, field]) => {
      const whole = resolve(field, root);
      return { path: [...path, name], schema: whole.items ? resolve(whole.items, root) : whole };
    }),
  );
}
