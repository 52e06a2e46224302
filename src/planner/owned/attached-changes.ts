import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { pointerOf } from '../../model/json/pointer.ts';
import { type Change, SECRET_MARK } from '../../model/plan/plan.ts';
import { namesOf, shownOf } from '../../resources/attached.ts';
import { memberShape } from '../../schema/walk.ts';
import { without } from '../draft.ts';
import { type Attaching, changedMembers, holds, isAttached, type Wanted } from './attached.ts';

/** What comes, goes and changes, one by one. */
export function attachedChanges(attaching: Attaching): readonly Change[] {
  const { attached, lists, wanted, goes, now, fields } = attaching;
  const comes = wanted.filter((one) => !isAttached(attaching, one));
  const shown = (one: Wanted): JsonObject => shownOf(attached, one.item);
  const labels = [...goes, ...comes.map(shown)].map((item) => namesOf(attached, item).name);
  const label = (item: JsonObject): string => {
    const { name, exact } = namesOf(attached, item);
    return labels.filter((other) => other === name).length > 1 ? exact : name;
  };
  const home = (item: JsonObject): readonly string[] =>
    (now.find((list) => holds(list, item)) ?? lists[0] ?? now[0])?.at ?? fields.slice(0, 1);
  return [
    ...goes.map(
      (item): Change => ({ op: 'remove', path: pointerOf([...home(item), label(item)]), before: told(item), kind: 'item' }),
    ),
    ...comes.map(
      (one): Change => ({
        op: 'add',
        path: pointerOf([...one.list.at, label(shown(one))]),
        after: { ...shown(one), ...secretOf(one) },
        kind: 'item',
      }),
    ),
    ...wanted.flatMap((one) =>
      changedMembers(attaching, one).map((name): Change => changeOf(one, name, [...one.list.at, label(shown(one)), name])),
    ),
  ];
}

/** A field's own changes without those that only make room for a list whose items are told one by one. */
export const withoutShells = (own: readonly Change[], moved: readonly Change[]): readonly Change[] =>
  own.filter(({ op, path, after }) => op !== 'add' || !isShell(after) || !moved.some((one) => one.path.startsWith(`${path}/`)));

const isShell = (value: JsonValue | undefined): boolean => isObject(value) && Object.values(value).every(isShell);

const told = (live: JsonObject): JsonObject => without(live, new Set(['id', 'created_at', 'updated_at']));

const secretOf = ({ list, item }: Wanted): JsonObject =>
  Object.fromEntries(
    Object.keys(item)
      .filter((name) => memberShape(list.shape, item, name)?.schema['x-secret'])
      .map((name) => [name, SECRET_MARK]),
  );

function changeOf({ item, live = {} }: Wanted, name: string, steps: readonly string[]): Change {
  const before = member(live, name);
  const after = member(item, name) ?? undefined;
  return {
    op: before === undefined ? 'add' : after === undefined ? 'remove' : 'replace',
    path: pointerOf(steps),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    kind: 'value',
  };
}
