import type { JsonObject } from '../../model/json/json-value.ts';
import { buildOrganizationNotFound, requireOrganizationId } from '../behaviour/organizations/organization-lifecycle.ts';
import { getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omitInternal } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';

const DOMAIN_NOT_FOUND = { message: 'Organization discovery domain not found.' };
const buildKey = (owner: string, domain: string): string => `${owner} ${domain.toLowerCase()}`;
const getDomainName = (domain: JsonObject): string => getString(domain, 'domain').toLowerCase();

const facts: CollectionFacts = {
  name: 'discovery-domains',
  path: '/organizations/{id}/discovery-domains',
  itemPath: '/organizations/{id}/discovery-domains/{discovery_domain_id}',
  idMember: 'id',
  makeId: (call) => `ord_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:organization_discovery_domains'],
    read: ['read:organization_discovery_domains'],
    create: ['create:organization_discovery_domains'],
    update: ['update:organization_discovery_domains'],
    delete: ['delete:organization_discovery_domains'],
  },
  missing: DOMAIN_NOT_FOUND,
  parent: {
    param: 'id',
    collection: 'organizations',
    member: '$organization',
    missing: { message: buildOrganizationNotFound().message },
  },
  indexes: {
    domain: (domain) => [buildKey(getString(domain, '$organization'), getString(domain, 'domain'))],
    anywhere: (domain) => [getDomainName(domain)],
  },
  unique: [
    { index: 'domain', message: 'An organization discovery domain with this domain is already registered to this organization.' },
    // A domain belongs to one organization of the tenant. The API's message is not recorded.
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
    verification_host: `_ss-verification.${getPathParameter(call, 'id')}.${getString(body, 'domain')}`,
    verification_txt: call.tenant.ids.makeHex(32),
  }),
};

const byNameRoute: Route = {
  method: 'GET',
  path: '/organizations/{id}/discovery-domains/name/{discovery_domain}',
  scopes: ['read:organization_discovery_domains'],
  handle: (call) => {
    const lookupKey = buildKey(requireOrganizationId(call), getPathParameter(call, 'discovery_domain'));
    const found = call.tenant.state.getCollection('discovery-domains').find('domain', lookupKey)[0];
    if (found === undefined) throw notFound(DOMAIN_NOT_FOUND.message);
    return answerOk(omitInternal(found.value));
  },
};

export const discoveryDomainEndpoints: EndpointSet = buildCollectionEndpoints(facts, [byNameRoute]);
