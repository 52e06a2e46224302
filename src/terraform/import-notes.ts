import { groupBy } from '../model/group-by.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { ImportedState } from './import-state.ts';

/** Names everything in a state that a definition of it lacks, and why. */
export const noteImport = (imported: ImportedState): readonly Problem[] => [
  ...noteUntaken(imported),
  ...noteAttributes(
    imported.unknown,
    'unknown-field',
    'Attributes without a counterpart in a definition, or in an unexpected form',
    'They stay unchanged in the tenant. Declare by hand what you need of them.',
  ),
  ...noteAttributes(
    imported.withheld,
    'secret-masked',
    'Not written, because they are sensitive in Terraform',
    'Declare them by hand, as ${secret:NAME}.',
  ),
  ...noteAppended(imported),
];

const noteUntaken = ({ untaken }: ImportedState): readonly Problem[] =>
  [...groupBy(untaken, ({ why }) => why)].map(([why, group]) => ({
    code: 'left-out',
    severity: 'warning',
    message: `Not imported: ${formatList(group.map(({ address }) => address))}`,
    hint: `Reason: ${why}.`,
  }));

const noteAttributes = (paths: readonly string[], code: Problem['code'], what: string, hint: string): readonly Problem[] =>
  paths.length === 0 ? [] : [{ code, severity: 'warning', message: `${what}: ${formatList(paths)}`, hint }];

function noteAppended({ appended }: ImportedState): readonly Problem[] {
  if (appended.length === 0) return [];
  return [
    {
      code: 'left-out',
      severity: 'warning',
      message: `These add to a list in Terraform; in a definition, a list is the whole list: ${formatList(appended)}`,
      hint: 'tenon plan shows what else the tenant has there, as removed. Add it to the definition, or leave the list out.',
    },
  ];
}

const MAX_LISTED = 20;
const formatList = (texts: readonly string[]): string =>
  [...texts.slice(0, MAX_LISTED), ...(texts.length > MAX_LISTED ? [`… and ${texts.length - MAX_LISTED} more`] : [])].join(', ');
