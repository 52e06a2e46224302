import { getObjectMember, type JsonObject } from '../../../src/model/json/json-value.ts';
import type { ListOptions } from './list-members.ts';

/** The request that members are for; `either` for all that a schema describes. */
export type Phase = 'create' | 'update' | 'either';

const ONLY_IN_OTHER: Readonly<Record<Phase, readonly string[]>> = {
  create: ['x-update-only'],
  update: ['x-create-only'],
  either: [],
};

/** Members that no request for the resource itself contains. */
const KEPT_OUT = ['readOnly', 'x-relation', 'x-holds'];

type IsLeftOut = NonNullable<ListOptions['isLeftOut']>;

/** Leaves out what the request cannot contain. `isOneKind`: the kind of the resource is known. */
export const leaveOut =
  (phase: Phase, isOneKind: boolean): IsLeftOut =>
  (forms, steps) =>
    steps[0]?.startsWith('$') === true || belongsToOtherKind(forms, isOneKind) || hasAnyKeyword(forms, listKeptOut(phase));

/** Keys of a client are created before it is updated, which then names their ids. */
const listKeptOut = (phase: Phase): readonly string[] => [
  ...KEPT_OUT,
  ...ONLY_IN_OTHER[phase],
  ...(phase === 'update' ? ['x-attached'] : []),
];

const hasAnyKeyword = (forms: readonly JsonObject[], words: readonly string[]): boolean =>
  forms.some((form) => words.some((word) => (getObjectMember(form, word) ?? false) !== false));

/** A condition says `null` for a member of another kind. Where the kind is open, some kind may have the member. */
function belongsToOtherKind(forms: readonly JsonObject[], isOneKind: boolean): boolean {
  const types = forms.flatMap((form) => getObjectMember(form, 'type') ?? []);
  return (
    types.length > 0 &&
    (isOneKind ? forms.some((form) => getObjectMember(form, 'type') === 'null') : types.every((type) => type === 'null'))
  );
}
