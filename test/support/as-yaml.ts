import { Document, visit } from 'yaml';
import type { Definition } from '../../src/model/definition.ts';
import { groupBy } from '../../src/model/group.ts';

/** A definition as somebody would write it, for the command line; from some depth on between brackets, if asked for. */
export function asYaml({ declared, resources, policy }: Definition, flowFrom = 0): string {
  const byType = groupBy(resources, ({ type }) => type);
  const lists = declared.map(({ type }) => [
    type,
    (byType.get(type) ?? []).map(({ fields, relations, renamedFrom, pinnedId }) => ({
      ...fields,
      ...relations,
      ...(renamedFrom === undefined ? {} : { $renamed_from: renamedFrom }),
      ...(pinnedId === undefined ? {} : { $id: pinnedId }),
    })),
  ]);
  const reconcile = { prune: policy.prune, limits: { delete: '100%', update: '100%' } };
  const document = new Document({ reconcile, ...Object.fromEntries(lists) }, { aliasDuplicateObjects: flowFrom === 3 });
  visit(document, {
    Collection: (_, node, path) => {
      if (flowFrom > 0 && path.length > flowFrom) node.flow = true;
    },
  });
  return document.toString();
}
