import type { Schema } from '../../schema/load-schema.ts';
import { createWarning, type Finding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { ListTree } from '../text/definition-tree.ts';

/** auth0-deploy-cli leaves some lists alone where they are empty (`enabled_clients: []`), and its exports are full of such lists. */
export function checkEmptiedRelation(
  context: LoadContext,
  { items, span }: ListTree,
  schema: Schema | undefined,
): readonly Finding[] {
  if (items.length > 0 || !schema?.['x-relation'] || !isForDeployCli(context, span.source)) return [];
  return [
    createWarning(
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
const isForDeployCli = ({ deployCli }: LoadContext, source: ListTree['span']['source']): boolean =>
  deployCli.hasConfig || deployCli.sources.has(source) || source.marked.replaced.length > 0 || source.marked.missing.length > 0;
