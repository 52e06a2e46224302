import type { JsonObject, JsonValue } from '../../../model/json/json.ts';
import { SECRET_MARK } from '../../../model/plan/plan.ts';
import type { Located } from './located.ts';

/** A branch keeps whether its members are fields or the items of a list. */
interface Branch {
  list: boolean;
  readonly members: Map<string, Branch | { readonly leaf: JsonValue }>;
}

const branch = (list: boolean): Branch => ({ list, members: new Map() });

/** What a create will say, put together again from its changes. */
export function createdFields(located: readonly Located[]): JsonObject {
  const root = branch(false);
  for (const one of located) place(root, one);
  return Object.fromEntries([...root.members].map(([name, node]) => [name, assembled(node)]));
}

function place(root: Branch, { change, steps, list }: Located): void {
  const value = change.kind === 'secret' ? SECRET_MARK : (change.after ?? null);
  let at = root;
  for (const [index, step] of steps.entries()) {
    if (index === list) at.list = true;
    if (index === steps.length - 1) at.members.set(step, { leaf: value });
    else at = stepInto(at, step);
  }
}

function stepInto(at: Branch, step: string): Branch {
  const found = at.members.get(step);
  if (found && 'members' in found) return found;
  const made = branch(false);
  at.members.set(step, made);
  return made;
}

function assembled(node: Branch | { readonly leaf: JsonValue }): JsonValue {
  if ('leaf' in node) return node.leaf;
  const members = [...node.members];
  if (node.list) return members.map(([, item]) => assembled(item));
  return Object.fromEntries(members.map(([name, item]) => [name, assembled(item)]));
}
