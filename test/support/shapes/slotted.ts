import type { TypeFixture } from './type-fixture.ts';

/** Rich resources of the types that the other laws make up by themselves. */
export const SLOTTED_FIXTURES: readonly Pick<TypeFixture, 'type' | 'with' | 'after'>[] = [
  {
    type: 'clients',
    with: 'resourceServers: [{ identifier: "https://api.acme.test/", name: API, scopes: [{ value: "read:x" }] }]',
    after: `
clients:
  - name: Portal
    app_type: regular_web
    description: For customers
    logo_uri: https://acme.test/logo.png
    callbacks: ["https://acme.test/cb"]
    allowed_logout_urls: ["https://acme.test/bye"]
    grant_types: [authorization_code, refresh_token]
    jwt_configuration: { alg: RS256, lifetime_in_seconds: 600 }
    refresh_token:
      rotation_type: rotating
      expiration_type: expiring
      leeway: 3
      token_lifetime: 9000
      idle_token_lifetime: 800
      policies: [{ audience: "https://api.acme.test/", scope: ["read:x"] }]
    organization_usage: allow
    organization_require_behavior: no_prompt
    oidc_logout:
      backchannel_logout_urls: ["https://acme.test/out"]
      backchannel_logout_initiators: { mode: custom, selected_initiators: [rp-logout, idp-logout] }
      backchannel_logout_session_metadata: { include: true }
    session_transfer: { can_create_session_transfer_token: true, allowed_authentication_methods: [cookie] }
    token_quota: { client_credentials: { enforce: true, per_day: 100, per_hour: 10 } }
    mobile: { ios: { team_id: ABCDE12345, app_bundle_identifier: test.acme.app } }
    native_social_login: { apple: { enabled: true } }
    fedcm_login: { google: { is_enabled: true } }
    client_metadata: { team: harbour, tier: gold }
    addons:
      samlp:
        audience: https://acme.test/saml
        recipient: https://acme.test/acs
        mappings: { email: mail, name: cn }
        logout: { callback: "https://acme.test/slo", slo_enabled: true }
`,
  },
  {
    type: 'connections',
    after: `
connections:
  - name: crew
    strategy: auth0
    display_name: Crew
    metadata: { team: harbour }
    options:
      passwordPolicy: good
      password_history: { enable: true, size: 5 }
      password_complexity_options: { min_length: 9 }
      requires_username: true
      validation: { username: { min: 2, max: 20 } }
      mfa: { active: true, return_enroll_settings: true }
      disable_signup: true
  - name: corp
    strategy: samlp
    options:
      signInEndpoint: https://idp.acme.test/in
      signOutEndpoint: https://idp.acme.test/out
      fieldsMap: { email: mail }
      signatureAlgorithm: rsa-sha256
      domain_aliases: [acme.test]
      idpinitiated: { enabled: true, client_protocol: oauth2, client_authorizequery: "x=1" }
  - name: sms
    strategy: sms
    options:
      provider: twilio
      twilio_sid: AC1
      from: "+15550001"
      syntax: liquid
      template: "Code {{code}}"
      totp: { length: 6, time_step: 300 }
`,
  },
  {
    type: 'resourceServers',
    after: `
resourceServers:
  - identifier: https://api.acme.test/
    name: API
    scopes: [{ value: "read:x", description: Reads }]
    token_lifetime: 600
    allow_offline_access: true
    consent_policy: transactional-authorization-with-mfa
    authorization_details: [{ type: payment }]
    proof_of_possession: { mechanism: mtls, required: true }
    subject_type_authorization: { user: { policy: allow_all }, client: { policy: require_client_grant } }
`,
  },
  {
    type: 'clientGrants',
    with: `
clients: [{ name: Worker, app_type: non_interactive }]
resourceServers: [{ identifier: "https://api.acme.test/", name: API, scopes: [{ value: "read:x" }] }]
`,
    after: `
clientGrants:
  - client_id: Worker
    audience: https://api.acme.test/
    scope: ["read:x"]
    organization_usage: allow
    allow_any_organization: true
`,
  },
  {
    type: 'organizations',
    after: `
organizations:
  - name: acme
    display_name: Acme
    branding: { logo_url: "https://acme.test/logo.png", colors: { primary: "#ff0000", page_background: "#ffffff" } }
    metadata: { tier: gold }
    token_quota: { client_credentials: { enforce: true, per_day: 100 } }
`,
  },
  { type: 'roles', after: 'roles: [{ name: Viewer, description: Sees }]' },
];
