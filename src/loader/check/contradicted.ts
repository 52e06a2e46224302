import { addressOf } from '../../model/address.ts';
import { member } from '../../model/json/json.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { shapeOf } from '../../resources/shape.ts';
import { referencesIn } from '../../schema/references.ts';
import type { Read } from '../declare/declare-resource.ts';
import { caution, type Finding } from '../findings.ts';

/** Resources that are declared not to be in effect, and needed so by others: `deployed: false` beside a trigger that runs the action. */
export function contradicted(reads: readonly Read[]): readonly Finding[] {
  const users = usersOf(reads);
  return reads.flatMap(({ resource, tree }) => {
    const field = RESOURCE_TYPES.find(({ type }) => type === resource.type)?.effect?.field ?? '';
    const user = users.get(resource.address);
    if (user === undefined || member(resource.fields, field) !== false) return [];
    return [
      caution('wrong-value', tree.members.get(field)?.value.span, `"${field}: false" cannot hold: ${user} runs it`, {
        hint: 'A version that runs already is left as it is. Where there is none, this one is deployed.',
      }),
    ];
  });
}

/** Who needs what in effect. */
const usersOf = (reads: readonly Read[]): ReadonlyMap<string, string> =>
  new Map(
    RESOURCE_TYPES.flatMap((type) =>
      reads
        .filter(({ resource }) => resource.type === type.type)
        .flatMap(({ resource }) =>
          referencesIn(shapeOf(type), resource.fields)
            .filter(({ inEffect }) => inEffect)
            .map((reference) => [addressOf(reference.type, reference.value), resource.address] as const),
        ),
    ),
  );
