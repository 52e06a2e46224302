/** A small definition that shows the language. It is valid, it can be applied to any tenant, and `tenon check` finds no error in it. */
export const STARTER_DEFINITION = `# What the tenant must have. Everything that is not mentioned here stays as it is.
# All types and fields: tenon types, and the completion of your editor.

reconcile:
  # Nothing is deleted because it is missing here, unless its type is listed.
  prune: []
  limits: { delete: 5 }

resourceServers:
  - identifier: https://api.example.com/
    name: Orders API
    signing_alg: RS256
    token_lifetime: 3600
    enforce_policies: true
    subject_type_authorization: { user: { policy: require_client_grant }, client: { policy: require_client_grant } }
    scopes:
      - value: read:orders
        description: See orders
      - value: cancel:orders
        description: Cancel orders

roles:
  - name: Support
    description: Sees and cancels orders
    permissions:
      - permission_name: read:orders
        resource_server_identifier: https://api.example.com/
      - permission_name: cancel:orders
        resource_server_identifier: https://api.example.com/

clients:
  - name: Shop
    app_type: regular_web
    oidc_conformant: true
    grant_types: [authorization_code, refresh_token]
    # \${env:NAME:-default} comes from the environment; \${secret:NAME} does too, and is never shown.
    callbacks: ['\${env:SHOP_URL:-https://shop.example.com}/callback']
    allowed_logout_urls: ['\${env:SHOP_URL:-https://shop.example.com}']
    refresh_token:
      rotation_type: rotating
      expiration_type: expiring
      token_lifetime: 2592000
      idle_token_lifetime: 1296000

clientGrants:
  - client_id: Shop
    audience: https://api.example.com/
    subject_type: user
    scope: [read:orders, cancel:orders]
`;
