import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { getAttachedNames, toShownItem } from '../../resources/relations/attached-items.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { omitMembers } from '../draft.ts';
import { type AttachmentState, type DeclaredAttachment, isAttached, isInList, listChangedMembers } from './match-attached.ts';

/** Computes the changes of attached items, one per item that is added or removed and one per member that changes. */
export function computeAttachedChanges(attaching: AttachmentState): readonly Change[] {
  const { attached, lists, declaredItems, leaving, now, fields } = attaching;
  const added = declaredItems.filter((attachment) => !isAttached(attaching, attachment));
  const showItem = (attachment: DeclaredAttachment): JsonObject => toShownItem(attached, attachment.item);
  const labels = [...leaving, ...added.map(showItem)].map((item) => getAttachedNames(attached, item).name);
  const formatLabel = (item: JsonObject): string => {
    const { name, exact } = getAttachedNames(attached, item);
    return labels.filter((other) => other === name).length > 1 ? exact : name;
  };
  const findListPath = (item: JsonObject): readonly string[] =>
    (now.find((list) => isInList(list, item)) ?? lists[0] ?? now[0])?.at ?? fields.slice(0, 1);
  return [
    ...leaving.map(
      (item): Change => ({
        op: 'remove',
        path: toPointer([...findListPath(item), formatLabel(item)]),
        before: omitServerFields(item),
        kind: 'item',
      }),
    ),
    ...added.map(
      (attachment): Change => ({
        op: 'add',
        path: toPointer([...attachment.list.at, formatLabel(showItem(attachment))]),
        after: { ...showItem(attachment), ...markSecrets(attachment) },
        kind: 'item',
      }),
    ),
    ...declaredItems.flatMap((attachment) =>
      listChangedMembers(attaching, attachment).map(
        (name): Change => buildMemberChange(attachment, name, [...attachment.list.at, formatLabel(showItem(attachment)), name]),
      ),
    ),
  ];
}

/** Drops additions of empty containers of attached lists: the changes of the items in them show the same. */
export const dropEmptyContainers = (own: readonly Change[], itemChanges: readonly Change[]): readonly Change[] =>
  own.filter(
    ({ op, path, after }) =>
      op !== 'add' || !isEmptyContainer(after) || !itemChanges.some((change) => change.path.startsWith(`${path}/`)),
  );

const isEmptyContainer = (value: JsonValue | undefined): boolean =>
  isObject(value) && Object.values(value).every(isEmptyContainer);

const omitServerFields = (live: JsonObject): JsonObject => omitMembers(live, new Set(['id', 'created_at', 'updated_at']));

const markSecrets = ({ list, item }: DeclaredAttachment): JsonObject =>
  Object.fromEntries(
    Object.keys(item)
      .filter((name) => getMemberShape(list.shape, item, name)?.schema['x-secret'])
      .map((name) => [name, SECRET_MARK]),
  );

function buildMemberChange({ item, live = {} }: DeclaredAttachment, name: string, steps: readonly string[]): Change {
  const before = getObjectMember(live, name);
  const after = getObjectMember(item, name) ?? undefined;
  return {
    op: before === undefined ? 'add' : after === undefined ? 'remove' : 'replace',
    path: toPointer(steps),
    ...omitUndefined({ before, after }),
    kind: 'value',
  };
}
