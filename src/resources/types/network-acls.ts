import { defineResource } from '../define/define-resource.ts';

/** Rules on who can reach the tenant. Ids and priorities are no key: a rule is known by its description. */
export const networkACLs = defineResource({
  type: 'networkACLs',
  noun: 'network rule',
  key: ['description'],
  unique: false,
  // A PATCH merges actions and matches, so a rule could never lose one; a PUT replaces the rule.
  replaceMethod: 'PUT',
  deleteLoses: 'its protection',
});
