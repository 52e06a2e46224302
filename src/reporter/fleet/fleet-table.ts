import type { FleetVerb, TenantRow } from '../../model/fleet-report.ts';
import { describeDifference, describeImpact, describeLastRun, formatRowDuration, getRowMark } from './fleet-view.ts';

export interface FleetColumn {
  readonly title: string;
  /** The text is a name from outside. All other texts consist of tenon's own words, numbers, and names of tenants, which are plain. */
  readonly isName?: true;
  readonly getText: (row: TenantRow) => string;
}

const COLUMNS = {
  mark: { title: '', getText: getRowMark },
  name: { title: 'tenant', isName: true, getText: ({ name }) => name },
  domain: { title: 'domain', isName: true, getText: ({ domain }) => domain },
  state: { title: 'state', getText: ({ state }) => state },
  difference: { title: 'changes', getText: describeDifference },
  findings: { title: 'findings', getText: describeDifference },
  impact: { title: 'impact', getText: describeImpact },
  lastRun: { title: 'last run', getText: describeLastRun },
  document: { title: 'file', isName: true, getText: ({ document = '' }) => document },
  time: { title: 'time', getText: formatRowDuration },
} as const satisfies Readonly<Record<string, FleetColumn>>;

/** Lists the columns of a table of tenants. Reports leave out columns that are empty. */
export function listColumns(verb: FleetVerb): readonly FleetColumn[] {
  const { mark, name, domain, state, difference, findings, impact, lastRun, document, time } = COLUMNS;
  switch (verb) {
    case 'status':
      return [mark, name, domain, state, difference, lastRun];
    case 'check':
      return [mark, name, domain, state, findings, document, time];
    case 'validate':
      return [mark, name, domain, state];
    case 'plan':
    case 'apply':
    case 'drift':
      return [mark, name, domain, state, difference, impact, document, time];
  }
}
