import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

/** Builds the name of the partner event source (AWS) or topic (Azure) that the cloud creates for the tenant. */
export const makePartnerSource = (tenant: EmulatedTenant, cloud: 'aws' | 'azure', stream: 'logs' | 'events'): string =>
  `${cloud}.partner/auth0.com/${tenant.name}-${tenant.ids.makeUuid()}/auth0.${stream}`;
