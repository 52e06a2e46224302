import type { Attribution, DriftEntry, DriftKind, HistoryReach, UndeclaredEntry } from '../../model/drift.ts';

/** The kinds of drift as people read them. */
export const DRIFT_KIND_LABELS: Readonly<Record<DriftKind, string>> = {
  'tenant changed': 'tenant changed',
  'definition ahead': 'not yet applied',
  unknown: 'author unknown',
};

/** Formats a time as `2026-11-20 14:03 UTC`, independent of the machine's time zone. */
export const formatTime = (at: string): string => at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC');

/** `Ann Example <ann@acme.test> in the dashboard`, `the application "Deploy" (auth0-deploy-cli)`. */
function formatActor({ who, via, tool }: Attribution): string {
  if (who.kind === 'person') {
    const email = who.email === undefined ? '' : ` <${who.email}>`;
    return `${who.name}${email} ${via === 'dashboard' ? 'in the dashboard' : 'through the API'}`;
  }
  const program = tool === undefined || tool === who.name ? '' : ` (${tool})`;
  return `${who.name === '' ? 'an application' : `the application "${who.name}"`}${program}`;
}

const formatRequest = ({ request }: Attribution): string => `${request.method} ${request.path}`;
const formatWrite = (by: Attribution): string => `${formatActor(by)}, ${formatTime(by.at)}, ${formatRequest(by)}`;

/** Says who made a difference and when, or why the author is unknown. */
export function describeCause({ kind, by }: Pick<DriftEntry, 'kind' | 'by'>, history: HistoryReach): string {
  switch (kind) {
    case 'tenant changed':
      return `${DRIFT_KIND_LABELS[kind]} by ${by ? formatWrite(by) : 'an unknown author'}`;
    case 'definition ahead':
      return `${DRIFT_KIND_LABELS[kind]}: ${by ? `last written by tenon, ${formatTime(by.at)}` : "unchanged since tenon's last write"}`;
    case 'unknown':
      return `${DRIFT_KIND_LABELS[kind]}: ${describeHistoryReach(history)}`;
  }
}

function describeHistoryReach({ read, since, limit }: HistoryReach): string {
  if (!read) return limit === 'scope' ? 'the token lacks the scope to read the log' : 'the log could not be read';
  if (since === undefined) return 'no log entries';
  const end = limit === 'ceiling' ? ', the oldest entry that can be searched' : '';
  return `the log goes back to ${formatTime(since)}${end}`;
}

/** `created by Ann …`, or `last changed by …` if the log does not reach back to the creation; undefined if neither is known. */
export function describeAuthor({ by }: Pick<UndeclaredEntry, 'by'>): string | undefined {
  if (!by) return undefined;
  return `${by.request.method === 'POST' ? 'created' : 'last changed'} by ${by.tenon ? 'tenon' : formatActor(by)}, ${formatTime(by.at)}`;
}
