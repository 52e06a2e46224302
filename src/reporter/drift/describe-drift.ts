import type { Attribution, DriftEntry, HistoryReach, UndeclaredEntry } from '../../model/drift.ts';

/** `2026-11-20 14:03 UTC`: the same for every reader, whatever the clock of the machine. */
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

/** Who made a difference and when, or why nobody can tell. */
export function describeCause({ kind, by }: Pick<DriftEntry, 'kind' | 'by'>, history: HistoryReach): string {
  switch (kind) {
    case 'tenant changed':
      return `the tenant was changed by ${by ? formatWrite(by) : 'somebody'}`;
    case 'definition ahead':
      return `the definition is ahead: ${by ? `tenon wrote this last, ${formatTime(by.at)}` : 'nobody has written this since tenon last wrote'}`;
    case 'unknown':
      return `nobody knows who: ${describeHistoryReach(history)}`;
  }
}

function describeHistoryReach({ read, since, limit }: HistoryReach): string {
  if (!read) return limit === 'scope' ? 'the log may not be read' : 'the log could not be read';
  if (since === undefined) return 'the log knows of no writes';
  const end = limit === 'ceiling' ? ', as far as it can be searched' : '';
  return `the log reaches back to ${formatTime(since)}${end}`;
}

/** `made by Ann …`, or what is known of who wrote to it last. */
export function describeAuthor({ by }: Pick<UndeclaredEntry, 'by'>): string | undefined {
  if (!by) return undefined;
  return `${by.request.method === 'POST' ? 'made' : 'last changed'} by ${by.tenon ? 'tenon' : formatActor(by)}, ${formatTime(by.at)}`;
}
