import type { ChangedResource, ImpactAnswer, ImpactPredicate } from '../impact-question.ts';
import { canMeet, isCoveredBy, matchesEveryRequest, type NetworkRule, readNetworkRule } from './acl-rules.ts';

const MORE_REFUSED: ImpactAnswer = { is: 'tightens', says: 'More requests are refused.', field: '' };
const ALL_REFUSED: ImpactAnswer = { is: 'tightens', says: 'All requests in the scope of the rule are refused.', field: '' };
const FEWER_REFUSED: ImpactAnswer = { is: 'widens', says: 'Requests that were refused are let through.', field: '' };
const OTHERS_REFUSED: ImpactAnswer = {
  is: 'widens',
  says: 'Other requests are refused than before, and some get through.',
  field: '',
};
const NO_EFFECT: ImpactAnswer = { is: 'cosmetic', says: 'The same requests get through as before.', field: '' };

/**
 * Works out from action, conditions, scope and priority whether more or fewer requests reach the tenant. An allowing rule does so only where
 * a blocking one comes after it.
 */
export const compareNetworkRules: ImpactPredicate = ({ resource }) => {
  const before = readNetworkRule(resource.before);
  const after = readNetworkRule(resource.after);
  const [left, entered] = [computeEffect(before, resource, 'before'), computeEffect(after, resource, 'after')];
  if (left === entered) return left === 'none' ? NO_EFFECT : compareReach(before, after, resource);
  if (entered === 'block') return matchesEveryRequest(after) ? ALL_REFUSED : MORE_REFUSED;
  if (left === 'block' || entered === 'allow') return FEWER_REFUSED;
  return MORE_REFUSED;
};

function computeEffect(rule: NetworkRule, resource: ChangedResource, side: 'before' | 'after'): NetworkRule['effect'] {
  if (rule.effect !== 'allow') return rule.effect;
  const isExempting = listRules(resource, side).some(
    (other) => other.effect === 'block' && other.priority > rule.priority && canMeet(rule, other),
  );
  return isExempting ? 'allow' : 'none';
}

const listRules = (resource: ChangedResource, side: 'before' | 'after'): readonly NetworkRule[] =>
  resource.listSiblings(side).map(readNetworkRule);

/** Compares which requests two versions of a rule with the same effect reach. */
function compareReach(before: NetworkRule, after: NetworkRule, resource: ChangedResource): ImpactAnswer {
  const [more, fewer] = after.effect === 'block' ? [MORE_REFUSED, FEWER_REFUSED] : [FEWER_REFUSED, MORE_REFUSED];
  const [isWider, isNarrower] = [isCoveredBy(before, after), isCoveredBy(after, before)];
  if (!isWider && !isNarrower) return OTHERS_REFUSED;
  if (isWider && isNarrower) return comparePriorities(before, after, resource, more, fewer);
  return isWider ? more : fewer;
}

/** A rule that moves ahead of one with the opposite effect wins where both match. */
function comparePriorities(
  before: NetworkRule,
  after: NetworkRule,
  resource: ChangedResource,
  more: ImpactAnswer,
  fewer: ImpactAnswer,
): ImpactAnswer {
  const [low, high] = [before.priority, after.priority].sort((a, b) => a - b);
  const isPassing = listRules(resource, 'after').some(
    ({ effect, priority, ...other }) =>
      effect !== 'none' &&
      effect !== after.effect &&
      priority > (low ?? 0) &&
      priority < (high ?? 0) &&
      canMeet(after, { effect, priority, ...other }),
  );
  if (!isPassing) return NO_EFFECT;
  return after.priority < before.priority ? more : fewer;
}
