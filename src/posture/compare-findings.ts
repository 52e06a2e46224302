import { type Finding, getFindingKey, type PlanFindings } from '../model/plan/finding.ts';

/** Compares what the rules find before and after a plan. */
export function comparePlanFindings(before: readonly Finding[], after: readonly Finding[]): PlanFindings {
  const known = new Set(before.map(getFindingKey));
  const left = new Set(after.map(getFindingKey));
  const counted = before.filter(({ accepted }) => !accepted);
  return {
    added: after.filter((finding) => !known.has(getFindingKey(finding))),
    ended: counted.filter((finding) => !left.has(getFindingKey(finding))).length,
    before: counted.length,
  };
}
