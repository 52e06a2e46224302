import type { ImpactPredicate } from '../impact-question.ts';
import { compareNetworkRules } from './acl-effect.ts';
import {
  detectMachineApplication,
  detectPublicApplication,
  detectThirdParty,
  markDanger,
  nameRiskyGrant,
} from './applications.ts';
import { compareBindings, detectCustomProvider, findLoginPath } from './code-paths.ts';
import { compareCountries } from './countries.ts';
import { detectOpenApi, findGrantsOfAllScopes, namePrivilegedScopes, nameTakeoverScopes } from './gained-scopes.ts';
import { compareInMinutes, requireRotation } from './lifetimes.ts';
import { detectLastFactor, detectWeakFactor } from './mfa-factors.ts';
import { compareFilters, compareQuotas, detectWideRange, nameProtection, nameShield } from './protections.ts';
import { specifyUrlRisk } from './risky-address.ts';
import { detectOpenSignUp } from './sign-up.ts';

/** The predicates that `x-impact.when` may name. Schemas bind them; none of them knows a resource type. */
const PREDICATES: ReadonlyMap<string, ImpactPredicate> = new Map([
  ['acl-effect', compareNetworkRules],
  ['binding-order', compareBindings],
  ['country-mode', compareCountries],
  ['custom-provider', detectCustomProvider],
  ['danger', markDanger],
  ['empty-is-all', compareFilters],
  ['grants-of-all-scopes', findGrantsOfAllScopes],
  ['in-minutes', compareInMinutes],
  ['last-factor', detectLastFactor],
  ['login-path', findLoginPath],
  ['machine-client', detectMachineApplication],
  ['management-api', nameTakeoverScopes],
  ['open-api', detectOpenApi],
  ['open-signup', detectOpenSignUp],
  ['privileged-scope', namePrivilegedScopes],
  ['protection-name', nameProtection],
  ['public-client', detectPublicApplication],
  ['quota-enforce', compareQuotas],
  ['risky-grant', nameRiskyGrant],
  ['shield-name', nameShield],
  ['third-party', detectThirdParty],
  ['url-risk', specifyUrlRisk],
  ['weak-factor', detectWeakFactor],
  ['while-rotating', requireRotation],
  ['wide-range', detectWideRange],
]);

export const PREDICATE_NAMES: readonly string[] = [...PREDICATES.keys()];

export const findPredicate = (name: string): ImpactPredicate | undefined => PREDICATES.get(name);
