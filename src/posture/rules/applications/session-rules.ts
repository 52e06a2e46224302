import type { Rule } from '../../rule.ts';

/** Refresh tokens, sessions and applications of third parties. */
export const SESSION_RULES: readonly Rule[] = [
  {
    id: 'refresh-not-rotating',
    types: ['clients'],
    scope: 'resource',
    fields: ['refresh_token.rotation_type'],
    needs: 'effective',
    when: `
      publicClient(r) && "refresh_token" in list(r, "grant_types")
      && get(r, "refresh_token.rotation_type", "non-rotating") != "rotating"
      && get(r, "require_proof_of_possession", false) != true`,
    severity: { production: 'error', otherwise: 'warning' },
    why: 'A stolen refresh token works unnoticed for as long as the real one.',
    fix: 'Set rotation_type: rotating, or require proof of possession.',
    source: 'RFC 9700; OWASP ASVS 5.0.0 10.4.5',
  },
  {
    id: 'refresh-never-expires',
    types: ['clients'],
    scope: 'resource',
    fields: ['refresh_token.expiration_type', 'refresh_token.infinite_token_lifetime'],
    needs: 'effective',
    when: `
      "refresh_token" in list(r, "grant_types")
      && (get(r, "refresh_token.expiration_type", "non-expiring") != "expiring"
        || get(r, "refresh_token.infinite_token_lifetime", false) == true)`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Whoever holds the refresh token, a thief included, never has to log in again.',
    fix: 'Set expiration_type: expiring with a token_lifetime.',
    source: 'OWASP ASVS 5.0.0 10.4.8; Auth0 docs: configure-refresh-token-expiration',
  },
  {
    id: 'refresh-lifetime-long',
    types: ['clients'],
    scope: 'resource',
    fields: ['refresh_token.token_lifetime'],
    needs: 'effective',
    when: `
      "refresh_token" in list(r, "grant_types") && get(r, "refresh_token.infinite_token_lifetime", false) != true
      && get(r, "refresh_token.expiration_type", "non-expiring") == "expiring"
      && get(r, "refresh_token.token_lifetime", 0) > 7776000`,
    severity: { production: 'warning', otherwise: 'off' },
    why: 'People stay logged in for more than 90 days without proving who they are.',
    fix: 'Use 30 days (2592000 seconds).',
    source: 'NIST SP 800-63B-4 section 2.1.3',
  },
  {
    id: 'refresh-leeway-long',
    types: ['clients'],
    scope: 'resource',
    fields: ['refresh_token.leeway'],
    needs: 'effective',
    when: 'get(r, "refresh_token.rotation_type", "") == "rotating" && get(r, "refresh_token.leeway", 0) > 60',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'A replayed refresh token goes unnoticed during the leeway.',
    fix: 'Use a leeway of 0 to 30 seconds.',
    source: 'Auth0 docs: refresh-token-rotation',
  },
  {
    id: 'session-transfer-unbound',
    types: ['clients'],
    scope: 'resource',
    fields: ['session_transfer.enforce_device_binding'],
    needs: 'effective',
    when: `
      get(r, "session_transfer.can_create_session_transfer_token", false) == true
      && get(r, "session_transfer.enforce_device_binding", "ip") == "none"`,
    severity: { production: 'error', otherwise: 'warning' },
    why: 'A leaked transfer token is a session for whoever has it.',
    fix: 'Set enforce_device_binding to ip or asn.',
    source: 'Auth0 docs: native-to-web-sso-best-practices',
  },
  {
    id: 'session-transfer-no-cascade',
    types: ['clients'],
    scope: 'resource',
    fields: ['session_transfer.enforce_cascade_revocation'],
    needs: 'effective',
    when: `
      get(r, "session_transfer.can_create_session_transfer_token", false) == true
      && get(r, "session_transfer.enforce_cascade_revocation", true) == false`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Logging out on the phone leaves the web session open.',
    fix: 'Set enforce_cascade_revocation: true.',
    source: 'Auth0 docs: native-to-web-sso-best-practices',
  },
  {
    id: 'session-transfer-delegation',
    types: ['clients'],
    scope: 'resource',
    fields: ['session_transfer.delegation.allow_delegated_access'],
    needs: 'effective',
    when: 'get(r, "session_transfer.delegation.allow_delegated_access", false) == true',
    severity: { production: 'warning', otherwise: 'warning' },
    why: 'Someone else can act as a user in this application.',
    fix: 'Allow it only for a support tool, and alert on its use.',
    source: 'RFC 8693 section 5',
  },
  {
    id: 'third-party-permissive',
    types: ['clients'],
    scope: 'resource',
    fields: ['third_party_security_mode'],
    needs: 'effective',
    when: 'thirdParty(r) && get(r, "third_party_security_mode", "permissive") == "permissive"',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'An application of a third party can skip PKCE, use any grant and reach open APIs without a client grant.',
    fix: 'Create a new application in strict mode; an existing one cannot switch.',
    source: 'Auth0 docs: permissive-mode',
  },
  {
    id: 'third-party-redirects',
    types: ['clients'],
    scope: 'resource',
    fields: ['redirection_policy'],
    needs: 'effective',
    when: 'thirdParty(r) && get(r, "redirection_policy", "open_redirect_protection") == "allow_always"',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Errors redirect people to an address that a third party chose.',
    fix: 'Set redirection_policy: open_redirect_protection.',
    source: 'Auth0 docs: security-controls; RFC 9700',
  },
  {
    id: 'confirmation-skipped',
    types: ['clients'],
    scope: 'resource',
    fields: ['skip_non_verifiable_callback_uri_confirmation_prompt'],
    needs: 'effective',
    when: `
      get(r, "skip_non_verifiable_callback_uri_confirmation_prompt", false) == true
      && strings(r, "callbacks").exists(u, loopback(u) || customScheme(u))`,
    severity: { production: 'error', otherwise: 'warning' },
    why: 'Any app on the device can claim this callback and get tokens without the user confirming anything.',
    fix: 'Keep the prompt, or use https callbacks that the app has claimed.',
    source: 'Auth0 docs: measures-against-app-impersonation; RFC 8252',
  },
];
