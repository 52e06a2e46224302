import { DEFAULT_POLICY, type Limit, type Policy } from '../model/definition.ts';
import { nearest } from '../model/nearest.ts';
import { schemaOf } from '../schema/load.ts';
import type { Shape } from '../schema/walk.ts';
import { mistake } from './findings.ts';
import { overlaid } from './overlay.ts';
import type { Reading } from './reading.ts';
import { typeNames, typeOfKey } from './top-level.ts';
import { kindOf, type Mapping, type Member, memberOf, type Tree, textOf } from './tree.ts';
import { validate } from './validate.ts';
import { validatorOf } from './validators.ts';

/**
 * `reconcile:` of all files: within one layer each member stands once, later layers lay over earlier ones. Where something is wrong
 * with it the load fails, so what is left out of it then is never used.
 */
export async function readPolicy(reading: Reading, layers: readonly (readonly Member[])[]): Promise<Policy> {
  const whole = layers
    .map((layer) => joined(reading, layer))
    .reduce<Mapping | undefined>((below, above) => {
      if (!below || !above) return above ?? below;
      return overlaid(below, above);
    }, undefined);
  if (!whole) return DEFAULT_POLICY;
  const validator = await validatorOf('reconcile');
  const findings = [...secretsIn(whole).map(misplaced), ...validate(validator, whole, policyShape(), 'policy')];
  for (const finding of findings) reading.findings.push(finding);
  return policyOf(reading, whole);
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
  const root = schemaOf('tenant');
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

function policyOf(reading: Reading, tree: Mapping): Policy {
  const tenant = textOf(memberOf(tree, 'tenant'));
  const limits = memberOf(tree, 'limits');
  return {
    ...(tenant !== undefined && { tenant }),
    prune: itemsOf(tree, 'prune').flatMap((item) => typeIn(reading, item) ?? []),
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

/** Names of the whole type only: who prunes `databases` must not lose other connections by it. */
function typeIn(reading: Reading, item: Tree): string | undefined {
  const name = textOf(item) ?? '';
  const known = typeOfKey(name);
  if (known && Object.keys(known.implied).length === 0) return known.type.type;
  const near = known?.type.type ?? nearest(name, typeNames());
  const message = known ? `"${name}" is a part of ${near}: only whole types are pruned` : `There is no resource type "${name}"`;
  reading.findings.push(
    mistake(known ? 'wrong-value' : 'unknown-type', item.span, message, { hint: near && `Did you mean "${near}"?` }),
  );
  return undefined;
}

/** `clients/Portal`, `databases/*`: the type before the slash must be one; its other names are read as the type's own. */
function patternIn(reading: Reading, item: Tree): string | undefined {
  const pattern = textOf(item) ?? '';
  const slash = pattern.indexOf('/');
  const name = slash < 0 ? pattern : pattern.slice(0, slash);
  if (name === '' || name.includes('*')) return pattern;
  const known = typeOfKey(name);
  if (known) return known.type.type + pattern.slice(name.length);
  const near = nearest(name, typeNames());
  const advice = { expected: 'a type, a slash and a key: clients/Portal', hint: near && `Did you mean "${near}"?` };
  reading.findings.push(mistake('unknown-type', item.span, `There is no resource type "${name}"`, advice));
  return undefined;
}

function limitIn(tree: Tree | undefined): Limit | undefined {
  if (tree?.kind !== 'scalar') return undefined;
  if (typeof tree.value === 'number') return { kind: 'count', count: tree.value };
  return typeof tree.value === 'string' ? { kind: 'share', percent: Number(tree.value.replace('%', '')) } : undefined;
}
