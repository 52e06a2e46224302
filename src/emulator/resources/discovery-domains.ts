import type { JsonObject } from '../../model/json/json-value.ts';
import { noOrganization, organizationId } from '../behaviour/organizations/organization.ts';
import { param, type Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf, visible } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';

const MISSING = { message: 'Organization discovery domain not found.' };
const key = (owner: string, domain: string): string => `${owner} ${domain.toLowerCase()}`;
const domainOf = (domain: JsonObject): string => textOf(domain, 'domain').toLowerCase();

const facts: CollectionFacts = {
  name: 'discovery-domains',
  path: '/organizations/{id}/discovery-domains',
  itemPath: '/organizations/{id}/discovery-domains/{discovery_domain_id}',
  idMember: 'id',
  newId: (call) => `ord_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:organization_discovery_domains'],
    read: ['read:organization_discovery_domains'],
    create: ['create:organization_discovery_domains'],
    update: ['update:organization_discovery_domains'],
    delete: ['delete:organization_discovery_domains'],
  },
  missing: MISSING,
  parent: { param: 'id', collection: 'organizations', member: '$organization', missing: { message: noOrganization().message } },
  indexes: {
    domain: (domain) => [key(textOf(domain, '$organization'), textOf(domain, 'domain'))],
    anywhere: (domain) => [domainOf(domain)],
  },
  unique: [
    { index: 'domain', message: 'An organization discovery domain with this domain is already registered to this organization.' },
    // A domain leads to one organization of the tenant; how the API says so is not recorded.
    {
      index: 'anywhere',
      message: 'An organization discovery domain with this domain is already registered to another organization.',
    },
  ],
  list: { key: 'domains', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => ({
    status: 'pending',
    use_for_organization_discovery: true,
    ...body,
    verification_host: `_ss-verification.${param(call, 'id')}.${textOf(body, 'domain')}`,
    verification_txt: call.tenant.ids.hex(32),
  }),
};

const byName: Route = {
  method: 'GET',
  path: '/organizations/{id}/discovery-domains/name/{discovery_domain}',
  scopes: ['read:organization_discovery_domains'],
  handle: (call) => {
    const wanted = key(organizationId(call), param(call, 'discovery_domain'));
    const found = call.tenant.state.collection('discovery-domains').find('domain', wanted)[0];
    if (found === undefined) throw notFound(MISSING.message);
    return ok(visible(found.value));
  },
};

export const discoveryDomains: Resource = collectionOf(facts, [byName]);
