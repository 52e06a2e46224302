import { buildThemeBody, buildThemeYaml } from './theme.ts';
import type { TypeFixture } from './type-fixture.ts';

const buildActionYaml = (trigger: string): string => `
actions:
  - { name: exchange, code: "exports.onExecute = async () => {};", runtime: node22, supported_triggers: [{ id: ${trigger}, version: v1 }] }
`;

const buildPostLoginYaml = (name: string, code: string): string =>
  `{ name: ${name}, code: "${code}", runtime: node22, supported_triggers: [{ id: post-login, version: v3 }] }`;

const buildNetworkKeyYaml = (name: string): string => `{ name: ${name}, alg: hmac-sha256, value: "\${secret:NETWORK_KEY}" }`;

const buildSignatureYaml = (...keys: readonly string[]): string =>
  `http_message_signature: { keys: [${keys.map((id) => `{ id: ${id} }`).join(', ')}] }`;

const buildTemplateYaml = (license: string): string => `
verifiableCredentialTemplates:
  - name: license
    type: mdl
    dialect: simplified/1.0
    presentation: { org.iso.18013.5.1.mDL: { org.iso.18013.5.1: ${license} } }
    well_known_trusted_issuers: aamva
`;

const BLOCK = 'action: { block: true }, scope: tenant';

const ADA = 'given_name: Ada, email_verified: true, user_metadata: { team: core, desk: 4 }';
const ADA_LATER = 'given_name: Ada, email_verified: false, blocked: true, user_metadata: { team: board, desk: null }';

/** Resources that the tenant gives ids. */
const LIMITED = 'resource: oauth_authentication_api, consumer: client, consumer_selector: default';
const LIMIT = 'oauth_authentication_api|client|default';

