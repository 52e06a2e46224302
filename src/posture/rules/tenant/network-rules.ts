import type { Rule } from '../../rule.ts';

/** Domains and network rules. */
export const NETWORK_RULES: readonly Rule[] = [
  {
    id: 'custom-domain-missing',
    types: ['customDomains'],
    scope: 'tenant',
    fields: [],
    needs: 'related',
    reads: ['customDomains'],
    when: 'size(of(t, "customDomains")) == 0',
    severity: { production: 'warning', otherwise: 'off' },
    why: 'People log in at an address that is not yours, so phishing looks the same and browsers block cookies.',
    fix: 'Add a custom domain.',
    source: 'Auth0 docs: production-check-recommended-fixes',
  },
  {
    id: 'client-ip-from-header',
    types: ['customDomains'],
    scope: 'resource',
    fields: ['custom_client_ip_header'],
    needs: 'effective',
    when: 'get(r, "custom_client_ip_header", "") != "" && get(r, "type", "") == "auth0_managed_certs"',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Visitors choose the IP address that attack protection sees, unless a proxy overwrites the header.',
    fix: 'Use the header only behind your own proxy, with self-managed certificates.',
    source: 'Auth0 docs: configure-custom-domains-with-self-managed-certificates',
  },
  {
    id: 'acl-allow-shadows',
    types: ['networkACLs'],
    scope: 'resource',
    fields: ['rule', 'priority'],
    needs: 'related',
    reads: ['networkACLs'],
    when: `
      get(r, "active", false) == true && get(r, "rule.action.allow", false) == true && matchesAll(r)
      && of(t, "networkACLs").exists(a, get(a, "active", false) == true
        && get(a, "rule.action.block", false) == true
        && get(a, "rule.scope", "") == get(r, "rule.scope", "")
        && get(a, "priority", 0) > get(r, "priority", 0))`,
    severity: { production: 'error', otherwise: 'warning' },
    why: 'This rule allows every request before a later rule can block any.',
    fix: 'Give the rule that allows everything a higher priority number than the ones that block.',
    source: 'Auth0 docs: rule-evaluation',
  },
  {
    id: 'acl-locks-everybody',
    types: ['networkACLs'],
    scope: 'resource',
    fields: ['rule'],
    needs: 'related',
    reads: ['networkACLs'],
    when: `
      get(r, "active", false) == true && get(r, "rule.action.block", false) == true && matchesAll(r)
      && get(r, "rule.scope", "tenant") != "dynamic_client_registration"
      && !of(t, "networkACLs").exists(a, get(a, "active", false) == true
        && get(a, "rule.action.allow", false) == true
        && get(a, "rule.scope", "") == get(r, "rule.scope", "")
        && get(a, "priority", 0) < get(r, "priority", 0))`,
    severity: { production: 'error', otherwise: 'error' },
    why: 'This rule blocks every request, and no earlier rule allows any.',
    fix: 'Add a rule with a lower priority number that allows your own networks.',
    source: 'Auth0 docs: deny-all-tenant-acl',
  },
];
