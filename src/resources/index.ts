import { actionModules } from './action-modules.ts';
import { actions } from './actions.ts';
import { attackProtection } from './attack-protection.ts';
import { branding } from './branding.ts';
import { brandingTemplates } from './branding-templates.ts';
import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connectionProfiles } from './connection-profiles.ts';
import { connections } from './connections.ts';
import { customDomains } from './custom-domains.ts';
import { isCollection, type ResourceType } from './define.ts';
import { emailProvider } from './email-provider.ts';
import { emailTemplates } from './email-templates.ts';
import { eventStreams } from './event-streams.ts';
import { flowVaultConnections } from './flow-vault-connections.ts';
import { flows } from './flows.ts';
import { forms } from './forms.ts';
import { guardianFactorProviders } from './guardian-factor-providers.ts';
import { guardianFactorTemplates } from './guardian-factor-templates.ts';
import { guardianFactors } from './guardian-factors.ts';
import { guardianPhoneFactorMessageTypes } from './guardian-phone-message-types.ts';
import { guardianPhoneFactorSelectedProvider } from './guardian-phone-selected-provider.ts';
import { guardianPolicies } from './guardian-policies.ts';
import { logStreams } from './log-streams.ts';
import { loginPages } from './login-pages.ts';
import { networkACLs } from './network-acls.ts';
import { organizations } from './organizations.ts';
import { pages } from './pages.ts';
import { phoneProviders } from './phone-providers.ts';
import { phoneTemplates } from './phone-templates.ts';
import { promptPartials } from './prompt-partials.ts';
import { promptScreens } from './prompt-screens.ts';
import { promptTexts } from './prompt-texts.ts';
import { prompts } from './prompts.ts';
import { rateLimitPolicies } from './rate-limit-policies.ts';
import { resourceServers } from './resource-servers.ts';
import { riskAssessment } from './risk-assessment.ts';
import { roles } from './roles.ts';
import { selfServiceProfiles } from './self-service-profiles.ts';
import { supplementalSignals } from './supplemental-signals.ts';
import { tenant } from './tenant.ts';
import { themes } from './themes.ts';
import { tokenExchangeProfiles } from './token-exchange-profiles.ts';
import { triggers } from './triggers.ts';
import { userAttributeProfiles } from './user-attribute-profiles.ts';

/** Every type that tenon manages, in the order in which reports show them. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  customDomains,
  resourceServers,
  userAttributeProfiles,
  connectionProfiles,
  clients,
  clientGrants,
  connections,
  roles,
  organizations,
  actionModules,
  actions,
  triggers,
  tokenExchangeProfiles,
  emailProvider,
  emailTemplates,
  phoneProviders,
  phoneTemplates,
  logStreams,
  eventStreams,
  flowVaultConnections,
  flows,
  forms,
  selfServiceProfiles,
  branding,
  themes,
  brandingTemplates,
  prompts,
  promptTexts,
  promptPartials,
  promptScreens,
  attackProtection,
  riskAssessment,
  guardianFactors,
  guardianFactorProviders,
  guardianFactorTemplates,
  guardianPolicies,
  guardianPhoneFactorMessageTypes,
  guardianPhoneFactorSelectedProvider,
  networkACLs,
  rateLimitPolicies,
  supplementalSignals,
  pages,
  loginPages,
  tenant,
];

/** Those whose resources are listed. */
export const COLLECTIONS = RESOURCE_TYPES.filter(isCollection);

const byName = new Map(RESOURCE_TYPES.map((definition) => [definition.type, definition]));

export const resourceType = (type: string): ResourceType | undefined => byName.get(type);
