import type { Rule } from '../../rule.ts';

/** Multi-factor authentication. */
export const FACTOR_RULES: readonly Rule[] = [
  {
    id: 'mfa-never',
    types: ['guardianPolicies'],
    scope: 'resource',
    fields: ['policies'],
    needs: 'related',
    reads: ['actions'],
    when: `
      size(list(r, "policies")) == 0 && !codeAnywhere(t, "post-login", "api.multifactor.enable")
      && !codeAnywhere(t, "post-login", "challengeWith")`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'A password is all it takes to log in.',
    fix: 'Set the policy to confidence-score or all-applications, or ask for a factor in a post-login action.',
    source: 'OWASP ASVS 5.0.0 6.3.3; NIST SP 800-63B-4 section 2.2',
  },
  {
    id: 'mfa-no-factor',
    types: ['guardianPolicies'],
    scope: 'resource',
    fields: ['policies'],
    needs: 'related',
    reads: ['guardianFactors'],
    when: `
      size(list(r, "policies")) > 0
      && !of(t, "guardianFactors").exists(f, get(f, "enabled", false) == true && get(f, "name", "") != "recovery-code")`,
    severity: { production: 'error', otherwise: 'error' },
    why: 'The tenant requires a second factor but offers none, so nobody can log in.',
    fix: 'Enable a factor before you set the policy.',
    source: 'Auth0 CheckMate: checkGuardianFactors',
  },
  {
    id: 'mfa-only-weak',
    types: ['guardianFactors'],
    scope: 'resource',
    fields: ['enabled'],
    needs: 'related',
    reads: ['guardianFactors'],
    when: `
      get(r, "enabled", false) == true && get(r, "name", "") in ["sms", "email"]
      && !of(t, "guardianFactors").exists(f, get(f, "enabled", false) == true
        && get(f, "name", "") in ["otp", "push-notification", "webauthn-roaming", "webauthn-platform", "duo"])`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Attackers can take over phone numbers and mailboxes, and NIST does not accept email as a factor.',
    fix: 'Enable otp, push-notification or WebAuthn as well.',
    source: 'OWASP ASVS 5.0.0 6.6.1, 6.3.6; NIST SP 800-63B-4 section 3.1.3',
  },
  {
    id: 'mfa-default-sms',
    types: ['guardianPhoneFactorSelectedProvider'],
    scope: 'resource',
    fields: ['provider'],
    needs: 'related',
    reads: ['guardianFactors'],
    when: `
      get(r, "provider", "auth0") == "auth0"
      && of(t, "guardianFactors").exists(f, get(f, "name", "") == "sms" && get(f, "enabled", false) == true)`,
    severity: { production: 'warning', otherwise: 'off' },
    why: "Auth0's own SMS sender is for trials, and after its limit nobody gets a code.",
    fix: 'Use twilio or phone-message-hook.',
    source: 'Auth0 docs: production-check-required-fixes',
  },
  {
    id: 'mfa-left-to-actions',
    types: ['tenant'],
    scope: 'resource',
    fields: ['customize_mfa_in_postlogin_action'],
    needs: 'related',
    reads: ['actions'],
    when: `
      get(r, "customize_mfa_in_postlogin_action", false) == true && !codeAnywhere(t, "post-login", "challengeWith")
      && !codeAnywhere(t, "post-login", "enrollWith")`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'The tenant leaves the second factor to post-login actions, and none of them asks for one.',
    fix: 'Add an action with challengeWith or enrollWith, or set customize_mfa_in_postlogin_action: false.',
    source: 'Auth0 docs: customize-mfa-selection-universal-login',
  },
];
