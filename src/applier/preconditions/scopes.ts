import type { ReadApi } from '../../management-api/types.ts';
import { splitAddress } from '../../model/address.ts';
import { isObject } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { changesOf, type Operation, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { attachedBy } from '../../resources/attached.ts';
import type { ResourceType, ScopeNeed } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { memberShape } from '../../schema/walk.ts';

/** Whether the token may make every write of the plan, asked before the first one. An opaque token tells nothing and is let through. */
export async function writeScopes(
  plan: Plan,
  api: ReadApi,
  catalogue: readonly ResourceType[],
): Promise<Outcome<void, readonly Problem[]>> {
  const identity = await api.identity();
  if (!identity.ok) return failure([identity.error.problem]);
  const { scopes } = identity.value;
  if (scopes === undefined) return success(undefined);
  const held = new Set(scopes);
  const missing = new Map<string, Problem>();
  for (const operation of changesOf(plan)) {
    for (const need of needsOf(operation, catalogue)) {
      const any = typeof need === 'string' ? [need] : need;
      const name = any.join(' or ');
      if (!any.some((scope) => held.has(scope)) && !missing.has(name)) missing.set(name, lacking(operation, name));
    }
  }
  return missing.size === 0 ? success(undefined) : failure([...missing.values()]);
}

/** What an operation takes: the scopes of its type or relation, and those of the single fields that it writes. */
export function needsOf(operation: Operation, catalogue: readonly ResourceType[]): readonly ScopeNeed[] {
  const type = catalogue.find((candidate) => candidate.type === splitAddress(operation.address).type);
  if (!type) return [];
  const relation = type.relations.find((candidate) => candidate.field === operation.relation);
  const { scopes } = relation ?? type;
  switch (operation.action) {
    case 'create':
      return [...(scopes.create ?? []), ...fieldNeeds(operation, type, 'create')];
    case 'update':
      return [
        ...(scopes.update ?? []),
        ...(relation ? [] : [...fieldNeeds(operation, type, 'update'), ...attachedNeeds(operation, type)]),
      ];
    case 'link':
      return scopes.create ?? [];
    case 'unlink':
    case 'delete':
      return scopes.delete ?? [];
    case 'note':
      return [];
  }
}

const fieldNeeds = (operation: Operation, type: ResourceType, action: 'create' | 'update'): readonly ScopeNeed[] =>
  operation.requests.flatMap(({ body }) => {
    if (!isObject(body)) return [];
    return Object.keys(body).flatMap((name) => memberShape(shapeOf(type), body, name)?.schema['x-write-scope']?.[action] ?? []);
  });

const attachedNeeds = ({ requests }: Operation, type: ResourceType): readonly ScopeNeed[] =>
  requests.flatMap((request) => {
    const { create = [], update = [], delete: remove = [] } = attachedBy(type, request)?.scopes ?? {};
    return request.method === 'POST' ? create : request.method === 'DELETE' ? remove : update;
  });

const lacking = (operation: Operation, scope: string): Problem => ({
  code: 'scope-missing',
  severity: 'error',
  message: `the token may not ${operation.action} ${operation.address}: it lacks ${scope}`,
  place: { kind: 'address', address: operation.address },
  hint: `Grant ${scope} to the application for the Auth0 Management API, then run it again.`,
});
