import type { AcceptedFinding, PolicyRule, RuleSeverity } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { SEVERITIES } from '../../model/plan/finding.ts';
import { IMPACT_CLASSES, type ImpactClass } from '../../model/plan/impact.ts';
import { createError, toFilePlace } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getMember, getText, type ScalarTree, type Tree } from '../text/definition-tree.ts';
import { parseAddressPattern } from './parse-policy-items.ts';

/** Reads `reconcile.require`: the impacts that need `--allow`. */
export const readApprovals = (tree: Tree | undefined): readonly ImpactClass[] =>
  IMPACT_CLASSES.filter((name) => getText(getMember(tree, name)) === 'approval');

/** Reads `reconcile.rules`: how serious rules are. Values that its schema refuses are left out. */
export function readRuleSeverities(tree: Tree | undefined): readonly RuleSeverity[] {
  if (tree?.kind !== 'map') return [];
  return [...tree.members].flatMap(([rule, { key, value }]) => {
    const severity = RULE_SEVERITIES.find((name) => name === getText(value));
    return severity === undefined ? [] : [{ rule, severity, origin: toFilePlace(key) }];
  });
}

const RULE_SEVERITIES = [...SEVERITIES, 'off'] as const;

/** Reads `reconcile.accept`. Items that its schema refuses are left out. */
export const readAccepted = (context: LoadContext, tree: Tree | undefined): readonly AcceptedFinding[] =>
  listItems(tree).flatMap((item) => {
    const rule = getText(getMember(item, 'rule'));
    const pattern = getMember(item, 'address');
    const address = pattern && getText(pattern) !== undefined ? parseAddressPattern(context, pattern) : undefined;
    const reason = getText(getMember(item, 'reason'));
    const until = getMember(item, 'until');
    if (rule === undefined || address === undefined || reason === undefined) return [];
    if (until) checkDate(context, until);
    const origin = toFilePlace(item.span);
    return [{ rule, address, reason, ...omitUndefined({ until: getText(until) }), origin }];
  });

function checkDate(context: LoadContext, tree: Tree): void {
  const text = getText(tree);
  // The schema has checked the pattern. What remains is a day that no calendar has.
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return;
  context.findings.push(createError('wrong-value', tree.span, `There is no day ${text}`, { expected: 'a date: 2027-01-31' }));
}

/** A policy, with the text of its condition. */
export interface ReadPolicyRule {
  readonly rule: PolicyRule;
  readonly condition: ScalarTree;
}

/** Reads `reconcile.policies`. A policy of a later layer replaces an earlier one with the same id, in its place. */
export function readPolicyRules(context: LoadContext, layers: readonly Tree[]): readonly ReadPolicyRule[] {
  const rules = new Map<string, ReadPolicyRule>();
  for (const layer of layers) {
    const ids = new Set<string>();
    for (const item of listItems(layer)) {
      const read = readPolicyRule(context, item);
      if (!read) continue;
      if (ids.has(read.rule.id))
        context.findings.push(createError('duplicate-resource', item.span, `The policy "${read.rule.id}" is declared twice`));
      ids.add(read.rule.id);
      rules.set(read.rule.id, read);
    }
  }
  return [...rules.values()];
}

function readPolicyRule(context: LoadContext, item: Tree): ReadPolicyRule | undefined {
  const id = getText(getMember(item, 'id'));
  const refuse = getMember(item, 'refuse');
  const warn = getMember(item, 'warn');
  if (item.kind !== 'map' || id === undefined) return undefined;
  if ((refuse === undefined) === (warn === undefined)) {
    const message = `The policy "${id}" must have either "refuse" or "warn"`;
    context.findings.push(createError('wrong-value', item.span, message, { expected: 'one of the two, with a condition' }));
    return undefined;
  }
  const condition = refuse ?? warn;
  if (condition?.kind !== 'scalar' || typeof condition.value !== 'string') return undefined;
  const says = getText(getMember(item, 'say'));
  return {
    rule: {
      id,
      effect: refuse ? 'refuse' : 'warn',
      when: condition.value,
      ...omitUndefined({ says }),
      origin: toFilePlace(condition.span),
    },
    condition,
  };
}

const listItems = (tree: Tree | undefined): readonly Tree[] => (tree?.kind === 'list' ? tree.items : []);
