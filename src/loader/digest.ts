import { createHash } from 'node:crypto';
import type { DeclaredResource, DeclaredType, Limit, Policy } from '../model/definition/definition.ts';
import { canonical, isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json.ts';
import { escapeStep, type Pointer } from '../model/json/pointer.ts';

/** SHA-256 over what a definition means: the same for any layout, order of members, files and comments. Secrets count by their source. */
export function digestOf(declared: readonly DeclaredType[], resources: readonly DeclaredResource[], policy: Policy): string {
  const types = declared
    .map(({ type, only, except }) =>
      canonical({ type, only: only ?? null, ...(except && { except: except.map((rule): JsonObject => ({ ...rule })) }) }),
    )
    .sort();
  const meanings = resources.map((resource) => canonical(meaningOf(resource))).sort();
  return createHash('sha256')
    .update(canonical([types, meanings, policyMeaning(policy)]))
    .digest('hex');
}

function policyMeaning({ tenant, prune, protect, ignore, limits }: Policy): JsonObject {
  const limit = (value: Limit): JsonObject => ({ ...value });
  const sorted = (list: readonly string[]): readonly string[] => [...list].sort();
  return {
    tenant: tenant ?? null,
    prune: sorted(prune),
    protect: sorted(protect),
    ignore: sorted(ignore),
    limits: { delete: limit(limits.delete), update: limit(limits.update) },
  };
}

function meaningOf(resource: DeclaredResource): JsonObject {
  const { address, fields, relations, renamedFrom, pinnedId, secrets } = resource;
  const values = withoutSecrets({ ...fields, ...relations }, secrets, '');
  return { address, values, ...(renamedFrom && { renamedFrom }), ...(pinnedId && { pinnedId }) };
}

function withoutSecrets(value: JsonValue, secrets: DeclaredResource['secrets'], at: Pointer): JsonValue {
  const secret = secrets[at];
  if (secret) return { $secret: secret.kind === 'template' ? secret.template : null };
  if (isArray(value)) return value.map((item, index) => withoutSecrets(item, secrets, `${at}/${index}`));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withoutSecrets(item, secrets, `${at}/${escapeStep(name)}`)]),
  );
}
