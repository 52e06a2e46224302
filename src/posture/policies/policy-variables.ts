import type { VariableType } from '../policy-language.ts';

/** The variables of policies, with the types of their members. `dyn` is whatever a definition may contain. */
export const POLICY_VARIABLES: Readonly<Record<string, VariableType>> = {
  change: 'Change',
  before: 'dyn',
  after: 'dyn',
  resource: { type: 'string', key: 'string', address: 'string', isNew: 'bool' },
  plan: {
    changes: 'list<Change>',
    operations: 'list<PlanOperation>',
    counts: 'Counts',
    findings: 'list<PlanFinding>',
    usersLost: 'double',
    allowed: 'list<string>',
  },
  tenant: { domain: 'string', environment: 'string', profile: 'string' },
};

export const POLICY_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Change: {
    type: 'string',
    address: 'string',
    field: 'string',
    op: 'string',
    before: 'dyn',
    after: 'dyn',
    item: 'dyn',
    impact: 'list<string>',
    findings: 'list<string>',
  },
  PlanOperation: { action: 'string', type: 'string', address: 'string', risk: 'string', impact: 'list<string>' },
  Counts: { create: 'double', update: 'double', delete: 'double', link: 'double', unlink: 'double' },
  PlanFinding: { rule: 'string', severity: 'string', address: 'string', isNew: 'bool' },
};
