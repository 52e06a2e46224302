import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getString } from '../../engine/json-objects.ts';
import { badRequest, conflict } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

export const CUSTOM_DOMAINS = 'custom-domains';

/** `example-tenant.eu.auth0.com` → `eu`. Domains of the oldest US region, `example-tenant.auth0.com`, name none. */
const getRegion = (tenant: EmulatedTenant): string => /^[^.]+\.([^.]+)\.auth0\.com$/.exec(tenant.domain)?.[1] ?? 'us';

/** The host that the domain's CNAME must point to. It contains the id in lower case, with dashes (recorded traffic). */
const buildEdgeHost = (tenant: EmulatedTenant, id: string): string =>
  `${tenant.name}-${id.toLowerCase().replaceAll('_', '-')}.edge.tenants.${getRegion(tenant)}.auth0.com`;

/** Builds the verification record: TXT for self-managed certificates, CNAME for Auth0-managed ones. */
export function buildVerification(call: ApiCall, domain: JsonObject): JsonObject {
  const name = getString(domain, 'domain');
  const method =
    getString(domain, 'type') === 'self_managed_certs'
      ? { name: 'TXT', record: call.tenant.ids.makeUuid(), domain: `_cf-custom-hostname.${name}` }
      : { name: 'CNAME', record: buildEdgeHost(call.tenant, getString(domain, 'custom_domain_id')), domain: name };
  return { methods: [method] };
}

/** Metadata entries per domain (SDK types). That they are counted after the merge is unproven; it is the stricter reading. */
const MAX_METADATA = 10;

/** Refuses members that the certificate type does not allow, and an invalid passkey domain (API reference). */
export function checkCustomDomain(domain: JsonObject, body: JsonObject): void {
  const isSelfManaged = getString(domain, 'type') === 'self_managed_certs';
  if (isSelfManaged && getString(body, 'tls_policy') !== '')
    throw badRequest("The 'tls_policy' cannot be set on self_managed domains");
  if (!isSelfManaged && getString(body, 'custom_client_ip_header') !== '')
    throw badRequest("The 'custom_client_ip_header' cannot be set on auth0_managed domains");
  if (Object.keys(getObject(domain, 'domain_metadata')).length > MAX_METADATA)
    throw badRequest(`'domain_metadata' cannot have more than ${MAX_METADATA} properties`);
  const relying = getString(domain, 'relying_party_identifier').toLowerCase();
  const name = getString(domain, 'domain').toLowerCase();
  if (relying !== '' && relying !== name && !name.endsWith(`.${relying}`))
    throw badRequest("The 'relying_party_identifier' must be equal to or a registrable domain suffix of the domain.");
}

/** Domains that count as having the required DNS records (`POST /_emulator/dns`). */
const PROVEN_DOMAINS = 'proven-domains';

export const proveDomain = (tenant: EmulatedTenant, name: string): void =>
  tenant.state.putSetting(PROVEN_DOMAINS, { ...tenant.state.getSetting(PROVEN_DOMAINS), [name.toLowerCase()]: true });

const isProven = (tenant: EmulatedTenant, name: string): boolean =>
  getObjectMember(tenant.state.getSetting(PROVEN_DOMAINS) ?? {}, name.toLowerCase()) === true;

/** Verifies a domain. There is no DNS, so it stays pending until `POST /_emulator/dns`. The CNAME API key is shown once. */
export function verifyCustomDomain(
  call: ApiCall,
  domain: JsonObject,
): { readonly domain: JsonObject; readonly once: JsonObject } {
  if (getString(domain, 'status') === 'ready') throw badRequest('Custom domain already verified.');
  if (!isProven(call.tenant, getString(domain, 'domain'))) return { domain, once: {} };
  const isSelfManaged = getString(domain, 'type') === 'self_managed_certs';
  const origin = isSelfManaged ? { origin_domain_name: buildEdgeHost(call.tenant, getString(domain, 'custom_domain_id')) } : {};
  const verification = { ...getObject(domain, 'verification'), status: 'verified', last_verified_at: call.tenant.clock.stamp() };
  const ready = { ...domain, status: 'ready', ...origin, verification };
  call.tenant.state.getCollection(CUSTOM_DOMAINS).put(getString(domain, 'custom_domain_id'), ready);
  return { domain: ready, once: isSelfManaged ? { cname_api_key: call.tenant.ids.makeHex(128) } : {} };
}

/**
 * Refuses a request that sends email to a user if the tenant has several verified domains, no default, and the request
 * names none (recorded traffic).
 */
export function requireUnambiguousDomain(call: ApiCall): void {
  const ready = [...call.tenant.state.getCollection(CUSTOM_DOMAINS).entries()].filter(
    ({ value }) => getString(value, 'status') === 'ready',
  );
  const isClear = call.customDomain !== undefined || ready.some(({ value }) => getObjectMember(value, 'is_default') === true);
  if (ready.length > 1 && !isClear) throw conflict('The tenant has multiple verified custom domains.', 'custom_domain_conflict');
}

/** Builds a filter from `field:value` terms, all of which must match. A trailing `*` matches any suffix. */
export function buildDomainFilter(query: string | undefined): (domain: JsonObject) => boolean {
  const terms = [...(query ?? '').matchAll(/(?<![\w.])([\w.]+):("[^"]*"|\S+)/g)].map(([, field = '', value = '']) => ({
    field,
    value: value.replaceAll('"', ''),
  }));
  return (domain) => terms.every(({ field, value }) => isPatternMatch(String(getValueAt(domain, field) ?? ''), value));
}

const isPatternMatch = (text: string, pattern: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;

function getValueAt(domain: JsonObject, field: string) {
  const [first = '', ...rest] = field.split('.');
  return rest.length === 0 ? getObjectMember(domain, first) : getObjectMember(getObject(domain, first), rest.join('.'));
}
