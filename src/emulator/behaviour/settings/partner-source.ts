import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

/** The name under which a cloud knows what the tenant sends it. */
export const makePartnerSource = (tenant: EmulatedTenant, cloud: 'aws' | 'azure', stream: 'logs' | 'events'): string =>
  `${cloud}.partner/auth0.com/${tenant.name}-${tenant.ids.makeUuid()}/auth0.${stream}`;
