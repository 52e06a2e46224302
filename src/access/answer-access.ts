import type { AccessReport } from '../model/access-report.ts';
import { type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { AccessResources } from './access-resources.ts';
import { buildAccessGraph } from './build-access-graph.ts';
import { findAbilities } from './find-abilities.ts';
import { findHolders } from './find-holders.ts';
import { findSubject } from './find-subject.ts';

export type AccessAnswer = Pick<AccessReport, 'subject' | 'holders' | 'abilities'>;

/** Answers who has the subject of an address, and what the subject has. Pure. */
export function answerAccess(text: string, resources: AccessResources): Outcome<AccessAnswer, Problem> {
  const graph = buildAccessGraph(resources);
  const found = findSubject(text, resources, graph);
  if (!found.ok) return found;
  const { subject, targets, sources } = found.value;
  return succeed({ subject, holders: findHolders(graph, targets), abilities: findAbilities(graph, sources) });
}
