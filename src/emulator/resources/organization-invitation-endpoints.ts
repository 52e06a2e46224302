import type { JsonObject } from '../../model/json/json-value.ts';
import { buildInvitation, requireValidInvitation, sortInvitations } from '../behaviour/organizations/invitations.ts';
import { buildOrganizationNotFound } from '../behaviour/organizations/organization-lifecycle.ts';
import { requireUnambiguousDomain } from '../behaviour/settings/custom-domain-rules.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';

const facts: CollectionFacts = {
  name: 'invitations',
  path: '/organizations/{id}/invitations',
  itemPath: '/organizations/{id}/invitations/{invitation_id}',
  idMember: 'id',
  makeId: (call) => `uinv_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:organization_invitations'],
    read: ['read:organization_invitations'],
    create: ['create:organization_invitations'],
    delete: ['delete:organization_invitations'],
  },
  missing: { message: 'The invitation does not exist.', errorCode: 'inexistent_invitation' },
  parent: {
    param: 'id',
    collection: 'organizations',
    member: 'organization_id',
    missing: { message: buildOrganizationNotFound().message },
  },
  // The API has no total here (API reference). Expired invitations stay in the list, with their old `expires_at`: whether the API
  // removes them is unproven, and a client must compare the time in both cases.
  list: { key: 'invitations', styles: ['offset'], shape: ['start', 'limit', 'items'], ceiling: true },
  order: sortInvitations,
  status: { create: 200 },
  // The API reference names 404 for an unknown organization only.
  idempotentDelete: true,
  fill: (call, body): JsonObject => {
    requireUnambiguousDomain(call);
    requireValidInvitation(call, body);
    return buildInvitation(call, body);
  },
};

export const organizationInvitationEndpoints: EndpointSet = buildCollectionEndpoints(facts);
