import type { AccessEntry, AccessReport } from '../model/access-report.ts';
import { type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import { type AccessResources, readStringField } from './access-resources.ts';
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
  return succeed({
    subject,
    holders: addUserNames(findHolders(graph, targets), resources),
    abilities: findAbilities(graph, sources),
  });
}

/** The address of a user who was found by the id says nothing to a reader. */
function addUserNames(entries: readonly AccessEntry[], { users = [] }: AccessResources): readonly AccessEntry[] {
  const named = users.flatMap(({ key, address, fields }): readonly [string, string][] => {
    const name = readStringField(fields, 'email') ?? readStringField(fields, 'name');
    return key.startsWith('|') && name !== undefined ? [[address, name]] : [];
  });
  const names = new Map(named);
  return entries.map((entry) => {
    const name = names.get(entry.address ?? '');
    return name === undefined ? entry : { ...entry, name };
  });
}
