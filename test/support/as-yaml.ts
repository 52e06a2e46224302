import { stringify } from 'yaml';
import type { Definition } from '../../src/model/definition.ts';
import { groupBy } from '../../src/model/group.ts';

/** A definition as somebody would write it, for the command line. */
export function asYaml({ declared, resources, policy }: Definition): string {
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
  return stringify({ reconcile, ...Object.fromEntries(lists) });
}