export const COLLECTION_FIXTURES: readonly TypeFixture[] = [
  {
    type: 'actionModules',
    before: 'actionModules: [{ name: helper, code: "exports.one = 1;" }]',
    after: 'actionModules: [{ name: helper, code: "exports.two = 2;" }]',
    changes: ['update actionModules/helper: replace /code'],
    dashboardChange: {
      path: '/actions/modules/{id}',
      body: { code: 'exports.theirs = 3;', dependencies: [{ name: 'lodash', version: '4.17.21' }] },
      drift: ['update actionModules/helper: replace /code, replace /all_changes_published'],
      survives: { dependencies: [{ name: 'lodash', version: '4.17.21' }] },
    },
  },
  {
    type: 'actions',
    before: `actions: [${buildPostLoginYaml('greet', 'exports.one = 1;')}]`,
    after: `actions: [${buildPostLoginYaml('greet', 'exports.two = 2;')}]`,
    changes: ['update actions/greet: replace /code'],
    dashboardChange: {
      path: '/actions/actions/{id}',
      body: { code: 'exports.theirs = 3;', dependencies: [{ name: 'lodash', version: '4.17.21' }] },
      drift: ['update actions/greet: replace /code, replace /deployed'],
      survives: { dependencies: [{ name: 'lodash', version: '4.17.21' }] },
    },
  },
  {
    type: 'triggers',
    with: `\nactions:\n  - ${buildPostLoginYaml('first', 'exports.a = 1;')}\n  - ${buildPostLoginYaml('second', 'exports.b = 1;')}\n`,
    before: 'triggers: { post-login: [{ action_name: first }, { action_name: second, display_name: Two }] }',
    after: 'triggers: { post-login: [{ action_name: second, display_name: Two }, { action_name: first }] }',
    changes: ['update triggers/post-login: replace /bindings'],
    dashboardChange: {
      path: '/actions/triggers/post-login/bindings',
      body: { bindings: [{ ref: { type: 'action_name', value: 'first' } }] },
      drift: ['update triggers/post-login: replace /bindings'],
    },
  },
  {
    type: 'guardianFactors',
    before: 'guardianFactors: [{ name: otp, enabled: true }, { name: sms, enabled: false }]',
    after: 'guardianFactors: [{ name: otp, enabled: true }, { name: sms, enabled: true }]',
    changes: ['update guardianFactors/sms: replace /enabled'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/otp',
      body: { enabled: false },
      drift: ['update guardianFactors/otp: replace /enabled'],
    },
  },
  {
    type: 'organizationRoles',
    with: 'organizations: [{ name: harbor }, { name: shipyard }]',
    before:
      'organizationRoles: [{ organization: harbor, name: Pilot, description: one }, { organization: shipyard, name: Wright, description: one }]',
    after:
      'organizationRoles: [{ organization: harbor, name: Pilot, description: two }, { organization: shipyard, name: Wright, description: one }]',
    changes: ['update organizationRoles/harbor|Pilot: replace /description'],
    dashboardChange: {
      path: '/roles/{id}',
      body: { description: 'theirs' },
      drift: ['update organizationRoles/harbor|Pilot: replace /description'],
    },
  },
  {
    type: 'customDomains',
    before: 'customDomains: [{ domain: login.acme.test, type: auth0_managed_certs, domain_metadata: { team: one } }]',
    after: 'customDomains: [{ domain: login.acme.test, type: auth0_managed_certs, domain_metadata: { team: two } }]',
    changes: ['update customDomains/login.acme.test: replace /domain_metadata/team'],
    dashboardChange: {
      path: '/custom-domains/{id}',
      body: { domain_metadata: { team: 'theirs', other: 'stays' } },
      drift: ['update customDomains/login.acme.test: replace /domain_metadata/team'],
      survives: { domain_metadata: { other: 'stays' } },
    },
  },
  {
    type: 'userAttributeProfiles',
    before: `
userAttributeProfiles:
  - name: people
    user_id: { oidc_mapping: sub }
    user_attributes:
      email: { description: E-mail, label: E-mail, profile_required: true, auth0_mapping: email }
`,
    after: `
userAttributeProfiles:
  - name: people
    user_id: { oidc_mapping: sub }
    user_attributes:
      email: { description: Address, label: E-mail, profile_required: true, auth0_mapping: email }
`,
    changes: ['update userAttributeProfiles/people: replace /user_attributes/email/description'],
    dashboardChange: {
      path: '/user-attribute-profiles/{id}',
      body: {
        user_attributes: {
          email: { description: 'Theirs', label: 'E-mail', profile_required: true, auth0_mapping: 'email' },
          name: { description: 'Name', label: 'Name', profile_required: false, auth0_mapping: 'name' },
        },
      },
      drift: ['update userAttributeProfiles/people: replace /user_attributes/email/description'],
    },
  },
  {
    type: 'connectionProfiles',
    before:
      'connectionProfiles: [{ name: partners, enabled_features: [scim], connection_name_prefix_template: "a-{org_name}-" }]',
    after:
      'connectionProfiles: [{ name: partners, enabled_features: [scim, universal_logout], connection_name_prefix_template: "a-{org_name}-" }]',
    changes: ['update connectionProfiles/partners: add /enabled_features/universal_logout'],
    dashboardChange: {
      path: '/connection-profiles/{id}',
      body: {
        connection_name_prefix_template: 'b-{org_name}-',
        organization: { show_as_button: 'optional', assign_membership_on_login: 'required' },
      },
      drift: ['update connectionProfiles/partners: replace /connection_name_prefix_template'],
      survives: { organization: { show_as_button: 'optional', assign_membership_on_login: 'required' } },
    },
  },
  {
    type: 'tokenExchangeProfiles',
    with: buildActionYaml('custom-token-exchange'),
    before:
      'tokenExchangeProfiles: [{ name: legacy, subject_token_type: "https://acme.test/old", action_id: exchange, type: custom_authentication }]',
    after:
      'tokenExchangeProfiles: [{ name: legacy, subject_token_type: "https://acme.test/new", action_id: exchange, type: custom_authentication }]',
    changes: ['update tokenExchangeProfiles/legacy: replace /subject_token_type'],
    dashboardChange: {
      path: '/token-exchange-profiles/{id}',
      body: { subject_token_type: 'https://acme.test/theirs' },
      drift: ['update tokenExchangeProfiles/legacy: replace /subject_token_type'],
    },
  },
  {
    type: 'phoneProviders',
    before: `
phoneProviders:
  - name: twilio
    configuration: { sid: AC1, default_from: "+15550100", delivery_methods: [text] }
    credentials: { auth_token: "\${secret:TWILIO}" }
`,
    after: `
phoneProviders:
  - name: twilio
    configuration: { sid: AC1, default_from: "+15550100", delivery_methods: [text, voice] }
    credentials: { auth_token: "\${secret:TWILIO}" }
`,
    changes: ['update phoneProviders/twilio: add /configuration/delivery_methods/voice'],
    dashboardChange: {
      path: '/branding/phone/providers/{id}',
      body: { configuration: { sid: 'AC2', default_from: '+15550100', delivery_methods: ['text', 'voice'] }, disabled: true },
      drift: ['update phoneProviders/twilio: replace /configuration/sid'],
      survives: { disabled: true },
    },
  },
  {
    type: 'phoneTemplates',
    before: 'phoneTemplates: [{ type: otp_verify, disabled: false, content: { body: { text: "{{ code }} one" } } }]',
    after: 'phoneTemplates: [{ type: otp_verify, disabled: false, content: { body: { text: "{{ code }} two" } } }]',
    changes: ['update phoneTemplates/otp_verify: replace /content/body/text'],
    dashboardChange: {
      path: '/branding/phone/templates/{id}',
      body: { content: { from: '+15550100', body: { text: '{{ code }} theirs', voice: 'say {{ code }}' } } },
      drift: ['update phoneTemplates/otp_verify: replace /content/body/text'],
    },
  },
  {
    type: 'logStreams',
    before: `
logStreams:
  - name: archive
    type: http
    filters: [{ type: category, name: auth.login.fail }]
    sink: { httpEndpoint: "https://log.acme.test", httpContentFormat: JSONLINES, httpAuthorization: "\${secret:LOG_TOKEN}" }
`,
    after: `
logStreams:
  - name: archive
    type: http
    status: paused
    filters: [{ type: category, name: auth.login.success }]
    sink: { httpEndpoint: "https://log.acme.test/v2", httpContentFormat: JSONLINES, httpAuthorization: "\${secret:LOG_TOKEN}" }
`,
    changes: [
      'update logStreams/archive: replace /status, remove /filters/auth.login.fail, add /filters/auth.login.success, replace /sink/httpEndpoint',
    ],
    dashboardChange: {
      path: '/log-streams/{id}',
      body: { status: 'active', isPriority: true },
      drift: ['update logStreams/archive: replace /status'],
      survives: { isPriority: true },
    },
  },
  {
    type: 'eventStreams',
    before: `
eventStreams:
  - name: crm
    subscriptions: [{ event_type: user.created }]
    destination:
      type: webhook
      configuration:
        webhook_endpoint: https://crm.acme.test
        webhook_authorization: { method: bearer, token: "\${secret:CRM}" }
`,
    after: `
eventStreams:
  - name: crm
    subscriptions: [{ event_type: user.created }, { event_type: user.deleted }]
    destination:
      type: webhook
      configuration:
        webhook_endpoint: https://crm.acme.test/v2
        webhook_authorization: { method: bearer, token: "\${secret:CRM}" }
`,
    changes: ['update eventStreams/crm: add /subscriptions/user.deleted, replace /destination/configuration/webhook_endpoint'],
    dashboardChange: {
      path: '/event-streams/{id}',
      body: { subscriptions: [{ event_type: 'user.created' }], status: 'disabled' },
      drift: ['update eventStreams/crm: add /subscriptions/user.deleted'],
      survives: { status: 'disabled' },
    },
  },
  {
    type: 'flowVaultConnections',
    before: 'flowVaultConnections: [{ name: mail, app_id: SENDGRID, setup: { type: API_KEY, api_key: "${secret:VAULT}" } }]',
    after: 'flowVaultConnections: [{ name: mail, app_id: SENDGRID }, { name: slack, app_id: SLACK }]',
    changes: ['create flowVaultConnections/slack: add /name, add /app_id'],
    dashboardChange: {
      path: '/flows/vault/connections/{id}',
      body: { name: 'theirs' },
      drift: ['create flowVaultConnections/mail: add /name, add /app_id'],
    },
  },
  {
    type: 'selfServiceProfiles',
    before: `
selfServiceProfiles:
  - name: sso
    description: One
    allowed_strategies: [oidc]
    branding: { colors: { primary: "#112233" } }
    customText: { en: { get-started: { introduction: Hi, title: Start } } }
`,
    after: `
selfServiceProfiles:
  - name: sso
    description: Two
    allowed_strategies: [samlp, oidc]
    branding: { colors: { primary: "#112233" } }
    customText: { en: { get-started: { introduction: Hello } } }
`,
    changes: [
      'update selfServiceProfiles/sso: replace /description, add /allowed_strategies/samlp',
      'update selfServiceProfiles/sso customText: replace /customText/en/get-started/introduction, remove /customText/en/get-started/title',
    ],
    dashboardChange: {
      path: '/self-service-profiles/{id}',
      body: { description: 'Theirs', user_attributes: [{ name: 'nick', description: 'Nick', is_optional: true }] },
      drift: ['update selfServiceProfiles/sso: replace /description'],
      survives: { user_attributes: [{ name: 'nick' }] },
    },
    unset: {
      text: 'selfServiceProfiles: [{ name: sso, description: null, customText: null }]',
      changes: [
        'update selfServiceProfiles/sso: remove /description',
        'unlink selfServiceProfiles/sso customText: remove /customText',
      ],
    },
  },
  {
    type: 'verifiableCredentialTemplates',
    before: buildTemplateYaml('{ family_name: true }'),
    after: buildTemplateYaml('{ family_name: false, birth_date: true }'),
    changes: [
      'update verifiableCredentialTemplates/license: add /presentation/org.iso.18013.5.1.mDL/org.iso.18013.5.1/birth_date, replace /presentation/org.iso.18013.5.1.mDL/org.iso.18013.5.1/family_name',
    ],
    dashboardChange: {
      path: '/verifiable-credentials/verification/templates/{id}',
      body: {
        type: 'theirs',
        presentation: {
          'org.iso.18013.5.1.mDL': { 'org.iso.18013.5.1': { family_name: false, birth_date: true, portrait: true } },
        },
      },
      drift: ['update verifiableCredentialTemplates/license: replace /type'],
      survives: { presentation: { 'org.iso.18013.5.1.mDL': { 'org.iso.18013.5.1': { portrait: true } } } },
    },
  },
  {
    type: 'themes',
    before: buildThemeYaml('#ff0000'),
    after: buildThemeYaml('#00ff00'),
    changes: ['update themes/Acme: replace /colors/primary_button'],
    dashboardChange: {
      path: '/branding/themes/{id}',
      body: buildThemeBody('#0000ff'),
      drift: ['update themes/Acme: replace /colors/primary_button'],
    },
  },
  {
    type: 'rateLimitPolicies',
    before: `rateLimitPolicies: [{ ${LIMITED}, configuration: { action: block, limit: 100 } }]`,
    after: `rateLimitPolicies: [{ ${LIMITED}, configuration: { action: log, limit: 50 } }]`,
    changes: [`update rateLimitPolicies/${LIMIT}: replace /configuration/action, replace /configuration/limit`],
    dashboardChange: {
      path: '/rate-limit-policies/{id}',
      body: { configuration: { action: 'block', limit: 7 } },
      drift: [`update rateLimitPolicies/${LIMIT}: replace /configuration/action, replace /configuration/limit`],
    },
  },
  {
    type: 'agents',
    before: 'agents: [{ name: helper, external_agent_id: helper-1, metadata: { team: one } }]',
    after: 'agents: [{ name: helper, external_agent_id: helper-1, metadata: { team: two, tools: [search] } }]',
    changes: ['update agents/helper: replace /metadata/team, add /metadata/tools'],
    dashboardChange: {
      path: '/agents/{id}',
      body: { metadata: { team: 'theirs', tools: ['search'], other: { stays: true } } },
      drift: ['update agents/helper: replace /metadata/team'],
      survives: { metadata: { other: { stays: true } } },
    },
    unset: {
      text: 'agents: [{ name: helper, metadata: null }]',
      changes: ['update agents/helper: remove /metadata'],
    },
  },
  {
    type: 'networkACLKeys',
    before: `networkACLKeys: [${buildNetworkKeyYaml('first')}]`,
    after: `networkACLKeys: [${buildNetworkKeyYaml('second')}]`,
    changes: ['create networkACLKeys/second: add /name, add /alg, add /value'],
    dashboardChange: {
      method: 'DELETE',
      path: '/keys/network-acls/{id}',
      drift: ['create networkACLKeys/second: add /name, add /alg, add /value'],
    },
  },
  {
    type: 'networkACLs',
    with: `\nnetworkACLKeys: [${buildNetworkKeyYaml('edge')}, ${buildNetworkKeyYaml('proxy')}]\n`,
    before: `networkACLs: [{ description: bots, active: true, priority: 1, rule: { ${BLOCK}, match: { asns: [1], ${buildSignatureYaml('edge')} } } }]`,
    after: `networkACLs: [{ description: bots, active: false, priority: 1, rule: { ${BLOCK}, match: { asns: [1, 2], ${buildSignatureYaml('edge', 'proxy')} } } }]`,
    changes: [
      'update networkACLs/bots: replace /active, add /rule/match/asns/2, add /rule/match/http_message_signature/keys/proxy',
    ],
    dashboardChange: {
      path: '/network-acls/{id}',
      body: { active: true },
      drift: ['update networkACLs/bots: replace /active'],
    },
  },
  {
    type: 'users',
    with: 'connections: [{ name: people, strategy: auth0, options: { requires_username: true } }]\nroles: [{ name: staff }, { name: lead }]',
    before: `users: [{ connection: people, email: ada@acme.test, username: ada, ${ADA}, roles: [staff] }]`,
    after: `users: [{ connection: people, email: ada@acme.test, username: countess, ${ADA_LATER}, roles: [lead] }]`,
    changes: [
      'update users/people|ada@acme.test: replace /email_verified, add /blocked, remove /user_metadata/desk, replace /user_metadata/team',
      'update users/people|ada@acme.test (step 2): replace /username',
      'unlink users/people|ada@acme.test roles: remove /roles/staff',
      'link users/people|ada@acme.test roles: add /roles/lead',
    ],
    dashboardChange: {
      path: '/users/{id}',
      body: { blocked: false, app_metadata: { plan: 'gold' } },
      drift: ['update users/people|ada@acme.test: replace /blocked'],
      survives: { app_metadata: { plan: 'gold' } },
    },
    unset: {
      text: 'users: [{ connection: people, email: ada@acme.test, given_name: null, user_metadata: { team: null } }]',
      changes: ['update users/people|ada@acme.test: remove /given_name, remove /user_metadata/team'],
    },
  },
];
