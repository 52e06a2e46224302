import { createHash } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { Fault, FaultRule } from './fault-rule.ts';

/** A request as rules see it. */
export interface FaultCandidate {
  readonly method: string;
  /** Below `/api/v2`, as sent; or `/oauth/token`. */
  readonly path: string;
  /** Template of the path, where it is known. */
  readonly template: string | undefined;
}

/** What a parameter is called does not matter: `/roles/{id}` and `/roles/{role}` are the same. */
const stripParameterNames = (template: string): string => template.replaceAll(/\{[^}]*\}/g, '{}');

/** `*` stands for one step, `**` for any number, `{…}` for a parameter of a template. Everything else stands for itself. */
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

/** Without a path: everything of the API, but not the token endpoint. */
const ANY_API = /^(?!\/oauth\/)/;

/** A rule with what it has seen. */
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

  /** The fault, if it is this request's turn. */
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
    // A read cannot make reads stale: counting it would make `nth` hard to say.
    if (typeof fault === 'object' && 'staleReadsMs' in fault && method === 'GET') return false;
    return this.#pattern.test(path) || (template !== undefined && this.#pattern.test(stripParameterNames(template)));
  }

  #isTurn(): boolean {
    const { nth, every, probability, times } = this.#rule;
    if (times !== undefined && this.#hits >= times) return false;
    if (nth !== undefined && this.#matched !== nth) return false;
    if (every !== undefined && this.#matched % every !== 0) return false;
    return probability === undefined || this.#drawChance() < probability;
  }

  /** From 0 to 1; depends on nothing but the seed and how many requests have matched. */
  #drawChance(): number {
    const bytes = createHash('sha256').update(`${this.#seed}:${this.#matched}`).digest();
    return bytes.readUInt32BE(0) / 2 ** 32;
  }
}
