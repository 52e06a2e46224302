import { type CheckReport, listCountedFindings } from '../../model/check-report.ts';
import { SEVERITIES } from '../../model/plan/finding.ts';
import { formatCount } from '../../model/wording.ts';

/** `2 errors, 1 warning (1 accepted)`. */
export function formatFindingCounts(report: CheckReport): string {
  const counted = listCountedFindings(report);
  const parts = SEVERITIES.flatMap((severity) => {
    const count = counted.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return [severity === 'info' ? `${count} info` : formatCount(count, severity)];
  });
  const accepted = report.findings.length - counted.length;
  return `${parts.length === 0 ? 'No findings' : parts.join(', ')}${accepted === 0 ? '' : ` (${accepted} accepted)`}`;
}

/** Says how many rules had no answer, and how to get one. Undefined if all were judged. */
export function describeNotJudged({ notJudged, rules, tenant }: CheckReport): string | undefined {
  if (notJudged.length === 0) return undefined;
  const count = `${notJudged.length} of ${rules} rules could not be judged everywhere`;
  if (tenant === undefined) return `${count}: their values are not in the definition. Run tenon check --live.`;
  const unknown = [...new Set(notJudged.flatMap((rule) => rule.unknown))].sort();
  const shown = unknown.slice(0, MAX_SHOWN).join(', ');
  const rest = unknown.length - MAX_SHOWN;
  return `${count}: the token or the subscription does not show ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

const MAX_SHOWN = 8;

/** `the definition` or the domain of the tenant. */
export const formatSubject = ({ tenant }: CheckReport): string => tenant ?? 'the definition';

export const formatContext = ({ environment, profile }: CheckReport): string =>
  `${environment}${profile === undefined ? '' : `, ${profile}`}`;

export const formatAcceptance = ({ reason, until }: { readonly reason: string; readonly until?: string }): string =>
  `accepted${until === undefined ? '' : ` until ${until}`}: ${reason}`;
