import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { checkDomain, DOMAINS, matchesQuery, verificationOf, verified } from '../behaviour/settings/custom-domains.ts';
import type { Call, Route } from '../engine/call.ts';
import { selected } from '../engine/fields.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, textOf } from '../engine/objects.ts';
import { page } from '../engine/paging/paging.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, created, ok } from '../http/answer.ts';
import { badRequest, conflict } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: DOMAINS,
  path: '/custom-domains',
  idMember: 'custom_domain_id',
  newId: (call) => `cd_${call.tenant.ids.base62(16)}`,
  scopes: {
    read: ['read:custom_domains'],
    create: ['create:custom_domains'],
    update: ['update:custom_domains'],
    delete: ['delete:custom_domains'],
  },
  missing: { message: 'Custom domain not found.', errorCode: 'inexistent_custom_domain' },
  indexes: { domain: (domain) => [textOf(domain, 'domain').toLowerCase()] },
  unique: [{ index: 'domain', message: 'Custom domain already exists.' }],
  idempotentDelete: true,
  patch: { domain_metadata: 'merge' },
  fill: (call, body) => ({
    domain: textOf(body, 'domain'),
    // The first one is the primary one (recorded traffic).
    primary: call.tenant.state.collection(DOMAINS).size === 0,
    is_default: false,
    status: 'pending_verification',
    type: textOf(body, 'type'),
    ...(textOf(body, 'type') === 'self_managed_certs' ? { custom_client_ip_header: null } : { tls_policy: 'recommended' }),
    created_at: call.tenant.clock.stamp(),
    ...Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'verification_method')),
  }),
  created: (call, domain) => {
    const complete = { ...domain, verification: verificationOf(call, domain) };
    call.tenant.state.collection(DOMAINS).put(textOf(domain, 'custom_domain_id'), complete);
    return complete;
  },
  // Null while unset for those who bring certificates, absent for others (recorded traffic).
  refine: (_call, after) =>
    textOf(after, 'type') === 'self_managed_certs' ? { custom_client_ip_header: null, ...after } : after,
  check: (_call, domain, _before, body) => checkDomain(domain, body),
  removing: (_call, domain) => {
    if (getObjectMember(domain, 'is_default') === true)
      throw conflict('Cannot delete the default custom domain. Please set another domain as default before deleting this one.');
  },
};

const all = (call: Call) => [...call.tenant.state.collection(DOMAINS).entries()];

/** A bare array, unless the query searches or pages (recorded traffic). */
function list(call: Call): Answer {
  const rows = all(call).filter(({ value }) => matchesQuery(call.query.text('q'))(value));
  const sort = call.query.text('sort');
  const direction = sort?.endsWith(':-1') === true ? -1 : 1;
  if (sort !== undefined) rows.sort((a, b) => (textOf(a.value, 'domain') < textOf(b.value, 'domain') ? -direction : direction));
  const show = (row: { readonly value: JsonObject }) => selected(call, row.value);
  const pages = ['take', 'from', 'q'].some((name) => call.query.has(name));
  return ok(pages ? page(call, { key: 'custom_domains', styles: ['checkpoint'] }, rows, show) : rows.map(show));
}

function verify(call: Call): Answer {
  const { domain, once } = verified(call, itemOf(facts, call));
  return created({ ...domain, ...once });
}

function test(call: Call): Answer {
  if (textOf(itemOf(facts, call), 'status') !== 'ready') throw conflict('The custom domain is not ready.');
  return ok({ success: true });
}

/** The tenant's own domain is the default until another is chosen. */
const currentDefault = (call: Call): JsonObject =>
  all(call).find(({ value }) => getObjectMember(value, 'is_default') === true)?.value ?? { domain: call.tenant.domain };

function chooseDefault(call: Call): Answer {
  const name = textOf(asObject(call.body), 'domain').toLowerCase();
  const store = call.tenant.state.collection(DOMAINS);
  const chosen = store.find('domain', name)[0];
  if (chosen === undefined && name !== call.tenant.domain) throw badRequest('The domain does not exist.');
  if (chosen !== undefined && textOf(chosen.value, 'status') !== 'ready')
    throw badRequest('The domain must be verified before it can be set as default.');
  for (const { id, value } of all(call)) store.put(id, { ...value, is_default: id === chosen?.id });
  return ok(currentDefault(call));
}

const more: readonly Route[] = [
  { method: 'GET', path: '/custom-domains', scopes: ['read:custom_domains'], handle: list },
  { method: 'POST', path: '/custom-domains/{id}/verify', scopes: ['create:custom_domains'], handle: verify },
  { method: 'POST', path: '/custom-domains/{id}/test', scopes: ['read:custom_domains'], handle: test },
  {
    method: 'GET',
    path: '/custom-domains/default',
    scopes: ['read:custom_domains'],
    handle: (call) => ok(currentDefault(call)),
  },
  { method: 'PATCH', path: '/custom-domains/default', scopes: ['update:custom_domains'], handle: chooseDefault },
];

export const customDomains: Resource = collectionOf(facts, more);
