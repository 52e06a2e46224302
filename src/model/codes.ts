/**
 * Every code that a problem can have. `docs/errors.md` explains each one; a test holds the two together.
 * A code never changes its meaning: people match on it in their pipelines.
 */
export const PROBLEM_CODES = [
  // files and YAML
  'file-unreadable',
  'file-outside-root',
  'file-too-large',
  'include-cycle',
  'yaml-syntax',
  'yaml-duplicate-key',
  'yaml-too-many-aliases',
  'yaml-unsupported',
  // substitution
  'variable-missing',
  'secret-missing',
  'marker-missing',
  'substitution-syntax',
  // schema
  'unknown-type',
  'unsupported-type',
  'retired-type',
  'unknown-field',
  'missing-field',
  'wrong-type',
  'wrong-value',
  'read-only-field',
  'deprecated-field',
  'unknown-strategy',
  'unknown-directive',
  // meaning
  'duplicate-resource',
  'dangling-reference',
  'reference-cycle',
  'ambiguous-key',
  'rename-conflict',
  'create-only-changed',
  'opaque-value-lost',
  'pinned-id-missing',
  'self-managed',
  'system-resource',
  // guards
  'guard-protected',
  'guard-limit',
  'guard-user-loss',
  'guard-tenant',
  // management api
  'domain-invalid',
  'credentials-missing',
  'credentials-refused',
  'token-expired',
  'scope-missing',
  'scope-hides-fields',
  'subscription-lacks',
  'network-unreachable',
  'tls-failed',
  'request-timeout',
  'request-aborted',
  'request-refused',
  'request-conflict',
  'not-found',
  'rate-limited',
  'server-error',
  'answer-unreadable',
  'page-ceiling',
  // plan files and apply
  'plan-unreadable',
  'plan-foreign',
  'plan-tampered',
  'plan-stale',
  'plan-newer',
  'plan-expired',
  'value-not-taken',
  'value-changed-unasked',
  'outcome-unknown',
  'not-confirmed',
  // command line
  'usage',
  'output-unwritable',
  'internal',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];
