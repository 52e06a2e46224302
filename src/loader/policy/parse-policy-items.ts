import type { Limit } from '../../model/definition/definition.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { createError, createWarning } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getText, type Tree } from '../text/definition-tree.ts';

/** Parses the name of a whole type. Part of a type is an error: pruning `databases` must not delete other connections. */
function parseTypeName(context: LoadContext, item: Tree): string | undefined {
  const name = getText(item) ?? '';
  const known = context.names.types.get(name);
  if (known && Object.keys(known.implied).length === 0) return known.type.type;
  const near = known?.type.type ?? findNearestName(name, context.names.types.keys());
  const message = known
    ? `"${name}" is only a part of ${near}, and only whole types can be pruned`
    : `Unknown resource type "${name}"`;
  context.findings.push(
    createError(known ? 'wrong-value' : 'unknown-type', item.span, message, { hint: formatSuggestion(near) }),
  );
  return undefined;
}

/** Parses an item of `reconcile.prune`: a type, or a relation whose undeclared items are kept otherwise. */
export function parsePrunedItem(context: LoadContext, item: Tree, declared: ReadonlySet<string>): string | undefined {
  const [name = '', field] = (getText(item) ?? '').split('/');
  const type = context.names.types.get(name)?.type;
  return type && field !== undefined
    ? parsePrunedRelation(context, item, type, field, declared)
    : parsePrunedType(context, item, declared);
}

function parsePrunedRelation(
  context: LoadContext,
  item: Tree,
  { type, relations }: ResourceType,
  field: string,
  declared: ReadonlySet<string>,
): string | undefined {
  const known = relations.filter(({ keepsUndeclared }) => keepsUndeclared).map((relation) => relation.field);
  if (!known.includes(field)) {
    const names = known.map((name) => `${type}/${name}`);
    const expected = names.length === 0 ? 'a type' : `a type, or one of ${names.join(', ')}`;
    const message = `"${getText(item) ?? ''}" cannot be pruned: items that "${field}" does not list are removed anyway, or it is no list`;
    context.findings.push(
      createError('wrong-value', item.span, message, { expected, hint: formatSuggestion(findNearestName(field, known)) }),
    );
    return undefined;
  }
  if (!declared.has(type)) warnNotDeclared(context, item, `${type}/${field}`, type);
  return `${type}/${field}`;
}

function warnNotDeclared(context: LoadContext, item: Tree, name: string, type: string): void {
  const hint = 'If a file or an include is missing, add it.';
  const message = `reconcile.prune lists "${name}", but no file declares "${type}": nothing of it is removed`;
  context.findings.push(createWarning('prune-undeclared', item.span, message, { hint }));
}

/** Parses a type to prune. Warns if no file declares it: most likely an include is missing. */
function parsePrunedType(context: LoadContext, item: Tree, declared: ReadonlySet<string>): string | undefined {
  const type = parseTypeName(context, item);
  const known = type === undefined ? undefined : context.catalogue.get(type);
  if (known && isLookedUp(known)) {
    const message = `"${known.type}" cannot be pruned: tenon reads only the ${known.type} that are declared, so it never knows the others`;
    const hint = `To delete a ${known.noun}, declare it with "$absent: true".`;
    context.findings.push(createError('wrong-value', item.span, message, { hint }));
    return undefined;
  }
  if (type !== undefined && !declared.has(type)) {
    const hint = `If a file or an include is missing, add it. To delete all of them, declare "${type}: []".`;
    const message = `reconcile.prune lists "${type}", but no file declares "${type}": nothing of this type is deleted`;
    context.findings.push(createWarning('prune-undeclared', item.span, message, { hint }));
  }
  return type;
}

/** Parses an address pattern: `clients/Portal`, `databases/*`. The part before the slash must be a type; an alias is replaced by its type. */
export function parseAddressPattern(context: LoadContext, item: Tree): string | undefined {
  const pattern = getText(item) ?? '';
  const slash = pattern.indexOf('/');
  const name = slash < 0 ? pattern : pattern.slice(0, slash);
  if (name === '' || name.includes('*')) return pattern;
  const known = context.names.types.get(name);
  if (known) return known.type.type + pattern.slice(name.length);
  const near = findNearestName(name, context.names.types.keys());
  const advice = { expected: 'a type and a key, such as clients/Portal', hint: formatSuggestion(near) };
  context.findings.push(createError('unknown-type', item.span, `Unknown resource type "${name}"`, advice));
  return undefined;
}

/** Parses a limit: a percentage (`10%`) or a count. */
export function parseLimit(tree: Tree | undefined): Limit | undefined {
  if (tree?.kind !== 'scalar') return undefined;
  if (typeof tree.value === 'number') return { kind: 'count', count: tree.value };
  return typeof tree.value === 'string' ? { kind: 'share', percent: Number(tree.value.replace('%', '')) } : undefined;
}
