import type { ChangedResource, ImpactAnswer, ImpactPredicate } from '../impact-question.ts';
import { canMeet, isCoveredBy, matchesEveryRequest, type NetworkRule, readNetworkRule } from './acl-rules.ts';

const MORE_STOPPED: ImpactAnswer = { is: 'tightens', says: 'More requests are blocked or redirected.' };
const ALL_STOPPED: ImpactAnswer = {
  is: 'tightens',
  says: 'All requests in the scope of the rule are blocked or redirected.',
};
const FEWER_STOPPED: ImpactAnswer = {
  is: 'widens',
  says: 'Requests that were blocked or redirected can now reach the tenant.',
};
const OTHERS_STOPPED: ImpactAnswer = {
  is: 'widens',
  says: 'Different requests are blocked or redirected; some that were stopped can now reach the tenant.',
};
const NO_EFFECT: ImpactAnswer = { is: 'cosmetic', says: 'The same requests reach the tenant as before.' };

/**
 * Works out from action, conditions, scope and priority whether more or fewer requests reach the tenant. An allowing rule does so only where
 * a blocking one comes after it.
 */
export const compareNetworkRules: ImpactPredicate = ({ resource }) => {
  const before = readNetworkRule(resource.before);
  const after = readNetworkRule(resource.after);
  const [left, entered] = [computeEffect(before, resource, 'before'), computeEffect(after, resource, 'after')];
  if (left === entered) return left === 'none' ? NO_EFFECT : compareReach(before, after, resource);
  if (entered === 'block') return matchesEveryRequest(after) ? ALL_STOPPED : MORE_STOPPED;
  if (left === 'block' || entered === 'allow') return FEWER_STOPPED;
  return MORE_STOPPED;
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
  const [more, fewer] = after.effect === 'block' ? [MORE_STOPPED, FEWER_STOPPED] : [FEWER_STOPPED, MORE_STOPPED];
  const [isWider, isNarrower] = [isCoveredBy(before, after), isCoveredBy(after, before)];
  if (!isWider && !isNarrower) return OTHERS_STOPPED;
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
