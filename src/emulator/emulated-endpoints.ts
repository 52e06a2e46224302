import type { EndpointSet } from './engine/endpoint-set.ts';
import { logEndpoints } from './logs/log-endpoints.ts';
import { actionEndpoints } from './resources/action-endpoints.ts';
import { actionModuleEndpoints } from './resources/action-module-endpoints.ts';
import { actionModuleVersionEndpoints } from './resources/action-module-version-endpoints.ts';
import { actionVersionEndpoints } from './resources/action-version-endpoints.ts';
import { agentEndpoints } from './resources/agent-endpoints.ts';
import { attackProtectionEndpoints } from './resources/attack-protection-endpoints.ts';
import { brandingEndpoints } from './resources/branding-endpoints.ts';
import { brandingThemeEndpoints } from './resources/branding-theme-endpoints.ts';
import { clientCredentialEndpoints } from './resources/client-credential-endpoints.ts';
import { clientEndpoints } from './resources/client-endpoints.ts';
import { clientGrantEndpoints } from './resources/client-grant-endpoints.ts';
import { clientMetadataDocumentEndpoints } from './resources/client-metadata-document-endpoints.ts';
import { clientRelationEndpoints } from './resources/client-relation-endpoints.ts';
import { connectionClientEndpoints } from './resources/connection-client-endpoints.ts';
import { connectionEndpoints } from './resources/connection-endpoints.ts';
import { connectionKeyEndpoints } from './resources/connection-key-endpoints.ts';
import { connectionProfileEndpoints } from './resources/connection-profile-endpoints.ts';
import { customDomainEndpoints } from './resources/custom-domain-endpoints.ts';
import { customSigningKeyEndpoints } from './resources/custom-signing-key-endpoints.ts';
import { directoryProvisioningEndpoints } from './resources/directory-provisioning-endpoints.ts';
import { discoveryDomainEndpoints } from './resources/discovery-domain-endpoints.ts';
import { emailProviderEndpoints } from './resources/email-provider-endpoints.ts';
import { emailTemplateEndpoints } from './resources/email-template-endpoints.ts';
import { encryptionKeyEndpoints } from './resources/encryption-key-endpoints.ts';
import { eventStreamEndpoints } from './resources/event-stream-endpoints.ts';
import { experimentEndpoints } from './resources/experiment-endpoints.ts';
import { featureFlagEndpoints } from './resources/feature-flag-endpoints.ts';
import { flowEndpoints } from './resources/flow-endpoints.ts';
import { formEndpoints } from './resources/form-endpoints.ts';
import { groupEndpoints } from './resources/group-endpoints.ts';
import { guardianFactorEndpoints } from './resources/guardian-factor-endpoints.ts';
import { guardianSettingsEndpoints } from './resources/guardian-settings-endpoints.ts';
import { hookEndpoints } from './resources/hook-endpoints.ts';
import { jobEndpoints } from './resources/job-endpoints.ts';
import { logStreamEndpoints } from './resources/log-stream-endpoints.ts';
import { networkAclEndpoints } from './resources/network-acl-endpoints.ts';
import { networkAclKeyEndpoints } from './resources/network-acl-key-endpoints.ts';
import { organizationClientEndpoints } from './resources/organization-client-endpoints.ts';
import { organizationClientGrantEndpoints } from './resources/organization-client-grant-endpoints.ts';
import { organizationConnectionEndpoints } from './resources/organization-connection-endpoints.ts';
import { organizationEndpoints } from './resources/organization-endpoints.ts';
import { organizationGroupEndpoints } from './resources/organization-group-endpoints.ts';
import { organizationInvitationEndpoints } from './resources/organization-invitation-endpoints.ts';
import { organizationMemberEndpoints } from './resources/organization-member-endpoints.ts';
import { phoneProviderEndpoints } from './resources/phone-provider-endpoints.ts';
import { phoneTemplateEndpoints } from './resources/phone-template-endpoints.ts';
import { promptEndpoints } from './resources/prompt-endpoints.ts';
import { promptRenderingEndpoints } from './resources/prompt-rendering-endpoints.ts';
import { rateLimitPolicyEndpoints } from './resources/rate-limit-policy-endpoints.ts';
import { resourceServerEndpoints } from './resources/resource-server-endpoints.ts';
import { riskAssessmentEndpoints } from './resources/risk-assessment-endpoints.ts';
import { roleEndpoints } from './resources/role-endpoints.ts';
import { roleRelationEndpoints } from './resources/role-relation-endpoints.ts';
import { ruleEndpoints } from './resources/rule-endpoints.ts';
import { rulesConfigEndpoints } from './resources/rules-config-endpoints.ts';
import { scimConfigurationEndpoints } from './resources/scim-configuration-endpoints.ts';
import { selfServiceProfileEndpoints } from './resources/self-service-profile-endpoints.ts';
import { signingKeyEndpoints } from './resources/signing-key-endpoints.ts';
import { tenantSettingsEndpoints } from './resources/tenant-settings-endpoints.ts';
import { ticketEndpoints } from './resources/ticket-endpoints.ts';
import { tokenExchangeProfileEndpoints } from './resources/token-exchange-profile-endpoints.ts';
import { triggerEndpoints } from './resources/trigger-endpoints.ts';
import { universalLoginTemplateEndpoints } from './resources/universal-login-template-endpoints.ts';
import { userAttributeProfileEndpoints } from './resources/user-attribute-profile-endpoints.ts';
import { userEndpoints } from './resources/user-endpoints.ts';
import { userRelationEndpoints } from './resources/user-relation-endpoints.ts';
import { vaultConnectionEndpoints } from './resources/vault-connection-endpoints.ts';
import { verifiableCredentialEndpoints } from './resources/verifiable-credential-endpoints.ts';
import type { CollectionIndexes } from './state/tenant-state.ts';

