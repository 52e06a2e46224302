import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  buildDomainFilter,
  buildVerification,
  CUSTOM_DOMAINS,
  checkCustomDomain,
  verifyCustomDomain,
} from '../behaviour/settings/custom-domain-rules.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { buildListPage } from '../engine/paging/list-page.ts';
import { selectFields } from '../engine/select-fields.ts';
import { type Answer, answerCreated, answerOk } from '../http/http-answer.ts';
import { badRequest, conflict } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: CUSTOM_DOMAINS,
  path: '/custom-domains',
  idMember: 'custom_domain_id',
  makeId: (call) => `cd_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    read: ['read:custom_domains'],
    create: ['create:custom_domains'],
    update: ['update:custom_domains'],
    delete: ['delete:custom_domains'],
  },
  missing: { message: 'Custom domain not found.', errorCode: 'inexistent_custom_domain' },
  indexes: { domain: (domain) => [getString(domain, 'domain').toLowerCase()] },
  unique: [{ index: 'domain', message: 'Custom domain already exists.' }],
  idempotentDelete: true,
  patch: { domain_metadata: 'merge' },
  fill: (call, body) => ({
    domain: getString(body, 'domain'),
    // The first domain is primary (recorded traffic).
    primary: call.tenant.state.getCollection(CUSTOM_DOMAINS).size === 0,
    is_default: false,
    status: 'pending_verification',
    type: getString(body, 'type'),
    ...(getString(body, 'type') === 'self_managed_certs' ? { custom_client_ip_header: null } : { tls_policy: 'recommended' }),
    created_at: call.tenant.clock.stamp(),
    ...Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'verification_method')),
  }),
  afterCreate: (call, domain) => {
    const complete = { ...domain, verification: buildVerification(call, domain) };
    call.tenant.state.getCollection(CUSTOM_DOMAINS).put(getString(domain, 'custom_domain_id'), complete);
    return complete;
  },
  // While unset: null for self-managed certificates, absent for others (recorded traffic).
  refine: (_call, after) =>
    getString(after, 'type') === 'self_managed_certs' ? { custom_client_ip_header: null, ...after } : after,
  check: (_call, domain, _before, body) => checkCustomDomain(domain, body),
  beforeDelete: (_call, domain) => {
    if (getObjectMember(domain, 'is_default') === true)
      throw conflict('Cannot delete the default custom domain. Please set another domain as default before deleting this one.');
  },
};

const listDomains = (call: ApiCall) => [...call.tenant.state.getCollection(CUSTOM_DOMAINS).entries()];

/** Answers a bare array unless the query searches or pages (recorded traffic). */
function list(call: ApiCall): Answer {
  const rows = listDomains(call).filter(({ value }) => buildDomainFilter(call.query.getString('q'))(value));
  const sort = call.query.getString('sort');
  const direction = sort?.endsWith(':-1') === true ? -1 : 1;
  if (sort !== undefined)
    rows.sort((a, b) => (getString(a.value, 'domain') < getString(b.value, 'domain') ? -direction : direction));
  const show = (row: { readonly value: JsonObject }) => selectFields(call, row.value);
  const pages = ['take', 'from', 'q'].some((name) => call.query.has(name));
  return answerOk(pages ? buildListPage(call, { key: 'custom_domains', styles: ['checkpoint'] }, rows, show) : rows.map(show));
}

function verify(call: ApiCall): Answer {
  const { domain, once } = verifyCustomDomain(call, getItem(facts, call));
  return answerCreated({ ...domain, ...once });
}

function test(call: ApiCall): Answer {
  if (getString(getItem(facts, call), 'status') !== 'ready') throw conflict('The custom domain is not ready.');
  return answerOk({ success: true });
}

/** Returns the default domain: the tenant's canonical one until another is set. */
const getCurrentDefault = (call: ApiCall): JsonObject =>
  listDomains(call).find(({ value }) => getObjectMember(value, 'is_default') === true)?.value ?? { domain: call.tenant.domain };

function chooseDefault(call: ApiCall): Answer {
  const name = getString(toObject(call.body), 'domain').toLowerCase();
  const store = call.tenant.state.getCollection(CUSTOM_DOMAINS);
  const chosen = store.find('domain', name)[0];
  if (chosen === undefined && name !== call.tenant.domain) throw badRequest('The domain does not exist.');
  if (chosen !== undefined && getString(chosen.value, 'status') !== 'ready')
    throw badRequest('The domain must be verified before it can be set as default.');
  for (const { id, value } of listDomains(call)) store.put(id, { ...value, is_default: id === chosen?.id });
  return answerOk(getCurrentDefault(call));
}

const extraRoutes: readonly Route[] = [
  { method: 'GET', path: '/custom-domains', scopes: ['read:custom_domains'], handle: list },
  { method: 'POST', path: '/custom-domains/{id}/verify', scopes: ['create:custom_domains'], handle: verify },
  { method: 'POST', path: '/custom-domains/{id}/test', scopes: ['read:custom_domains'], handle: test },
  {
    method: 'GET',
    path: '/custom-domains/default',
    scopes: ['read:custom_domains'],
    handle: (call) => answerOk(getCurrentDefault(call)),
  },
  { method: 'PATCH', path: '/custom-domains/default', scopes: ['update:custom_domains'], handle: chooseDefault },
];

export const customDomainEndpoints: EndpointSet = buildCollectionEndpoints(facts, extraRoutes);
