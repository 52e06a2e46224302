import type { Schema } from '../../schema/load-schema.ts';
import { createWarning, type LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { ListTree } from '../text/definition-tree.ts';

/** Warns about empty relations in auth0-deploy-cli's files: that tool does not clear some of them (`enabled_clients: []`) and exports many. */
export function checkEmptiedRelation(
  context: LoadContext,
  { items, span }: ListTree,
  schema: Schema | undefined,
): readonly LoadFinding[] {
  if (items.length > 0 || !schema?.['x-relation'] || !isForDeployCli(context, span.source)) return [];
  return [
    createWarning('emptied-list', span, 'An empty list removes every item in the tenant; auth0-deploy-cli may have kept them', {
      hint: 'Remove the line to keep them.',
    }),
  ];
}

/** Whether a file is meant for auth0-deploy-cli: it is in its directory format, has its markers, or is used with its config file. */
const isForDeployCli = ({ deployCli }: LoadContext, source: ListTree['span']['source']): boolean =>
  deployCli.hasConfig || deployCli.sources.has(source) || source.marked.replaced.length > 0 || source.marked.missing.length > 0;
