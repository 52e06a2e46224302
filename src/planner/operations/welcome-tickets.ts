import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import { createReferencePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { isCollection, type ResourceType } from '../../resources/resource-type.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { type Draft, EMPTY_DRAFT } from '../draft.ts';
import type { Matching } from '../match/match-resources.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { getSecretPointers } from './changed-fields.ts';

const findTicket = (type: ResourceType) => (isCollection(type) ? type.welcome : undefined);

/** Builds the request for the ticket of a resource; none if the definition does not ask for one. `liveId`: absent for a new resource. */
export function buildTicketRequests(
  type: ResourceType,
  { address, welcome }: DeclaredResource,
  liveId?: string,
): readonly PlannedRequest[] {
  const ticket = findTicket(type);
  if (!ticket || !welcome) return [];
  const { ttl_sec: seconds } = welcome;
  return [
    {
      method: 'POST',
      path: ticket.path,
      body: { [ticket.idMember]: createReferencePlaceholder(address, liveId), ...welcome },
      ticket: { link: ticket.linkMember, seconds: typeof seconds === 'number' ? seconds : ticket.defaultSeconds },
    },
  ];
}

export const describeTicket = (type: ResourceType, { welcome }: DeclaredResource): readonly string[] => {
  const ticket = findTicket(type);
  return ticket && welcome ? [`sends a ${ticket.noun} to --tickets`] : [];
};

/** Drafts the ticket of a resource that an interrupted run may have created without one. */
export function draftMissingTicket(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  context: PlanningContext,
): readonly Draft[] {
  const requests = context.isTicketMissing(declared.address) ? buildTicketRequests(type, declared, live.id) : [];
  if (requests.length === 0) return [];
  const shape = getResourceShape(type);
  return [
    {
      ...EMPTY_DRAFT,
      operation: {
        id: `update ${formatResourceLabel(type, declared.address, live.id, context)} ticket`,
        action: 'update',
        address: declared.address,
        liveId: live.id,
        changes: [],
        requests,
        why: ['the interrupted run did not complete it', ...describeTicket(type, declared)].join('; '),
        risk: 'safe',
        fingerprint: computeFingerprint(shape, live.body),
        live: maskResource(shape, live.body, getSecretPointers(declared)),
        origin: declared.origin,
      },
    },
  ];
}

/** Refuses tickets that the API would refuse after it has created the resource. */
export const refuseImpossibleTickets = (matching: Matching, context: PlanningContext): readonly Problem[] =>
  matching.types.flatMap(({ definition: type, pairs }) => {
    const ticket = findTicket(type);
    if (!ticket) return [];
    const { where, needs, noun } = ticket;
    return pairs
      .filter(({ declared: { welcome, fields } }) => {
        const isPossible = context.meetsCondition(type, fields, where) !== false && getObjectMember(fields, needs) != null;
        return welcome !== undefined && !isPossible;
      })
      .map(
        ({ declared: { address } }): Problem => ({
          code: 'wrong-value',
          severity: 'error',
          message: `${address} cannot get a ${noun}`,
          place: { kind: 'address', address, pointer: '/$welcome' },
          expected: `a ${type.noun} with ${needs}, whose ${where.field} has the ${where.has} ${where.values.join(' or ')}`,
          hint: 'Remove "$welcome".',
        }),
      );
  });
