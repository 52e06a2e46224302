import { isPatternMatch } from '../../model/address.ts';
import type { AcceptedFinding, Policy } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Finding, Severity } from '../../model/plan/finding.ts';
import type { Rule } from '../rule.ts';
import type { ViewedResource } from '../tenant-view.ts';

/** Builds a finding. Nothing of the resource but its address goes into it. */
export function buildFinding(
  rule: Rule,
  severity: Severity,
  subject: ViewedResource | undefined,
  { policy, now }: { readonly policy: Pick<Policy, 'accept'>; readonly now: Date },
): Finding {
  const address = subject?.address ?? 'tenant';
  const field = selectField(rule, subject);
  const accepted = policy.accept.find((item) => isAccepting(item, rule, address, now));
  return {
    rule: rule.id,
    severity,
    address,
    ...omitUndefined({ field }),
    message: rule.why,
    hint: rule.fix,
    source: rule.source,
    ...(accepted && { accepted: { reason: accepted.reason, ...omitUndefined({ until: accepted.until }) } }),
  };
}

/** Prefers a field that the definition states over one that only the tenant has. */
function selectField({ fields }: Rule, subject: ViewedResource | undefined): string | undefined {
  const find = (isThere: (name: string) => boolean): string | undefined =>
    fields.find((field) => isThere(/^[^.[]*/.exec(field)?.[0] ?? ''));
  return find((name) => subject?.stated.has(name) ?? false) ?? find((name) => subject?.fields[name] !== undefined) ?? fields[0];
}

const isAccepting = ({ rule, address, until }: AcceptedFinding, { id }: Rule, found: string, now: Date): boolean =>
  rule === id && isPatternMatch(found, address) && !isExpired(until, now);

/** Whether the last day of an acceptance is over, in UTC. */
export const isExpired = (until: string | undefined, now: Date): boolean =>
  until !== undefined && until < now.toISOString().slice(0, 10);
