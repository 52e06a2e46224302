import type { Limit } from '../../model/definition/definition.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import { findTypeByKey, listTypeNames } from '../declare/type-names.ts';
import { createError, createWarning } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getText, type Tree } from '../text/definition-tree.ts';

/** Names of the whole type only: who prunes `databases` must not lose other connections by it. */
function parseTypeName(context: LoadContext, item: Tree): string | undefined {
  const name = getText(item) ?? '';
  const known = findTypeByKey(name);
  if (known && Object.keys(known.implied).length === 0) return known.type.type;
  const near = known?.type.type ?? findNearestName(name, listTypeNames());
  const message = known ? `"${name}" is a part of ${near}: only whole types are pruned` : `There is no resource type "${name}"`;
  context.findings.push(
    createError(known ? 'wrong-value' : 'unknown-type', item.span, message, { hint: near && `Did you mean "${near}"?` }),
  );
  return undefined;
}

/** A type that is pruned and that no file speaks of is mostly an include that is missing. */
export function parsePrunedType(context: LoadContext, item: Tree, declared: ReadonlySet<string>): string | undefined {
  const type = parseTypeName(context, item);
  if (type !== undefined && !declared.has(type)) {
    const hint = `If a file or an include is missing, add it. "${type}: []" means that the tenant shall have none.`;
    const message = `"${type}" is to be pruned, and no file has "${type}": none of them is deleted`;
    context.findings.push(createWarning('prune-undeclared', item.span, message, { hint }));
  }
  return type;
}

/** `clients/Portal`, `databases/*`: the type before the slash must be one; its other names are read as the type's own. */
export function parseAddressPattern(context: LoadContext, item: Tree): string | undefined {
  const pattern = getText(item) ?? '';
  const slash = pattern.indexOf('/');
  const name = slash < 0 ? pattern : pattern.slice(0, slash);
  if (name === '' || name.includes('*')) return pattern;
  const known = findTypeByKey(name);
  if (known) return known.type.type + pattern.slice(name.length);
  const near = findNearestName(name, listTypeNames());
  const advice = { expected: 'a type, a slash and a key: clients/Portal', hint: near && `Did you mean "${near}"?` };
  context.findings.push(createError('unknown-type', item.span, `There is no resource type "${name}"`, advice));
  return undefined;
}

/** `10%` or a count. */
export function parseLimit(tree: Tree | undefined): Limit | undefined {
  if (tree?.kind !== 'scalar') return undefined;
  if (typeof tree.value === 'number') return { kind: 'count', count: tree.value };
  return typeof tree.value === 'string' ? { kind: 'share', percent: Number(tree.value.replace('%', '')) } : undefined;
}
