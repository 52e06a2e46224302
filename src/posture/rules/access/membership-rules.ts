import type { Rule } from '../../rule.ts';

/** Roles and organizations. */
export const MEMBERSHIP_RULES: readonly Rule[] = [
  {
    id: 'role-management-permission',
    types: ['roles'],
    scope: 'resource',
    fields: ['permissions'],
    needs: 'declared',
    when: 'list(r, "permissions").exists(p, managementAudience(get(p, "resource_server_identifier", "")))',
    severity: { production: 'error', otherwise: 'warning' },
    takeover: true,
    why: 'Everyone with this role can get tokens for the Management API.',
    fix: 'Call the Management API from a back end, and remove the permission from the role.',
    source: 'OWASP ASVS 5.0.0 8.3.1',
  },
  {
    id: 'org-auto-membership-open',
    types: ['organizations'],
    scope: 'resource',
    fields: ['connections[].assign_membership_on_login'],
    needs: 'related',
    reads: ['connections'],
    when: `
      list(r, "connections").exists(c, get(c, "assign_membership_on_login", false) == true
        && openToAll(get(c, "name", ""), t))`,
    severity: { production: 'error', otherwise: 'warning' },
    why: 'Anyone who signs up, or has a social account, becomes a member of this organization.',
    fix: 'Invite members, or use an enterprise connection.',
    source: 'Auth0 docs: assign-membership-on-login',
  },
  {
    id: 'org-signup-enabled',
    types: ['organizations'],
    scope: 'resource',
    fields: ['connections[].is_signup_enabled'],
    needs: 'declared',
    when: `
      list(r, "connections").exists(c, get(c, "is_signup_enabled", false) == true
        && get(c, "assign_membership_on_login", false) == true)`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Signing up is all it takes to become a member of this organization.',
    fix: 'Turn off is_signup_enabled and invite members.',
    source: 'OWASP ASVS 5.0.0 8.2.2',
  },
  {
    id: 'org-domain-unproven',
    types: ['organizations'],
    scope: 'resource',
    fields: ['discovery_domains[].status'],
    needs: 'declared',
    when: 'isStated(r, "discovery_domains") && list(r, "discovery_domains").exists(d, get(d, "status", "") == "verified")',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'The definition declares this domain as verified, so it gets the logins of all its email addresses without proof of who owns it.',
    fix: 'Leave out status, and let the owner verify the domain by DNS.',
    source: 'Auth0 docs: organization-domain-discovery',
  },
];
