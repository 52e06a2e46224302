import { isTenantDomain, parseDomain } from '../../management-api/auth/tenant-domain.ts';
import { DEFAULT_POLICY, type Policy, TENANT_ENVIRONMENTS } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { getDefinitionSchema } from '../../schema/load-schema.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import { validateTree } from '../check/validate-tree.ts';
import { createError } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getValidator } from '../load-validator.ts';
import { describeKind, getMember, getText, type MapTree, type Tree, type TreeMember } from '../text/definition-tree.ts';
import { applyOverlay } from '../text/overlay.ts';
import { createExpressionLocator, type LocateExpression } from './expression-places.ts';
import { parseAddressPattern, parseLimit, parsePrunedItem } from './parse-policy-items.ts';
import { readAccepted, readApprovals, readPolicyRules, readRuleSeverities } from './read-conditions.ts';

/** The policy of a definition, and where its conditions are written. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly locateExpression: LocateExpression;
}

/**
 * Reads `reconcile:` from all files. Each member may occur once in a layer; later layers override earlier ones, except that `accept` and
 * `policies` add to them. The policy of a project's tenant is the last layer. Invalid items are skipped: their errors make the load fail, so the incomplete policy is never used.
 * @param declared names of the declared types
 */
export async function readPolicy(
  context: LoadContext,
  layers: readonly (readonly TreeMember[])[],
  declared: ReadonlySet<string>,
): Promise<ReadPolicy> {
  const { target } = context;
  const joined = [...layers.flatMap((layer) => joinPolicies(context, layer) ?? []), ...(target?.policy ? [target.policy] : [])];
  const validator = await getValidator('reconcile');
  for (const tree of joined) {
    const findings = [
      ...findSecrets(tree).map(createPolicySecretError),
      ...validateTree(validator, tree, getPolicyShape(), { subject: 'policy', catalogue: context.catalogue }),
    ];
    for (const finding of findings) context.findings.push(finding);
  }
  const merged = joined.reduce<MapTree | undefined>((below, above) => (below ? applyOverlay(below, above) : above), undefined);
  const listMembers = (name: string): readonly Tree[] => joined.flatMap((tree) => getMember(tree, name) ?? []);
  const rules = readPolicyRules(context, listMembers('policies'));
  return {
    policy: {
      ...(merged ? buildPolicy(context, merged, declared) : DEFAULT_POLICY),
      accept: listMembers('accept').flatMap((tree) => readAccepted(context, tree)),
      policies: rules.map(({ rule }) => rule),
      ...omitUndefined({ tenant: bindToTenant(context, getMember(merged, 'tenant')) }),
    },
    locateExpression: createExpressionLocator(new Map(rules.map(({ rule, condition }) => [rule.id, condition]))),
  };
}

/** Returns the domain of the only tenant that the definition is for: that of the project's tenant, with which the files must agree. */
function bindToTenant({ target, findings }: LoadContext, declared: Tree | undefined): string | undefined {
  const tenant = getText(declared);
  const site = target && parseDomain(target.domain);
  if (!target || !site?.ok || !isTenantDomain(site.value)) return tenant;
  const { host } = site.value;
  if (declared && tenant?.toLowerCase() !== host)
    findings.push(
      createError('guard-tenant', declared.span, `reconcile.tenant is ${tenant}, but ${target.name} is ${host}`, {
        hint: 'Remove reconcile.tenant from files that several tenants share.',
      }),
    );
  return host;
}

function findSecrets(tree: Tree): readonly Tree[] {
  if (tree.kind === 'list') return tree.items.flatMap(findSecrets);
  if (tree.kind === 'map') return [...tree.members.values()].flatMap(({ value }) => findSecrets(value));
  return tree.secret ? [tree] : [];
}

/** Plans show the policy to everybody who reads them. */
const createPolicySecretError = ({ span }: Tree) =>
  createError('wrong-value', span, 'A policy cannot contain a secret, because plans show it', { hint: `Use \${env:…} instead.` });

export function getPolicyShape(): Shape {
  const root = getDefinitionSchema();
  return { schema: root.$defs?.reconcile ?? root, root };
}

function joinPolicies(context: LoadContext, layer: readonly TreeMember[]): MapTree | undefined {
  const members = new Map<string, TreeMember>();
  for (const { value } of layer) {
    if (value.kind !== 'map') {
      context.findings.push(
        createError('wrong-type', value.span, `"reconcile" is ${describeKind(value)}`, { expected: 'a map' }),
      );
      continue;
    }
    for (const [name, member] of value.members) {
      if (!members.has(name)) members.set(name, member);
      else
        context.findings.push(
          createError('duplicate-resource', member.key, `"reconcile.${name}" is set in two files of the same layer`),
        );
    }
  }
  const [first] = layer;
  return first && { kind: 'map', members, span: first.value.span };
}

function buildPolicy(context: LoadContext, tree: MapTree, declared: ReadonlySet<string>): Policy {
  const limits = getMember(tree, 'limits');
  const environment = TENANT_ENVIRONMENTS.find((name) => name === getText(getMember(tree, 'environment')));
  const rules = readRuleSeverities(getMember(tree, 'rules'));
  const isRegulated = getText(getMember(tree, 'profile')) === 'regulated';
  return {
    ...DEFAULT_POLICY,
    ...omitUndefined({ environment }),
    ...(isRegulated && { profile: 'regulated' as const }),
    approvals: readApprovals(getMember(tree, 'require')),
    ...(rules.length > 0 && { rules }),
    prune: listTextItems(tree, 'prune').flatMap((item) => parsePrunedItem(context, item, declared) ?? []),
    protect: listTextItems(tree, 'protect').flatMap((item) => parseAddressPattern(context, item) ?? []),
    ignore: listTextItems(tree, 'ignore').flatMap((item) => parseAddressPattern(context, item) ?? []),
    limits: {
      delete: parseLimit(getMember(limits, 'delete')) ?? DEFAULT_POLICY.limits.delete,
      update: parseLimit(getMember(limits, 'update')) ?? DEFAULT_POLICY.limits.update,
    },
  };
}

function listTextItems(tree: MapTree, name: string): readonly Tree[] {
  const list = getMember(tree, name);
  return list?.kind === 'list' ? list.items.filter((item) => getText(item) !== undefined && findSecrets(item).length === 0) : [];
}
