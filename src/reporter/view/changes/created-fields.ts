import type { JsonObject, JsonValue } from '../../../model/json/json-value.ts';
import { SECRET_MARK } from '../../../model/plan/plan.ts';
import type { LocatedChange } from './locate-changes.ts';

/** A node of the rebuilt value. `list` says whether its members are list items or fields of an object. */
interface Branch {
  list: boolean;
  readonly members: Map<string, Branch | { readonly leaf: JsonValue }>;
}

const createBranch = (list: boolean): Branch => ({ list, members: new Map() });

/** Rebuilds the fields of a created resource from the changes of its create operation; secrets become marks. */
export function buildCreatedFields(located: readonly LocatedChange[]): JsonObject {
  const root = createBranch(false);
  for (const locatedChange of located) placeChange(root, locatedChange);
  return Object.fromEntries([...root.members].map(([name, node]) => [name, assembleValue(node)]));
}

function placeChange(root: Branch, { change, steps, list }: LocatedChange): void {
  const value = change.kind === 'secret' ? SECRET_MARK : (change.after ?? null);
  let current = root;
  for (const [index, step] of steps.entries()) {
    if (index === list) current.list = true;
    if (index === steps.length - 1) current.members.set(step, { leaf: value });
    else current = enterBranch(current, step);
  }
}

function enterBranch(parent: Branch, step: string): Branch {
  const existing = parent.members.get(step);
  if (existing && 'members' in existing) return existing;
  const newBranch = createBranch(false);
  parent.members.set(step, newBranch);
  return newBranch;
}

function assembleValue(node: Branch | { readonly leaf: JsonValue }): JsonValue {
  if ('leaf' in node) return node.leaf;
  const members = [...node.members];
  if (node.list) return members.map(([, item]) => assembleValue(item));
  return Object.fromEntries(members.map(([name, item]) => [name, assembleValue(item)]));
}
