import type { JsonObject } from '../../model/json/json-value.ts';
import type { MappedItems, MappedResource, ResourceMapping } from './resource-mapping.ts';

const resource = (type: string, facts: Omit<MappedResource, 'kind' | 'type'> = {}): MappedResource => ({
  kind: 'resource',
  type,
  ...facts,
});
const takeBlock = (type: string, from: string, fields: JsonObject, facts: Partial<MappedResource> = {}): MappedResource =>
  resource(type, { from, fields, ...facts });
const takeFactor = (from: string, name: string): MappedResource =>
  resource('guardianFactors', { from, field: 'enabled', fields: { name } });
const items = (type: string, field: string, facts: Omit<MappedItems, 'kind' | 'type' | 'field'>): MappedItems => ({
  kind: 'items',
  type,
  field,
  ...facts,
});

const PERMISSION = { permission_name: 'name', resource_server_identifier: 'resource_server_identifier' };
const ONE_PERMISSION = { ...PERMISSION, permission_name: 'permission' };
const ORGANIZATION_CONNECTION = Object.fromEntries(
  ['connection_id', 'assign_membership_on_login', 'is_signup_enabled', 'show_as_button'].map((name) => [name, name]),
);
const DISCOVERY_DOMAIN = { domain: 'domain', status: 'status' };
const ORGANIZATION_CLIENT = { client_id: 'client_id', use_for_member_access: 'use_for_member_access' };

const connection = resource('connections', {
  rename: { 'options.scopes': 'options.scope' },
  hoistInto: 'options',
  // Those that are enabled for it are a resource of their own: auth0_connection_clients.
  ignored: ['enabled_clients', 'validation'],
});
const retired = { untaken: 'retired by Auth0 on 18 November 2026' };
const keyAct = { untaken: 'rotating a key is an act, not a setting' };
const person = { untaken: 'declare the people you want to manage under users, with their roles and permissions' };
const member = { untaken: 'declare people under members of the organization' };
const partial = { untaken: 'declare it under prompts.partials; tenon export --type promptPartials writes what the tenant has' };
const phoneTemplate = resource('phoneTemplates', { ignored: ['template_id'] });
const newDevice = resource('riskAssessment', { fields: { name: 'new_device' } });
const renderer = resource('promptScreens', { rename: { prompt_type: 'prompt', screen_name: 'screen' } });
const bindings = items('triggers', 'bindings', {
  owner: 'trigger',
  list: 'actions',
  item: { action_name: 'id', display_name: 'display_name' },
});

/**
 * Every resource of the provider `auth0/auth0` → what it is here. Source: the provider's documentation of each resource, which describes
 * the attributes that a state has.
 */
