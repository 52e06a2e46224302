import { type Catalogue, createCatalogue } from './create-catalogue.ts';
import { actionModules } from './types/action-modules.ts';
import { actions } from './types/actions.ts';
import { agents } from './types/agents.ts';
import { attackProtection } from './types/attack-protection.ts';
import { branding } from './types/branding.ts';
import { brandingTemplates } from './types/branding-templates.ts';
import { clientGrants } from './types/client-grants.ts';
import { clients } from './types/clients.ts';
import { connectionProfiles } from './types/connection-profiles.ts';
import { connections } from './types/connections.ts';
import { customDomains } from './types/custom-domains.ts';
import { emailProvider } from './types/email-provider.ts';
import { emailTemplates } from './types/email-templates.ts';
import { eventStreams } from './types/event-streams.ts';
import { flowVaultConnections } from './types/flow-vault-connections.ts';
import { flows } from './types/flows.ts';
import { forms } from './types/forms.ts';
import { groups } from './types/groups.ts';
import { guardianFactorProviders } from './types/guardian-factor-providers.ts';
import { guardianFactorSettings } from './types/guardian-factor-settings.ts';
import { guardianFactorTemplates } from './types/guardian-factor-templates.ts';
import { guardianFactors } from './types/guardian-factors.ts';
import { guardianPhoneFactorMessageTypes } from './types/guardian-phone-message-types.ts';
import { guardianPhoneFactorSelectedProvider } from './types/guardian-phone-selected-provider.ts';
import { guardianPolicies } from './types/guardian-policies.ts';
import { guardianPushFactorSelectedProvider } from './types/guardian-push-selected-provider.ts';
import { guardianSettings } from './types/guardian-settings.ts';
import { logStreams } from './types/log-streams.ts';
import { loginPages } from './types/login-pages.ts';
import { networkACLKeys } from './types/network-acl-keys.ts';
import { networkACLs } from './types/network-acls.ts';
import { organizationRoles } from './types/organization-roles.ts';
import { organizations } from './types/organizations.ts';
import { pages } from './types/pages.ts';
import { phoneProviders } from './types/phone-providers.ts';
import { phoneTemplates } from './types/phone-templates.ts';
import { promptPartials } from './types/prompt-partials.ts';
import { promptScreens } from './types/prompt-screens.ts';
import { promptTexts } from './types/prompt-texts.ts';
import { prompts } from './types/prompts.ts';
import { rateLimitPolicies } from './types/rate-limit-policies.ts';
import { resourceServers } from './types/resource-servers.ts';
import { riskAssessment } from './types/risk-assessment.ts';
import { roles } from './types/roles.ts';
import { selfServiceProfiles } from './types/self-service-profiles.ts';
import { supplementalSignals } from './types/supplemental-signals.ts';
import { tenant } from './types/tenant.ts';
import { themes } from './types/themes.ts';
import { tokenExchangeProfiles } from './types/token-exchange-profiles.ts';
import { triggers } from './types/triggers.ts';
import { userAttributeProfiles } from './types/user-attribute-profiles.ts';
import { users } from './types/users.ts';
import { verifiableCredentialTemplates } from './types/verifiable-credential-templates.ts';

/** Every type that tenon manages, in the order of reports. */
export const CATALOGUE: Catalogue = createCatalogue([
  customDomains,
  resourceServers,
  userAttributeProfiles,
  connectionProfiles,
  agents,
  clients,
  clientGrants,
  connections,
  groups,
  roles,
  users,
  organizations,
  organizationRoles,
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
  verifiableCredentialTemplates,
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
  guardianFactorSettings,
  guardianPolicies,
  guardianPhoneFactorMessageTypes,
  guardianPhoneFactorSelectedProvider,
  guardianPushFactorSelectedProvider,
  guardianSettings,
  networkACLKeys,
  networkACLs,
  rateLimitPolicies,
  supplementalSignals,
  pages,
  loginPages,
  tenant,
]);
