import { editDistance, nearest } from '../model/nearest.ts';
import { RESOURCE_TYPES } from '../resources/index.ts';
import { resolve, type Schema, schemaOf } from '../schema/load.ts';
import { type Complaint, pathOf, shapeAt } from './complaint.ts';
import { type Finding, mistake } from './findings.ts';
import type { Tree } from './tree.ts';

/** So many names can be listed. */
const FEW = 12;

/** A field that the schema does not know: with the name that was probably meant, or where such a field belongs. */
export function unknownField({ error, at, steps, root, shape, subject }: Complaint): Finding {
  const name = String(error.params.additionalProperty ?? error.params.propertyName);
  const member = at.tree.kind === 'map' ? at.tree.members.get(name) : undefined;
  const owner = shapeAt(shape, root, steps)?.schema;
  const near = owner && nearest(name, namesOf(owner, shape.root));
  if (member) hideLikelySecret(name, near, member.value);
  const where = steps.length === 0 ? `The ${subject}` : `"${pathOf(steps)}"`;
  const hint = hintOf(name, near, shape.root, subject, steps);
  const known = owner ? namesOf(owner, shape.root) : [];
  const expected = hint === undefined && known.length > 0 && known.length <= FEW ? `one of: ${known.join(', ')}` : undefined;
  return mistake('unknown-field', member?.key ?? at.key ?? at.tree.span, `${where} has no field "${name}"`, { expected, hint });
}

function hintOf(
  name: string,
  near: string | undefined,
  root: Schema,
  subject: string,
  steps: readonly string[],
): string | undefined {
  if (near !== undefined && sameWord(near, name)) return `It is spelt "${near}".`;
  if (near !== undefined && editDistance(near, name) <= 2) return `Did you mean "${near}"?`;
  const path = pathTo(name, root);
  // It is where it belongs, but with another kind of the same type.
  if (path && path.slice(0, -1).join() === steps.filter((step) => !/^\d+$/.test(step)).join()) return undefined;
  if (path && path.length > 1) return `"${name}" belongs inside of "${path.slice(0, -1).join('.')}".`;
  if (path) return `"${name}" is a field of the ${subject} itself.`;
  if (near !== undefined) return `Did you mean "${near}"?`;
  const other = RESOURCE_TYPES.find(({ type }) => Object.hasOwn(schemaOf(type).properties ?? {}, name));
  return other && `"${name}" is a field of ${other.type}.`;
}

/** `use_common_endpoint` and `useCommonEndpoint`. */
export const sameWord = (a: string, b: string): boolean => a !== b && bare(a) === bare(b);
const bare = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

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

const SECRET_LIKE = /secret|password|token|key|credential|pem$/i;

/** A misspelt secret is a secret still. */
export function hideLikelySecret(name: string, near: string | undefined, value: Tree): void {
  if (!SECRET_LIKE.test(name) && !SECRET_LIKE.test(near ?? '')) return;
  if (value.kind === 'scalar' && value.template === undefined && typeof value.value === 'string')
    value.span.source.secrets.push(value.span);
}
