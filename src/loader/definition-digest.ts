import { createHash } from 'node:crypto';
import type { DeclaredResource, Definition, Limit, Policy } from '../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue, toCanonicalJson } from '../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../model/json/pointer.ts';

type DefinitionContent = Pick<Definition, 'declared' | 'resources' | 'absent' | 'policy'>;

/**
 * Computes the SHA-256 digest of a definition's meaning, in hex. File layout, order and comments do not change it. A secret counts by its
 * source (`${secret:NAME}`), not by its value, so that the digest reveals nothing about it.
 */
export function computeDefinitionDigest({ declared, resources, absent, policy }: DefinitionContent): string {
  const types = declared
    .map(({ type, only, except }) =>
      toCanonicalJson({ type, only: only ?? null, ...(except && { except: except.map((rule): JsonObject => ({ ...rule })) }) }),
    )
    .sort();
  const normalizedResources = resources.map((resource) => toCanonicalJson(normalizeResource(resource))).sort();
  const absentResources = absent.map((resource) => toCanonicalJson(normalizeResource(resource))).sort();
  const content = [types, normalizedResources, normalizePolicy(policy), ...(absent.length === 0 ? [] : [absentResources])];
  return createHash('sha256').update(toCanonicalJson(content)).digest('hex');
}

/**
 * All of the policy belongs to the digest: a saved plan was judged by it, so it must not be applied under another one. Accepted findings
 * decide what policies see.
 */
function normalizePolicy(policy: Policy): JsonObject {
  const { tenant, prune, protect, ignore, limits, environment, profile, approvals, accept, policies, rules } = policy;
  const copyLimit = (value: Limit): JsonObject => ({ ...value });
  const sortStrings = (list: readonly string[]): readonly string[] => [...list].sort();
  return {
    tenant: tenant ?? null,
    prune: sortStrings(prune),
    protect: sortStrings(protect),
    ignore: sortStrings(ignore),
    limits: { delete: copyLimit(limits.delete), update: copyLimit(limits.update) },
    environment,
    profile: profile ?? null,
    approvals: sortStrings(approvals),
    ...(rules && { rules: rules.map(({ rule, severity }) => `${rule} ${severity}`).sort() }),
    accept: accept
      .map(({ rule, address, reason, until }) => toCanonicalJson({ rule, address, reason, until: until ?? null }))
      .sort(),
    policies: policies.map(({ id, effect, when, says }) => toCanonicalJson({ id, effect, when, says: says ?? null })).sort(),
  };
}

function normalizeResource(resource: DeclaredResource): JsonObject {
  const { address, fields, relations, renamedFrom, pinnedId, welcome, secrets } = resource;
  const all = { ...fields, ...relations };
  const values = Object.keys(secrets).length === 0 ? all : replaceSecrets(all, secrets, '');
  return { address, values, ...(renamedFrom && { renamedFrom }), ...(pinnedId && { pinnedId }), ...(welcome && { welcome }) };
}

function replaceSecrets(value: JsonValue, secrets: DeclaredResource['secrets'], at: Pointer): JsonValue {
  const secret = secrets[at];
  if (secret) return { $secret: secret.kind === 'template' ? secret.template : null };
  if (isArray(value)) return value.map((item, index) => replaceSecrets(item, secrets, `${at}/${index}`));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, replaceSecrets(item, secrets, `${at}/${escapeStep(name)}`)]),
  );
}
