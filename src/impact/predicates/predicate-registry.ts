import type { ImpactPredicate } from '../impact-question.ts';
import { compareNetworkRules } from './acl-effect.ts';
import { detectDelegation, detectPublicApplication, detectThirdParty, nameRiskyGrant } from './applications.ts';
import { compareBindings, detectCustomProvider, findLoginPath } from './code-paths.ts';
import { compareCountries } from './countries.ts';
import { detectOpenApi, findGrantsOfAllScopes, namePrivilegedScopes, nameTakeoverScopes } from './gained-scopes.ts';
import { compareInMinutes } from './lifetimes.ts';
import {
  compareFilters,
  compareQuotas,
  describeFlag,
  detectLastFactor,
  detectWeakFactor,
  detectWideRange,
  nameProtection,
} from './protections.ts';
import { specifyUrlRisk } from './risky-address.ts';

/** The predicates that `x-impact.when` may name. Schemas bind them; none of them knows a resource type. */
const PREDICATES: ReadonlyMap<string, ImpactPredicate> = new Map([
  ['acl-effect', compareNetworkRules],
  ['binding-order', compareBindings],
  ['country-mode', compareCountries],
  ['custom-provider', detectCustomProvider],
  ['delegation', detectDelegation],
  ['empty-is-all', compareFilters],
  ['flag-text', describeFlag],
  ['grants-of-all-scopes', findGrantsOfAllScopes],
  ['in-minutes', compareInMinutes],
  ['last-factor', detectLastFactor],
  ['login-path', findLoginPath],
  ['management-api', nameTakeoverScopes],
  ['open-api', detectOpenApi],
  ['privileged-scope', namePrivilegedScopes],
  ['protection-name', nameProtection],
  ['public-client', detectPublicApplication],
  ['quota-enforce', compareQuotas],
  ['risky-grant', nameRiskyGrant],
  ['third-party', detectThirdParty],
  ['url-risk', specifyUrlRisk],
  ['weak-factor', detectWeakFactor],
  ['wide-range', detectWideRange],
]);

export const PREDICATE_NAMES: readonly string[] = [...PREDICATES.keys()];

export const findPredicate = (name: string): ImpactPredicate | undefined => PREDICATES.get(name);