export const RESOURCE_MAPPINGS: Readonly<Record<string, ResourceMapping>> = {
  auth0_action: [resource('actions', { rename: { deploy: 'deployed' }, ignored: ['version_id', 'timeouts'] })],
  auth0_action_module: [resource('actionModules', { ignored: ['publish', 'version_id', 'all_changes_published'] })],
  auth0_attack_protection: [
    takeBlock(
      'attackProtection',
      'breached_password_detection',
      { name: 'breachedPasswordDetection' },
      {
        rename: { pre_user_registration: 'stage.pre-user-registration', pre_change_password: 'stage.pre-change-password' },
      },
    ),
    takeBlock('attackProtection', 'brute_force_protection', { name: 'bruteForceProtection' }),
    takeBlock(
      'attackProtection',
      'suspicious_ip_throttling',
      { name: 'suspiciousIpThrottling' },
      {
        rename: { pre_login: 'stage.pre-login', pre_user_registration: 'stage.pre-user-registration' },
      },
    ),
    takeBlock('attackProtection', 'bot_detection', { name: 'botDetection' }),
    takeBlock('attackProtection', 'captcha', { name: 'captcha' }),
  ],
  auth0_branding: [takeBlock('brandingTemplates', 'universal_login', { template: 'universal_login' }), resource('branding')],
  auth0_branding_phone_notification_template: [phoneTemplate],
  auth0_branding_theme: [resource('themes')],
  auth0_client: [resource('clients', { rename: { oidc_backchannel_logout_urls: 'oidc_logout.backchannel_logout_urls' } })],
  auth0_client_cimd: { untaken: 'declare a client with its external_client_id' },
  auth0_client_credentials: {
    untaken: "declare token_endpoint_auth_method, or client_authentication_methods with the client's public keys",
  },
  auth0_client_grant: [resource('clientGrants', { rename: { scopes: 'scope' } })],
  auth0_connection: [connection],
  auth0_connection_auth0: [{ ...connection, fields: { strategy: 'auth0' } }],
  auth0_connection_client: [
    items('connections', 'enabled_clients', { owner: 'connection_id', item: { client_id: 'client_id' } }),
  ],
  auth0_connection_clients: [
    items('connections', 'enabled_clients', { owner: 'connection_id', list: 'enabled_clients', item: 'client_id' }),
  ],
  auth0_connection_database: [{ ...connection, fields: { strategy: 'auth0' } }],
  auth0_connection_directory: [
    items('connections', 'directory_provisioning_configuration', {
      owner: 'connection_id',
      item: { mapping: 'mapping', synchronize_automatically: 'synchronize_automatically' },
    }),
  ],
  auth0_connection_directory_synchronized_groups: [
    items('connections', 'synchronized_groups', { owner: 'connection_id', list: 'groups', item: { id: 'id' } }),
  ],
  auth0_connection_keys: keyAct,
  auth0_connection_okta: [{ ...connection, fields: { strategy: 'okta' } }],
  auth0_connection_profile: [resource('connectionProfiles')],
  auth0_connection_scim_configuration: [
    items('connections', 'scim_configuration', {
      owner: 'connection_id',
      item: { user_id_attribute: 'user_id_attribute', mapping: 'mapping' },
    }),
  ],
  auth0_connection_scim_token: { untaken: 'a token is shown once, for the directory that uses it' },
  auth0_custom_domain: [resource('customDomains')],
  auth0_custom_domain_default: { untaken: 'declare is_default: true for the domain' },
  auth0_custom_domain_verification: { untaken: 'it waits for a change in DNS; verify the domain, then apply' },
  auth0_email: [resource('emailProvider')],
  auth0_email_provider: [resource('emailProvider')],
  auth0_email_template: [resource('emailTemplates')],
  auth0_encryption_key: keyAct,
  auth0_encryption_key_manager: keyAct,
  auth0_event_stream: [
    resource('eventStreams', {
      rename: {
        destination_type: 'destination.type',
        eventbridge_configuration: 'destination.configuration',
        webhook_configuration: 'destination.configuration',
      },
      ignored: [
        'webhook_configuration.webhook_authorization.password_wo_version',
        'webhook_configuration.webhook_authorization.token_wo_version',
      ],
    }),
  ],
  auth0_experiment_feature_flag: { untaken: 'withdrawn from the API' },
  auth0_flow: [resource('flows')],
  auth0_flow_vault_connection: [resource('flowVaultConnections')],
  auth0_form: [resource('forms')],
  auth0_global_client: { untaken: 'declare its login page under pages, with the name login' },
  auth0_guardian: [
    resource('guardianPolicies', { from: 'policy', field: 'policies', values: { policy: { never: [] } } }),
    takeFactor('email', 'email'),
    takeFactor('otp', 'otp'),
    takeFactor('recovery_code', 'recovery-code'),
    takeFactor('phone.enabled', 'sms'),
    takeFactor('push.enabled', 'push-notification'),
    takeFactor('duo.enabled', 'duo'),
    takeFactor('webauthn_platform.enabled', 'webauthn-platform'),
    takeFactor('webauthn_roaming.enabled', 'webauthn-roaming'),
    resource('guardianPhoneFactorMessageTypes', { from: 'phone.message_types', field: 'message_types' }),
    resource('guardianPhoneFactorSelectedProvider', { from: 'phone.provider', field: 'provider' }),
    resource('guardianPushFactorSelectedProvider', { from: 'push.provider', field: 'provider' }),
    takeBlock('guardianFactorProviders', 'push.amazon_sns', { name: 'push-notification', provider: 'sns' }),
    takeBlock(
      'guardianFactorProviders',
      'push.direct_apns',
      { name: 'push-notification', provider: 'apns' },
      { ignored: ['enabled'] },
    ),
  ],
  auth0_hook: retired,
  auth0_log_stream: [resource('logStreams')],
  auth0_network_acl: [resource('networkACLs')],
  auth0_network_acl_key: [resource('networkACLKeys')],
  auth0_organization: [resource('organizations')],
  auth0_organization_client: [items('organizations', 'clients', { owner: 'organization_id', item: ORGANIZATION_CLIENT })],
  auth0_organization_client_grant: [
    items('organizations', 'client_grants', { owner: 'organization_id', item: { id: 'grant_id' } }),
  ],
  auth0_organization_clients: [
    items('organizations', 'clients', { owner: 'organization_id', list: 'clients', item: ORGANIZATION_CLIENT }),
  ],
  auth0_organization_connection: [
    items('organizations', 'connections', { owner: 'organization_id', item: ORGANIZATION_CONNECTION }),
  ],
  auth0_organization_connections: [
    items('organizations', 'connections', {
      owner: 'organization_id',
      list: 'enabled_connections',
      item: ORGANIZATION_CONNECTION,
    }),
  ],
  auth0_organization_discovery_domain: [
    items('organizations', 'discovery_domains', { owner: 'organization_id', item: DISCOVERY_DOMAIN }),
  ],
  auth0_organization_discovery_domains: [
    items('organizations', 'discovery_domains', {
      owner: 'organization_id',
      list: 'discovery_domains',
      item: DISCOVERY_DOMAIN,
    }),
  ],
  auth0_organization_member: member,
  auth0_organization_member_role: member,
  auth0_organization_member_roles: member,
  auth0_organization_members: member,
  auth0_pages: [
    takeBlock('pages', 'change_password', { name: 'password_reset' }),
    takeBlock('pages', 'guardian_mfa', { name: 'guardian_multifactor' }),
    takeBlock('pages', 'error', { name: 'error_page' }),
    takeBlock('loginPages', 'login', { name: 'login' }),
  ],
  auth0_phone_notification_template: [phoneTemplate],
  auth0_phone_provider: [resource('phoneProviders')],
  auth0_phone_provider_protection: [resource('attackProtection', { fields: { name: 'phoneProviderProtection' } })],
  auth0_prompt: [resource('prompts')],
  auth0_prompt_custom_text: [resource('promptTexts', { rename: { body: 'texts' } })],
  auth0_prompt_partials: partial,
  auth0_prompt_renderings: { untaken: 'declare it under prompts.screenRenderers' },
  auth0_prompt_screen_partial: partial,
  auth0_prompt_screen_partials: partial,
  auth0_prompt_screen_renderer: [renderer],
  auth0_prompt_screen_renderers: { untaken: 'declare it under prompts.screenRenderers' },
  auth0_rate_limit_policy: [resource('rateLimitPolicies')],
  auth0_resource_server: [resource('resourceServers', { rename: { verification_location: 'verificationLocation' } })],
  auth0_resource_server_scope: [
    items('resourceServers', 'scopes', {
      owner: 'resource_server_identifier',
      ownerField: 'identifier',
      item: { value: 'scope', description: 'description' },
    }),
  ],
  auth0_resource_server_scopes: [
    items('resourceServers', 'scopes', {
      owner: 'resource_server_identifier',
      ownerField: 'identifier',
      list: 'scopes',
      item: { value: 'name', description: 'description' },
    }),
  ],
  auth0_risk_assessments: [resource('riskAssessment', { fields: { name: 'settings' } })],
  auth0_risk_assessments_new_device: [newDevice],
  auth0_risk_assessments_new_device_settings: [newDevice],
  auth0_role: [resource('roles')],
  auth0_role_permission: [items('roles', 'permissions', { owner: 'role_id', item: ONE_PERMISSION })],
  auth0_role_permissions: [items('roles', 'permissions', { owner: 'role_id', list: 'permissions', item: PERMISSION })],
  auth0_rule: retired,
  auth0_rule_config: retired,
  auth0_self_service_profile: [resource('selfServiceProfiles')],
  auth0_self_service_profile_custom_text: { untaken: 'declare it under customText of the profile' },
  auth0_supplemental_signals: [resource('supplementalSignals')],
  auth0_tenant: [resource('tenant')],
  auth0_token_exchange_profile: [resource('tokenExchangeProfiles')],
  auth0_trigger_action: [
    items('triggers', 'bindings', {
      owner: 'trigger',
      item: { action_name: 'action_id', display_name: 'display_name' },
    }),
  ],
  auth0_trigger_actions: [bindings],
  auth0_trigger_binding: [bindings],
  auth0_user: person,
  auth0_user_attribute_profile: [resource('userAttributeProfiles')],
  auth0_user_permission: person,
  auth0_user_permissions: person,
  auth0_user_role: person,
  auth0_user_roles: person,
};
