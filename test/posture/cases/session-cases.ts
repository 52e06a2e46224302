import { on, type RuleCases } from './rule-case.ts';

const spa = { app_type: 'spa', grant_types: ['authorization_code', 'refresh_token'] };
const token = (more: object) => ({
  ...spa,
  refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 30, ...more },
});
const transfer = (more: object) => ({ session_transfer: { can_create_session_transfer_token: true, ...more } });

export const SESSION_CASES: RuleCases = {
  'refresh-not-rotating': {
    hit: [on(token({ rotation_type: 'non-rotating' })), on(spa)],
    miss: [
      on(token({})),
      on({ ...token({ rotation_type: 'non-rotating' }), require_proof_of_possession: true }),
      on({ ...token({ rotation_type: 'non-rotating' }), app_type: 'regular_web' }),
      on({ ...token({ rotation_type: 'non-rotating' }), grant_types: ['authorization_code'] }),
    ],
  },
  'refresh-never-expires': {
    hit: [on(token({ expiration_type: 'non-expiring' })), on(token({ infinite_token_lifetime: true })), on(spa)],
    miss: [on(token({ infinite_token_lifetime: false })), on({ grant_types: ['authorization_code'] })],
  },
  'refresh-lifetime-long': {
    hit: [on(token({ token_lifetime: 7_776_001 }))],
    miss: [on(token({ token_lifetime: 7_776_000 })), on(token({ token_lifetime: 9_999_999, expiration_type: 'non-expiring' }))],
  },
  'refresh-leeway-long': {
    hit: [on(token({ leeway: 61 }))],
    miss: [on(token({ leeway: 60 })), on(token({ leeway: 61, rotation_type: 'non-rotating' }))],
  },
  'session-transfer-unbound': {
    hit: [on(transfer({ enforce_device_binding: 'none' }))],
    miss: [on(transfer({ enforce_device_binding: 'asn' })), on({ session_transfer: { enforce_device_binding: 'none' } })],
  },
  'session-transfer-no-cascade': {
    hit: [on(transfer({ enforce_cascade_revocation: false }))],
    miss: [on(transfer({ enforce_cascade_revocation: true })), on(transfer({}))],
  },
  'session-transfer-delegation': {
    hit: [on({ session_transfer: { delegation: { allow_delegated_access: true } } })],
    miss: [on({ session_transfer: { delegation: { allow_delegated_access: false } } })],
  },
  'third-party-permissive': {
    hit: [on({ is_first_party: false, third_party_security_mode: 'permissive' }), on({ is_first_party: false })],
    miss: [on({ is_first_party: false, third_party_security_mode: 'strict' }), on({ is_first_party: true }), on({})],
  },
  'third-party-redirects': {
    hit: [on({ is_first_party: false, redirection_policy: 'allow_always' })],
    miss: [on({ is_first_party: true, redirection_policy: 'allow_always' }), on({ is_first_party: false })],
  },
  'confirmation-skipped': {
    hit: [
      on({ skip_non_verifiable_callback_uri_confirmation_prompt: true, callbacks: ['com.acme.app://cb'] }),
      on({ skip_non_verifiable_callback_uri_confirmation_prompt: true, callbacks: ['http://127.0.0.1/cb'] }),
    ],
    miss: [
      on({ skip_non_verifiable_callback_uri_confirmation_prompt: true, callbacks: ['https://app.acme.example/cb'] }),
      on({ skip_non_verifiable_callback_uri_confirmation_prompt: false, callbacks: ['com.acme.app://cb'] }),
    ],
  },
};
