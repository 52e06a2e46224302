import type { JsonObject } from '../../model/json/json-value.ts';
import type { Fault, FaultPlan } from './fault-rule.ts';
import { type FaultCandidate, FaultRuleState } from './fault-rule-state.ts';

/** What is to happen to one request. */
export interface RequestFault {
  readonly latencyMs: number;
  readonly fault: Fault | undefined;
}

const isLatency = (fault: Fault): fault is { readonly latencyMs: number } => typeof fault === 'object' && 'latencyMs' in fault;

/** The rules in force. All of them count a request that they match; the first of those whose turn it is decides, delays add up. */
export class FaultInjector {
  readonly #defaultSeed: string;
  #seed = '';
  #rules: readonly FaultRuleState[] = [];

  constructor(defaultSeed: string, plan: FaultPlan = { rules: [] }) {
    this.#defaultSeed = defaultSeed;
    this.setPlan(plan);
  }

  setPlan(plan: FaultPlan): void {
    const seed = String(plan.seed ?? this.#defaultSeed);
    this.#seed = seed;
    this.#rules = plan.rules.map((rule, index) => new FaultRuleState(rule, `${seed}:${index}`));
  }

  chooseFault(request: FaultCandidate): RequestFault {
    const faults = this.#rules.map((rule) => rule.takeFault(request)).filter((fault) => fault !== undefined);
    const latencyMs = faults.filter(isLatency).reduce((sum, fault) => sum + fault.latencyMs, 0);
    return { latencyMs, fault: faults.find((fault) => !isLatency(fault)) };
  }

  /** The seed, so that a failure can be repeated, and what each rule has seen and hit. */
  countHits = (): JsonObject => ({ seed: this.#seed, rules: this.#rules.map((rule) => rule.countHits()) });
}
