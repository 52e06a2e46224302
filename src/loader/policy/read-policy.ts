import { DEFAULT_POLICY, type Policy } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { getDefinitionSchema } from '../../schema/load-schema.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import { validateTree } from '../check/validate-tree.ts';
import { createError } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getValidator } from '../load-validator.ts';
import { describeKind, getMember, getText, type MapTree, type Tree, type TreeMember } from '../text/definition-tree.ts';
import { applyOverlay } from '../text/overlay.ts';
import { parseAddressPattern, parseLimit, parsePrunedType } from './parse-policy-items.ts';

/**
 * Reads `reconcile:` from all files. Each member may occur once in a layer; later layers override earlier ones. Invalid items are skipped:
 * their errors make the load fail, so the incomplete policy is never used.
 * @param declared names of the declared types
 */
export async function readPolicy(
  context: LoadContext,
  layers: readonly (readonly TreeMember[])[],
  declared: ReadonlySet<string>,
): Promise<Policy> {
  const merged = layers
    .map((layer) => joinPolicies(context, layer))
    .reduce<MapTree | undefined>((below, above) => {
      if (!below || !above) return above ?? below;
      return applyOverlay(below, above);
    }, undefined);
  if (!merged) return DEFAULT_POLICY;
  const validator = await getValidator('reconcile');
  const findings = [
    ...findSecrets(merged).map(createPolicySecretError),
    ...validateTree(validator, merged, getPolicyShape(), { subject: 'policy', catalogue: context.catalogue }),
  ];
  for (const finding of findings) context.findings.push(finding);
  return buildPolicy(context, merged, declared);
}

function findSecrets(tree: Tree): readonly Tree[] {
  if (tree.kind === 'list') return tree.items.flatMap(findSecrets);
  if (tree.kind === 'map') return [...tree.members.values()].flatMap(({ value }) => findSecrets(value));
  return tree.secret ? [tree] : [];
}

/** Plans show the policy to everybody who reads them. */
const createPolicySecretError = ({ span }: Tree) =>
  createError('wrong-value', span, 'A policy cannot contain a secret, because plans show it', { hint: `Use \${env:…} instead.` });

function getPolicyShape(): Shape {
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
  const tenant = getText(getMember(tree, 'tenant'));
  const limits = getMember(tree, 'limits');
  return {
    ...DEFAULT_POLICY,
    ...omitUndefined({ tenant }),
    prune: listTextItems(tree, 'prune').flatMap((item) => parsePrunedType(context, item, declared) ?? []),
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
