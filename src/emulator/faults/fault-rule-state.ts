import { createHash } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { Fault, FaultRule } from './fault-rule.ts';

/** The parts of a request that fault rules match. */
export interface FaultCandidate {
  readonly method: string;
  /** The path as sent, without `/api/v2`; or `/oauth/token`. */
  readonly path: string;
  /** Path template of the operation; `undefined` if the API has no such operation. */
  readonly template: string | undefined;
}

/** Makes templates comparable whatever their parameters are named: `/roles/{id}` equals `/roles/{role}`. */
const stripParameterNames = (template: string): string => template.replaceAll(/\{[^}]*\}/g, '{}');

/** Converts a rule's path: `*` matches one segment, `**` any number, `{…}` a parameter of a template. */
function toPathPattern(glob: string): RegExp {
  const path = glob.startsWith('/api/v2/') ? glob.slice('/api/v2'.length) : glob;
  const parts = stripParameterNames(path)
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === '**') return '.*';
      return part === '*' ? '[^/]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
    });
  return new RegExp(`^${parts.join('')}$`);
}

/** A rule without a path matches all API requests, but not the token endpoint. */
const ANY_API = /^(?!\/oauth\/)/;

/** A fault rule and its counters. */
export class FaultRuleState {
  readonly #rule: FaultRule;
  readonly #seed: string;
  readonly #pattern: RegExp;
  #matched = 0;
  #hits = 0;

  constructor(rule: FaultRule, seed: string) {
    this.#rule = rule;
    this.#seed = seed;
    this.#pattern = rule.path === undefined ? ANY_API : toPathPattern(rule.path);
  }

  /** Counts the request if it matches. Returns the fault if the rule applies to it. */
  takeFault(request: FaultCandidate): Fault | undefined {
    if (!this.#isMatch(request)) return undefined;
    this.#matched += 1;
    if (!this.#isTurn()) return undefined;
    this.#hits += 1;
    return this.#rule.fault;
  }

  countHits = (): JsonObject => ({ rule: JSON.parse(JSON.stringify(this.#rule)), matched: this.#matched, hits: this.#hits });

  #isMatch({ method, path, template }: FaultCandidate): boolean {
    const { fault } = this.#rule;
    if (this.#rule.method !== undefined && this.#rule.method !== method) return false;
    // Only writes cause stale reads, so `nth` and `every` of such a rule count writes only.
    if (typeof fault === 'object' && ('staleReadsMs' in fault || 'staleSearchMs' in fault) && method === 'GET') return false;
    return this.#pattern.test(path) || (template !== undefined && this.#pattern.test(stripParameterNames(template)));
  }

  #isTurn(): boolean {
    const { nth, every, probability, times } = this.#rule;
    if (times !== undefined && this.#hits >= times) return false;
    if (nth !== undefined && this.#matched !== nth) return false;
    if (every !== undefined && this.#matched % every !== 0) return false;
    return probability === undefined || this.#drawChance() < probability;
  }

  /** Draws a number from 0 to 1, determined by the seed and the number of matches. */
  #drawChance(): number {
    const bytes = createHash('sha256').update(`${this.#seed}:${this.#matched}`).digest();
    return bytes.readUInt32BE(0) / 2 ** 32;
  }
}
