import type { JsonObject } from '../../model/json/json-value.ts';
import { requireUnambiguousDomain } from '../behaviour/settings/custom-domain-rules.ts';
import { requireTicketUser } from '../behaviour/users/ticket-rules.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { toObject } from '../engine/json-objects.ts';
import { answerCreated } from '../http/http-answer.ts';

/** Builds the link of a ticket. It is a secret, and the emulator does not serve it. */
const buildTicket = (call: ApiCall): JsonObject => ({
  ticket: `https://${call.tenant.domain}/lo/reset?ticket=${call.tenant.ids.makeBase62(32)}#`,
});

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/tickets/password-change',
    scopes: ['create:user_tickets'],
    handle: (call) => {
      requireUnambiguousDomain(call);
      requireTicketUser(call, toObject(call.body));
      return answerCreated(buildTicket(call));
    },
  },
];

export const ticketEndpoints: EndpointSet = { routes };
