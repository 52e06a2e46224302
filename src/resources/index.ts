import { actions } from './actions.ts';
import { attackProtection } from './attack-protection.ts';
import { branding } from './branding.ts';
import { brandingTemplates } from './branding-templates.ts';
import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connections } from './connections.ts';
import { customDomains } from './custom-domains.ts';
import { isCollection, type ResourceType } from './define.ts';
import { emailProvider } from './email-provider.ts';
import { emailTemplates } from './email-templates.ts';
import { guardianFactors } from './guardian-factors.ts';
import { guardianPhoneFactorMessageTypes } from './guardian-phone-message-types.ts';
import { guardianPhoneFactorSelectedProvider } from './guardian-phone-selected-provider.ts';
import { guardianPolicies } from './guardian-policies.ts';
import { logStreams } from './log-streams.ts';
import { organizations } from './organizations.ts';
import { phoneProviders } from './phone-providers.ts';
import { phoneTemplates } from './phone-templates.ts';
import { promptPartials } from './prompt-partials.ts';
import { promptTexts } from './prompt-texts.ts';
import { prompts } from './prompts.ts';
import { resourceServers } from './resource-servers.ts';
import { roles } from './roles.ts';
import { tenant } from './tenant.ts';
import { themes } from './themes.ts';
import { triggers } from './triggers.ts';

/** Every type that tenon manages, in the order in which reports show them. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  customDomains,
  resourceServers,
  clients,
  clientGrants,
  connections,
  roles,
  organizations,
  actions,
  triggers,
  emailProvider,
  emailTemplates,
  phoneProviders,
  phoneTemplates,
  logStreams,
  branding,
  themes,
  brandingTemplates,
  prompts,
  promptTexts,
  promptPartials,
  attackProtection,
  guardianFactors,
  guardianPolicies,
  guardianPhoneFactorMessageTypes,
  guardianPhoneFactorSelectedProvider,
  tenant,
];

/** Those whose resources are listed. */
export const COLLECTIONS = RESOURCE_TYPES.filter(isCollection);

const byName = new Map(RESOURCE_TYPES.map((definition) => [definition.type, definition]));

export const resourceType = (type: string): ResourceType | undefined => byName.get(type);
