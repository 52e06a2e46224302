import type { JsonObject } from '../../model/json/json-value.ts';
import type { Fault, FaultPlan } from './fault-rule.ts';
import { type FaultCandidate, FaultRuleState } from './fault-rule-state.ts';

/** The fault to inject into one request, if any. */
export interface RequestFault {
  readonly latencyMs: number;
  readonly fault: Fault | undefined;
}

const isLatency = (fault: Fault): fault is { readonly latencyMs: number } => typeof fault === 'object' && 'latencyMs' in fault;

/**
 * Chooses the fault of each request. Every rule counts the requests that it matches. Of the rules that apply to a request, the
 * first one decides; latencies of all of them add up.
 */
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

  /** Returns the seed, with which a failure can be repeated, and per rule how many requests it matched and hit. */
  countHits = (): JsonObject => ({ seed: this.#seed, rules: this.#rules.map((rule) => rule.countHits()) });
}
