import type { Schema } from '../../schema/load.ts';
import { caution, type Finding } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import type { List } from '../text/tree.ts';

/** auth0-deploy-cli leaves some lists alone where they are empty (`enabled_clients: []`), and its exports are full of such lists. */
export function emptiedRelation(reading: Reading, { items, span }: List, schema: Schema | undefined): readonly Finding[] {
  if (items.length > 0 || !schema?.['x-relation'] || !isForDeployCli(reading, span.source)) return [];
  return [
    caution(
      'emptied-list',
      span,
      'An empty list removes every item that the tenant has; auth0-deploy-cli may have left them alone',
      {
        hint: 'Remove the line to leave them alone.',
      },
    ),
  ];
}

/** Whether a file is in that tool's formats: its directory format, its config file beside it, or its markers in it. */
const isForDeployCli = ({ deployCli }: Reading, source: List['span']['source']): boolean =>
  deployCli.hasConfig || deployCli.sources.has(source) || source.marked.replaced.length > 0 || source.marked.missing.length > 0;
