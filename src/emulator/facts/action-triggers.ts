type TriggerFact = readonly [
  id: string,
  version: string,
  status: 'CURRENT' | 'DEPRECATED',
  runtimes: string,
  defaultRuntime: string,
];

/** The response of `GET /actions/triggers` (recorded traffic, 2026). */
const TRIGGER_FACTS: readonly TriggerFact[] = [
  ['post-login', 'v1', 'DEPRECATED', 'node22', 'node12'],
  ['post-login', 'v3', 'CURRENT', 'node18-actions node22', 'node22'],
  ['post-login', 'v2', 'DEPRECATED', 'node18 node22', 'node16'],
  ['credentials-exchange', 'v2', 'CURRENT', 'node18-actions node22', 'node22'],
  ['credentials-exchange', 'v1', 'DEPRECATED', 'node22', 'node12'],
  ['pre-user-registration', 'v2', 'CURRENT', 'node18-actions node22', 'node22'],
  ['pre-user-registration', 'v1', 'DEPRECATED', 'node22', 'node12'],
  ['post-user-registration', 'v1', 'DEPRECATED', 'node22', 'node12'],
  ['post-user-registration', 'v2', 'CURRENT', 'node18-actions node22', 'node22'],
  ['post-change-password', 'v2', 'CURRENT', 'node18-actions node22', 'node22'],
  ['post-change-password', 'v1', 'DEPRECATED', 'node22', 'node12'],
  ['send-phone-message', 'v1', 'DEPRECATED', 'node22', 'node12'],
  ['send-phone-message', 'v2', 'CURRENT', 'node18-actions node22', 'node22'],
  ['password-reset-post-challenge', 'v1', 'CURRENT', 'node18-actions node22', 'node22'],
  ['custom-phone-provider', 'v1', 'CURRENT', 'node18-actions node22', 'node22'],
  ['custom-email-provider', 'v1', 'CURRENT', 'node18-actions node22', 'node22'],
  ['custom-token-exchange', 'v1', 'CURRENT', 'node18 node22', 'node22'],
  ['event-stream', 'v1', 'CURRENT', 'node22', 'node22'],
  ['password-hash-migration', 'v1', 'CURRENT', 'node22', 'node22'],
  ['mcp-tool', 'v1', 'CURRENT', 'node22', 'node22'],
];

/** Triggers whose actions are bound to an object (a profile, stream or connection) instead of to the trigger. */
const ENTITY_BOUND = new Set(['custom-token-exchange', 'event-stream', 'password-hash-migration', 'mcp-tool']);

export const ACTION_TRIGGERS = TRIGGER_FACTS.map(([id, version, status, runtimes, defaultRuntime]) => ({
  id,
  version,
  status,
  runtimes: runtimes.split(' '),
  default_runtime: defaultRuntime,
  binding_policy: ENTITY_BOUND.has(id) ? 'entity-bound' : 'trigger-bound',
  compatible_triggers: id === 'post-login' && version === 'v3' ? [{ id, version: 'v2' }] : [],
}));

export const ACTION_TRIGGER_IDS: readonly string[] = [...new Set(TRIGGER_FACTS.map(([id]) => id))];

export const getCurrentTriggerVersion = (trigger: string): string =>
  TRIGGER_FACTS.find(([id, , status]) => id === trigger && status === 'CURRENT')?.[1] ?? 'v1';

/** Lists the versions of a trigger. A trigger missing from the list has version `v1` only. */
export const listTriggerVersions = (trigger: string): readonly string[] => {
  const versions = TRIGGER_FACTS.filter(([id]) => id === trigger).map(([, version]) => version);
  return versions.length === 0 ? ['v1'] : versions;
};

/** All runtimes that a trigger supports or uses by default. */
export const ACTION_RUNTIMES: ReadonlySet<string> = new Set(
  TRIGGER_FACTS.flatMap(([, , , runtimes, initial]) => [...runtimes.split(' '), initial]),
);
