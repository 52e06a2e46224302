import type { ReadApi } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import { isObject } from '../../model/json/json-value.ts';
import {
  type ChangeOperation,
  isRelationOperation,
  type RelationOperation,
  type ResourceOperation,
} from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';

import { hasTicket } from '../../model/plan/tickets.ts';
import { formatGrantHint } from '../../model/problem/grant-hint.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { findRequestedAttachment } from '../../resources/relations/attached-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { isCollection, type ResourceType, type ScopeNeed } from '../../resources/resource-type.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';

/** Checks before the first write that the token has the scopes for all of them. An opaque token passes: its scopes cannot be read. */
export async function checkWriteScopes(
  plan: Plan,
  api: ReadApi,
  catalogue: Catalogue,
): Promise<Outcome<void, readonly Problem[]>> {
  const identity = await api.identity();
  if (!identity.ok) return failWith([identity.error.problem]);
  const { scopes } = identity.value;
  if (scopes === undefined) return succeed(undefined);
  const held = new Set(scopes);
  const missing = new Map<string, Problem>();
  for (const operation of listChanges(plan)) {
    for (const need of listNeededScopes(operation, catalogue)) {
      const alternatives = typeof need === 'string' ? [need] : need;
      const name = alternatives.join(' or ');
      if (!alternatives.some((scope) => held.has(scope)) && !missing.has(name))
        missing.set(name, describeMissingScope(operation, name));
    }
  }
  return missing.size === 0 ? succeed(undefined) : failWith([...missing.values()]);
}

/** Lists the scopes that an operation needs: those of its type or relation, and those of the individual fields that it writes. */
export function listNeededScopes(operation: ChangeOperation, catalogue: Catalogue): readonly ScopeNeed[] {
  const type = catalogue.get(splitAddress(operation.address).type);
  if (!type) return [];
  return isRelationOperation(operation) ? listRelationScopes(operation, type) : listResourceScopes(operation, type);
}

function listRelationScopes({ action, relation: field }: RelationOperation, type: ResourceType): readonly ScopeNeed[] {
  const { scopes } = type.relations.find((candidate) => candidate.field === field) ?? type;
  switch (action) {
    case 'link':
      return scopes.create ?? [];
    case 'update':
      return scopes.update ?? [];
    case 'unlink':
      return scopes.delete ?? [];
  }
}

function listResourceScopes(operation: ResourceOperation, type: ResourceType): readonly ScopeNeed[] {
  const { scopes } = type;
  switch (operation.action) {
    case 'create':
      return [...(scopes.create ?? []), ...listFieldScopes(operation, type, 'create'), ...listTicketScopes(operation, type)];
    case 'update':
      return [
        ...(scopes.update ?? []),
        ...listFieldScopes(operation, type, 'update'),
        ...listAttachedScopes(operation, type),
        ...listTicketScopes(operation, type),
      ];
    case 'delete':
      return scopes.delete ?? [];
  }
}

const listFieldScopes = (operation: ResourceOperation, type: ResourceType, action: 'create' | 'update'): readonly ScopeNeed[] =>
  operation.requests.flatMap(({ body }) => {
    if (!isObject(body)) return [];
    return Object.keys(body).flatMap(
      (name) => getMemberShape(getResourceShape(type), body, name)?.schema['x-write-scope']?.[action] ?? [],
    );
  });

const listTicketScopes = (operation: ResourceOperation, type: ResourceType): readonly ScopeNeed[] =>
  isCollection(type) && hasTicket(operation) ? (type.welcome?.scopes ?? []) : [];

const listAttachedScopes = ({ requests }: ResourceOperation, type: ResourceType): readonly ScopeNeed[] =>
  requests.flatMap((request) => {
    const { create = [], update = [], delete: remove = [] } = findRequestedAttachment(type, request)?.scopes ?? {};
    return request.method === 'POST' ? create : request.method === 'DELETE' ? remove : update;
  });

const describeMissingScope = (operation: ChangeOperation, scope: string): Problem => ({
  code: 'scope-missing',
  severity: 'error',
  message: `the token cannot ${operation.action} ${operation.address}: scope ${scope} is missing`,
  place: { kind: 'address', address: operation.address },
  hint: formatGrantHint([scope]),
});
