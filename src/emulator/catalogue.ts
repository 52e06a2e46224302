import type { Resource } from './engine/resource.ts';
import { logs } from './logs/resource.ts';
import { actionModuleVersions } from './resources/action-module-versions.ts';
import { actionModules } from './resources/action-modules.ts';
import { actionVersions } from './resources/action-versions.ts';
import { actions } from './resources/actions.ts';
import { agents } from './resources/agents.ts';
import { attackProtection } from './resources/attack-protection.ts';
import { branding } from './resources/branding.ts';
import { brandingThemes } from './resources/branding-themes.ts';
import { clientCredentials } from './resources/client-credentials.ts';
import { clientGrants } from './resources/client-grants.ts';
import { clientLinks } from './resources/client-links.ts';
import { clientMetadata } from './resources/client-metadata.ts';
import { clients } from './resources/clients.ts';
import { connectionClients } from './resources/connection-clients.ts';
import { connectionDirectory } from './resources/connection-directory.ts';
import { connectionKeys } from './resources/connection-keys.ts';
import { connectionProfiles } from './resources/connection-profiles.ts';
import { connectionScim } from './resources/connection-scim.ts';
import { connections } from './resources/connections.ts';
import { customDomains } from './resources/custom-domains.ts';
import { customSigningKeys } from './resources/custom-signing-keys.ts';
import { discoveryDomains } from './resources/discovery-domains.ts';
import { emailProvider } from './resources/email-provider.ts';
import { emailTemplates } from './resources/email-templates.ts';
import { encryptionKeysResource } from './resources/encryption-keys.ts';
import { eventStreams } from './resources/event-streams.ts';
import { experiments } from './resources/experiments.ts';
import { featureFlags } from './resources/feature-flags.ts';
import { flows } from './resources/flows.ts';
import { forms } from './resources/forms.ts';
import { groups } from './resources/groups.ts';
import { guardian } from './resources/guardian.ts';
import { guardianSettings } from './resources/guardian-settings.ts';
import { hooks } from './resources/hooks.ts';
import { logStreams } from './resources/log-streams.ts';
import { networkAclKeys } from './resources/network-acl-keys.ts';
import { networkAcls } from './resources/network-acls.ts';
import { organizationClientGrants } from './resources/organization-client-grants.ts';
import { organizationClients } from './resources/organization-clients.ts';
import { organizationConnections } from './resources/organization-connections.ts';
import { organizationGroups } from './resources/organization-groups.ts';
import { organizationMembers } from './resources/organization-members.ts';
import { organizations } from './resources/organizations.ts';
import { phoneProviders } from './resources/phone-providers.ts';
import { phoneTemplates } from './resources/phone-templates.ts';
import { promptRendering } from './resources/prompt-rendering.ts';
import { prompts } from './resources/prompts.ts';
import { rateLimitPolicies } from './resources/rate-limit-policies.ts';
import { resourceServers } from './resources/resource-servers.ts';
import { risk } from './resources/risk.ts';
import { roleLinks } from './resources/role-links.ts';
import { roles } from './resources/roles.ts';
import { rules } from './resources/rules.ts';
import { rulesConfigs } from './resources/rules-configs.ts';
import { selfServiceProfiles } from './resources/self-service-profiles.ts';
import { signingKeysResource } from './resources/signing-keys.ts';
import { tenantSettings } from './resources/tenant-settings.ts';
import { tokenExchangeProfiles } from './resources/token-exchange-profiles.ts';
import { triggers } from './resources/triggers.ts';
import { universalLoginTemplate } from './resources/universal-login-template.ts';
import { userAttributeProfiles } from './resources/user-attribute-profiles.ts';
import { userLinks } from './resources/user-links.ts';
import { users } from './resources/users.ts';
import { vaultConnections } from './resources/vault-connections.ts';
import { verifiableCredentials } from './resources/verifiable-credentials.ts';
import type { Indexes } from './state/tenant-state.ts';

/** Everything that is emulated. A new resource is a file in `resources/` and a line here. */
export const RESOURCES: readonly Resource[] = [
  actionModuleVersions,
  actionModules,
  actionVersions,
  actions,
  agents,
  attackProtection,
  branding,
  brandingThemes,
  clientCredentials,
  clientGrants,
  clientLinks,
  clientMetadata,
  clients,
  connectionClients,
  connectionDirectory,
  connectionKeys,
  connectionProfiles,
  connectionScim,
  connections,
  customDomains,
  customSigningKeys,
  discoveryDomains,
  emailProvider,
  emailTemplates,
  encryptionKeysResource,
  eventStreams,
  experiments,
  featureFlags,
  flows,
  forms,
  groups,
  guardian,
  guardianSettings,
  hooks,
  logStreams,
  logs,
  networkAclKeys,
  networkAcls,
  organizationClientGrants,
  organizationClients,
  organizationConnections,
  organizationGroups,
  organizationMembers,
  organizations,
  phoneProviders,
  phoneTemplates,
  promptRendering,
  prompts,
  rateLimitPolicies,
  resourceServers,
  risk,
  roleLinks,
  roles,
  rules,
  rulesConfigs,
  selfServiceProfiles,
  signingKeysResource,
  tenantSettings,
  tokenExchangeProfiles,
  triggers,
  universalLoginTemplate,
  userAttributeProfiles,
  userLinks,
  users,
  vaultConnections,
  verifiableCredentials,
];

export const INDEXES: Indexes = Object.assign({}, ...RESOURCES.map((resource) => resource.indexes ?? {}));
