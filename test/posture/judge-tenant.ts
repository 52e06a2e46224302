import { DEFAULT_POLICY, type Policy } from '../../src/model/definition/definition.ts';
import { CEL_FUNCTIONS } from '../../src/posture/functions/cel-functions.ts';
import { createJudge, type JudgeOptions, type Judgment } from '../../src/posture/judge/judge-rules.ts';
import { RULES } from '../../src/posture/rules/all-rules.ts';
import type { TenantView } from '../../src/posture/tenant-view.ts';

const judge = createJudge(RULES, CEL_FUNCTIONS);

/** Asks every rule about a tenant; in production, unless the policy says otherwise. */
export const judgeTenant = (
  view: TenantView,
  policy: Partial<Policy> = {},
  knowledge: JudgeOptions['knowledge'] = 'effective',
): Judgment => judge(view, { policy: { ...DEFAULT_POLICY, ...policy }, now: new Date('2026-12-01'), knowledge });

/** The findings as lines, sorted: severity, rule, address. */
export const listFindings = ({ findings }: Judgment): readonly string[] =>
  findings.map(({ severity, rule, address }) => `${severity} ${rule} ${address}`).sort();
