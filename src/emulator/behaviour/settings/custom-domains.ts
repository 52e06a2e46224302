import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectOf, textOf } from '../../engine/objects.ts';
import { badRequest, conflict } from '../../http/refusal.ts';
import type { Tenant } from '../../state/tenant.ts';

export const DOMAINS = 'custom-domains';

/** `example-tenant.eu.auth0.com` → `eu`; tenants of the oldest region have none in their domain. */
const regionOf = (tenant: Tenant): string => /^[^.]+\.([^.]+)\.auth0\.com$/.exec(tenant.domain)?.[1] ?? 'us';

/** Where the domain must point to: the id in lower case, with dashes (recorded traffic). */
const edgeOf = (tenant: Tenant, id: string): string =>
  `${tenant.name}-${id.toLowerCase().replaceAll('_', '-')}.edge.tenants.${regionOf(tenant)}.auth0.com`;

/** Who brings certificates proves the domain by TXT, others by CNAME. */
export function verificationOf(call: Call, domain: JsonObject): JsonObject {
  const name = textOf(domain, 'domain');
  const method =
    textOf(domain, 'type') === 'self_managed_certs'
      ? { name: 'TXT', record: call.tenant.ids.uuid(), domain: `_cf-custom-hostname.${name}` }
      : { name: 'CNAME', record: edgeOf(call.tenant, textOf(domain, 'custom_domain_id')), domain: name };
  return { methods: [method] };
}

/** What goes with one kind of certificates only, and what a passkey's domain may be (API reference). */
export function checkDomain(domain: JsonObject, body: JsonObject): void {
  const isSelfManaged = textOf(domain, 'type') === 'self_managed_certs';
  if (isSelfManaged && textOf(body, 'tls_policy') !== '')
    throw badRequest("The 'tls_policy' cannot be set on self_managed domains");
  if (!isSelfManaged && textOf(body, 'custom_client_ip_header') !== '')
    throw badRequest("The 'custom_client_ip_header' cannot be set on auth0_managed domains");
  const relying = textOf(domain, 'relying_party_identifier').toLowerCase();
  const name = textOf(domain, 'domain').toLowerCase();
  if (relying !== '' && relying !== name && !name.endsWith(`.${relying}`))
    throw badRequest("The 'relying_party_identifier' must be equal to or a registrable domain suffix of the domain.");
}

/** Names whose DNS entries the emulator was told to take as made (`POST /_emulator/dns`). */
const PROVEN = 'proven-domains';

export const proveDomain = (tenant: Tenant, name: string): void =>
  tenant.state.putSetting(PROVEN, { ...tenant.state.setting(PROVEN), [name.toLowerCase()]: true });

const isProven = (tenant: Tenant, name: string): boolean =>
  getObjectMember(tenant.state.setting(PROVEN) ?? {}, name.toLowerCase()) === true;

/** There is no DNS here: a domain stays pending unless the emulator was told otherwise. The API key is shown once. */
export function verified(call: Call, domain: JsonObject): { readonly domain: JsonObject; readonly once: JsonObject } {
  if (textOf(domain, 'status') === 'ready') throw badRequest('Custom domain already verified.');
  if (!isProven(call.tenant, textOf(domain, 'domain'))) return { domain, once: {} };
  const isSelfManaged = textOf(domain, 'type') === 'self_managed_certs';
  const origin = isSelfManaged ? { origin_domain_name: edgeOf(call.tenant, textOf(domain, 'custom_domain_id')) } : {};
  const verification = { ...objectOf(domain, 'verification'), status: 'verified', last_verified_at: call.tenant.clock.stamp() };
  const ready = { ...domain, status: 'ready', ...origin, verification };
  call.tenant.state.collection(DOMAINS).put(textOf(domain, 'custom_domain_id'), ready);
  return { domain: ready, once: isSelfManaged ? { cname_api_key: call.tenant.ids.hex(128) } : {} };
}

/** Who writes a user's mails must know from which domain: with several and no default the request has to name one (recorded traffic). */
export function requireOneDomain(call: Call): void {
  const ready = [...call.tenant.state.collection(DOMAINS).entries()].filter(({ value }) => textOf(value, 'status') === 'ready');
  const isClear = call.customDomain !== undefined || ready.some(({ value }) => getObjectMember(value, 'is_default') === true);
  if (ready.length > 1 && !isClear) throw conflict('The tenant has multiple verified custom domains.', 'custom_domain_conflict');
}

/** `field:value` terms, all of which must hold; a `*` at the end takes any rest. */
export function matchesQuery(query: string | undefined): (domain: JsonObject) => boolean {
  const terms = [...(query ?? '').matchAll(/(?<![\w.])([\w.]+):("[^"]*"|\S+)/g)].map(([, field = '', value = '']) => ({
    field,
    value: value.replaceAll('"', ''),
  }));
  return (domain) => terms.every(({ field, value }) => isLike(String(valueAt(domain, field) ?? ''), value));
}

const isLike = (text: string, wanted: string): boolean =>
  wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted;

function valueAt(domain: JsonObject, field: string) {
  const [first = '', ...rest] = field.split('.');
  return rest.length === 0 ? getObjectMember(domain, first) : getObjectMember(objectOf(domain, first), rest.join('.'));
}
