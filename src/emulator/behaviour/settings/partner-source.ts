import type { Tenant } from '../../state/tenant.ts';

/** The name under which a cloud knows what the tenant sends it. */
export const partnerSource = (tenant: Tenant, cloud: 'aws' | 'azure', stream: 'logs' | 'events'): string =>
  `${cloud}.partner/auth0.com/${tenant.name}-${tenant.ids.uuid()}/auth0.${stream}`;
