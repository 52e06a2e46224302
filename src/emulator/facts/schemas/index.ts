import { actions } from './actions.ts';
import { agents } from './agents.ts';
import { attackProtection } from './attack-protection.ts';
import { branding } from './branding.ts';
import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connectionProfiles } from './connection-profiles.ts';
import { connections } from './connections.ts';
import { connectionsWide } from './connections-wide.ts';
import { customDomains } from './custom-domains.ts';
import { emailTemplates } from './email-templates.ts';
import { emails } from './emails.ts';
import { eventStreams } from './event-streams.ts';
import { experimentation } from './experimentation.ts';
import { flows } from './flows.ts';
import { forms } from './forms.ts';
import { groups } from './groups.ts';
import { guardian } from './guardian.ts';
import { hooks } from './hooks.ts';
import { keys } from './keys.ts';
import { logStreams } from './log-streams.ts';
import { logs } from './logs.ts';
import { networkAcls } from './network-acls.ts';
import { organizations } from './organizations.ts';
import { prompts } from './prompts.ts';
import { rateLimitPolicies } from './rate-limit-policies.ts';
import { resourceServers } from './resource-servers.ts';
import { riskAssessments } from './risk-assessments.ts';
import { roles } from './roles.ts';
import { rules } from './rules.ts';
import { rulesConfigs } from './rules-configs.ts';
import { selfServiceProfiles } from './self-service-profiles.ts';
import { supplementalSignals } from './supplemental-signals.ts';
import { tenants } from './tenants.ts';
import { tokenExchangeProfiles } from './token-exchange-profiles.ts';
import { userAttributeProfiles } from './user-attribute-profiles.ts';
import { users } from './users.ts';
import { verifiableCredentials } from './verifiable-credentials.ts';

/** JSON texts by the first segment of the path; parsed when first needed. */
export const FAMILIES: Readonly<Record<string, string>> = {
  actions,
  agents,
  'attack-protection': attackProtection,
  branding,
  'client-grants': clientGrants,
  clients,
  'connection-profiles': connectionProfiles,
  connections,
  'connections-directory-provisionings': connectionsWide,
  'connections-scim-configurations': connectionsWide,
  'custom-domains': customDomains,
  'email-templates': emailTemplates,
  emails,
  'event-streams': eventStreams,
  experimentation,
  flows,
  forms,
  groups,
  guardian,
  hooks,
  keys,
  'log-streams': logStreams,
  logs,
  'network-acls': networkAcls,
  organizations,
  prompts,
  'rate-limit-policies': rateLimitPolicies,
  'resource-servers': resourceServers,
  'risk-assessments': riskAssessments,
  roles,
  rules,
  'rules-configs': rulesConfigs,
  'self-service-profiles': selfServiceProfiles,
  'supplemental-signals': supplementalSignals,
  tenants,
  'token-exchange-profiles': tokenExchangeProfiles,
  'user-attribute-profiles': userAttributeProfiles,
  users,
  'users-by-email': users,
  'verifiable-credentials': verifiableCredentials,
};
