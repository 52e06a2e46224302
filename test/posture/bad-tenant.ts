/** A tenant of a made-up museum shop that does many things wrong, as people do in a hurry. */
export const BAD_TENANT = `
resourceServers:
  - identifier: https://api.museum.example/
    name: Museum API
    signing_alg: HS256
    token_lifetime: 2592000
    scopes:
      - { value: "read:tickets", description: See tickets }
      - { value: "manage:exhibitions", description: Change exhibitions }
  - identifier: https://archive.museum.example/
    name: Archive API
    enforce_policies: true
    scopes: [{ value: "read:scans", description: See scans }]

clients:
  - name: Ticket Shop
    app_type: spa
    oidc_conformant: true
    token_endpoint_auth_method: none
    grant_types: [authorization_code, implicit, refresh_token, password]
    callbacks: ["http://shop.museum.example/cb", "http://localhost:5173", "https://*.museum.example/cb", "https://jwt.io"]
    allowed_logout_urls: ["http://shop.museum.example"]
    web_origins: ["http://shop.museum.example"]
    jwt_configuration: { alg: HS256 }
    cross_origin_authentication: true
    refresh_token: { rotation_type: non-rotating, expiration_type: non-expiring, leeway: 0 }
  - name: Guide
    app_type: native
    oidc_conformant: true
    token_endpoint_auth_method: none
    grant_types: [authorization_code, refresh_token]
    callbacks: ["museum.guide://cb"]
    skip_non_verifiable_callback_uri_confirmation_prompt: true
    refresh_token: { rotation_type: rotating, expiration_type: expiring, leeway: 300, token_lifetime: 31536000, infinite_token_lifetime: false }
  - name: Back Office
    app_type: regular_web
    token_endpoint_auth_method: client_secret_post
    oidc_conformant: false
    grant_types: [authorization_code]
    callbacks: ["https://office.museum.example/cb"]
    client_metadata: { erp_password: hunter2hunter2 }
  - name: Nightly Job
    app_type: non_interactive
    token_endpoint_auth_method: client_secret_post
    oidc_conformant: true
    grant_types: [client_credentials]

clientGrants:
  - client_id: Nightly Job
    audience: https://museum.eu.auth0.com/api/v2/
    scope: ["read:users", "update:clients"]
  - client_id: Back Office
    audience: https://museum.eu.auth0.com/api/v2/
    scope: ["read:users"]
  - client_id: Nightly Job
    audience: https://archive.museum.example/
    scope: ["read:scans"]
    allow_any_organization: true
    organization_usage: allow

connections:
  - name: visitors
    strategy: auth0
    enabled_clients: [Ticket Shop, Guide]
    is_domain_connection: true
    options:
      passwordPolicy: low
      brute_force_protection: false
      mfa: { active: false, return_enroll_settings: true }
  - name: facebook
    strategy: facebook
    enabled_clients: [Ticket Shop]
  - name: partners
    strategy: samlp
    enabled_clients: [Back Office]
    options:
      signInEndpoint: http://login.partner.example/saml
      signatureAlgorithm: rsa-sha1
      digestAlgorithm: sha1
      idpinitiated: { enabled: true }
      signingCert: "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----"
  - name: text-message
    strategy: sms
    enabled_clients: [Guide]
    options: { totp: { length: 4, time_step: 900 } }

roles:
  - name: Curator
    permissions:
      - { resource_server_identifier: "https://api.museum.example/", permission_name: "manage:exhibitions" }

organizations:
  - name: friends
    display_name: Friends of the museum
    connections:
      - { name: visitors, assign_membership_on_login: true }
    discovery_domains: [{ domain: friends.example, status: verified }]

actions:
  - name: Enrich
    supported_triggers: [{ id: post-login, version: v3 }]
    runtime: node18
    deployed: false
    dependencies: [{ name: axios, version: latest }]
    code: |
      exports.onExecutePostLogin = async (event, api) => {
        console.log(event);
        const options = { api_key: 'k3yk3yk3y1' };
        const answer = await fetch('http://erp.museum.example/visitors', options);
        eval(await answer.text());
      };

attackProtection:
  bruteForceProtection: { enabled: true, shields: [], max_attempts: 100 }
  suspiciousIpThrottling: { enabled: false, allowlist: ["0.0.0.0/0"] }
  breachedPasswordDetection: { enabled: false }

guardianFactors:
  - { name: sms, enabled: true }
  - { name: email, enabled: true }
guardianPolicies: { policies: [all-applications] }

logStreams:
  - name: Splunk
    type: splunk
    status: paused
    filters: [{ type: category, name: auth.login.success }]
    sink: { splunkDomain: splunk.museum.example, splunkPort: "8088", splunkToken: "\${secret:GOOGLE_CLIENT_SECRET}", splunkSecure: false }

customDomains: []

pages:
  - name: error_page
    html: <h1>{{ error_description }}</h1><script src="https://widgets.example/chat.js"></script>

tenant:
  session_lifetime: 8760
  idle_session_lifetime: 2160
  sandbox_version: "16"
  flags:
    disable_clickjack_protection_headers: true
    enable_client_connections: true
    enable_dynamic_client_registration: true
    allow_legacy_tokeninfo_endpoint: true
  dynamic_client_registration_security_mode: permissive
`;
