import { DEFAULT_POLICY, type Policy } from '../../model/definition/definition.ts';
import { definitionSchema } from '../../schema/load.ts';
import type { Shape } from '../../schema/walk.ts';
import { validate } from '../check/validate-tree.ts';
import { mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { validatorOf } from '../load-validator.ts';
import { overlaid } from '../text/overlay.ts';
import { kindOf, type Mapping, type Member, memberOf, type Tree, textOf } from '../text/tree.ts';
import { limitIn, patternIn, prunedIn } from './policy-words.ts';

/**
 * `reconcile:` of all files: within one layer each member stands once, later layers lay over earlier ones. Where something is wrong
 * with it the load fails, so what is left out of it then is never used.
 */
export async function readPolicy(
  reading: Reading,
  layers: readonly (readonly Member[])[],
  declared: ReadonlySet<string>,
): Promise<Policy> {
  const whole = layers
    .map((layer) => joined(reading, layer))
    .reduce<Mapping | undefined>((below, above) => {
      if (!below || !above) return above ?? below;
      return overlaid(below, above);
    }, undefined);
  if (!whole) return DEFAULT_POLICY;
  const validator = await validatorOf('reconcile');
  const findings = [...secretsIn(whole).map(misplaced), ...validate(validator, whole, policyShape(), { subject: 'policy' })];
  for (const finding of findings) reading.findings.push(finding);
  return policyOf(reading, whole, declared);
}

function secretsIn(tree: Tree): readonly Tree[] {
  if (tree.kind === 'list') return tree.items.flatMap(secretsIn);
  if (tree.kind === 'map') return [...tree.members.values()].flatMap(({ value }) => secretsIn(value));
  return tree.secret ? [tree] : [];
}

/** A policy is shown to everybody who reads a plan. */
const misplaced = ({ span }: Tree) =>
  mistake('wrong-value', span, 'A secret has no place in a policy', { hint: `Use \${env:…} instead.` });

function policyShape(): Shape {
  const root = definitionSchema();
  return { schema: root.$defs?.reconcile ?? root, root };
}

function joined(reading: Reading, layer: readonly Member[]): Mapping | undefined {
  const members = new Map<string, Member>();
  for (const { value } of layer) {
    if (value.kind !== 'map') {
      reading.findings.push(mistake('wrong-type', value.span, `"reconcile" holds ${kindOf(value)}`, { expected: 'a map' }));
      continue;
    }
    for (const [name, member] of value.members) {
      if (!members.has(name)) members.set(name, member);
      else
        reading.findings.push(
          mistake('duplicate-resource', member.key, `"reconcile.${name}" is set in two files of one definition`),
        );
    }
  }
  const [first] = layer;
  return first && { kind: 'map', members, span: first.value.span };
}

function policyOf(reading: Reading, tree: Mapping, declared: ReadonlySet<string>): Policy {
  const tenant = textOf(memberOf(tree, 'tenant'));
  const limits = memberOf(tree, 'limits');
  return {
    ...(tenant !== undefined && { tenant }),
    prune: itemsOf(tree, 'prune').flatMap((item) => prunedIn(reading, item, declared) ?? []),
    protect: itemsOf(tree, 'protect').flatMap((item) => patternIn(reading, item) ?? []),
    ignore: itemsOf(tree, 'ignore').flatMap((item) => patternIn(reading, item) ?? []),
    limits: {
      delete: limitIn(memberOf(limits, 'delete')) ?? DEFAULT_POLICY.limits.delete,
      update: limitIn(memberOf(limits, 'update')) ?? DEFAULT_POLICY.limits.update,
    },
  };
}

function itemsOf(tree: Mapping, name: string): readonly Tree[] {
  const list = memberOf(tree, name);
  return list?.kind === 'list' ? list.items.filter((item) => textOf(item) !== undefined && secretsIn(item).length === 0) : [];
}