/** All emulated endpoints. A new resource needs a file in `resources/` and a line here. */
export const EMULATED_ENDPOINTS: readonly EndpointSet[] = [
  actionModuleVersionEndpoints,
  actionModuleEndpoints,
  actionVersionEndpoints,
  actionEndpoints,
  agentEndpoints,
  attackProtectionEndpoints,
  brandingEndpoints,
  brandingThemeEndpoints,
  clientCredentialEndpoints,
  clientGrantEndpoints,
  clientRelationEndpoints,
  clientMetadataDocumentEndpoints,
  clientEndpoints,
  connectionClientEndpoints,
  directoryProvisioningEndpoints,
  connectionKeyEndpoints,
  connectionProfileEndpoints,
  scimConfigurationEndpoints,
  connectionEndpoints,
  customDomainEndpoints,
  customSigningKeyEndpoints,
  discoveryDomainEndpoints,
  emailProviderEndpoints,
  emailTemplateEndpoints,
  encryptionKeyEndpoints,
  eventStreamEndpoints,
  experimentEndpoints,
  featureFlagEndpoints,
  flowEndpoints,
  formEndpoints,
  groupEndpoints,
  guardianFactorEndpoints,
  guardianSettingsEndpoints,
  hookEndpoints,
  jobEndpoints,
  logStreamEndpoints,
  logEndpoints,
  networkAclKeyEndpoints,
  networkAclEndpoints,
  organizationClientGrantEndpoints,
  organizationClientEndpoints,
  organizationConnectionEndpoints,
  organizationGroupEndpoints,
  organizationInvitationEndpoints,
  organizationMemberEndpoints,
  organizationEndpoints,
  phoneProviderEndpoints,
  phoneTemplateEndpoints,
  promptRenderingEndpoints,
  promptEndpoints,
  rateLimitPolicyEndpoints,
  resourceServerEndpoints,
  riskAssessmentEndpoints,
  roleRelationEndpoints,
  roleEndpoints,
  ruleEndpoints,
  rulesConfigEndpoints,
  selfServiceProfileEndpoints,
  signingKeyEndpoints,
  tenantSettingsEndpoints,
  ticketEndpoints,
  tokenExchangeProfileEndpoints,
  triggerEndpoints,
  universalLoginTemplateEndpoints,
  userAttributeProfileEndpoints,
  userRelationEndpoints,
  userEndpoints,
  vaultConnectionEndpoints,
  verifiableCredentialEndpoints,
];

export const COLLECTION_INDEXES: CollectionIndexes = Object.assign(
  {},
  ...EMULATED_ENDPOINTS.map((resource) => resource.indexes ?? {}),
);
