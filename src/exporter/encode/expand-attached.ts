import { compareText } from '../../model/compare-text.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { type AttachedList, findAttachedLists } from '../../resources/relations/attached-items.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { type ExportContext, omitValue } from './export-context.ts';

/** Replaces the ids in attaching lists by the items themselves. A field is left out if one of its items could not be read. */
export function expandAttached(context: ExportContext, type: ResourceType, live: LiveResource): JsonObject {
  const { attached } = type;
  if (!attached) return live.body;
  const itemsById = new Map(
    (live.relations[attached.field] ?? []).filter(isObject).map((item) => [getObjectMember(item, 'id'), item]),
  );
  return findAttachedLists(type, live.body).reduce((body, list) => {
    const items = list.items.map(({ id }) => itemsById.get(id)).filter((item) => item !== undefined);
    if (items.length < list.items.length) {
      omitValue(context, 'unread', list.at.join('.'));
      return Object.fromEntries(Object.entries(body).filter(([name]) => name !== list.at[0]));
    }
    const declared = items
      .map((item) => toDeclarableItem(attached, list, item))
      .sort((a, b) => compareText(getItemName(a), getItemName(b)));
    return replaceAt(body, list.at, declared);
  }, live.body);
}

const getItemName = ({ name, kid, subject_dn }: JsonObject): string => String(name ?? kid ?? subject_dn ?? '');

/** Converts an item to its declared form. Hidden members become secrets to fill in, unless the API returns a substitute for them. */
function toDeclarableItem(
  { hiddenFields: hidden, shownInstead: instead }: AttachedItemType,
  { shape }: AttachedList,
  item: JsonObject,
): JsonObject {
  const shown = Object.entries(item).filter(([name]) => name !== 'id' && getMemberShape(shape, item, name) !== undefined);
  const secret = hidden.filter((name) => getMemberShape(shape, item, name)?.schema['x-secret']);
  const missing = getObjectMember(item, instead) === undefined ? secret : [];
  return { ...Object.fromEntries(shown), ...Object.fromEntries(missing.map((name) => [name, '?'])) };
}

function replaceAt(body: JsonObject, [name = '', ...deeper]: readonly string[], value: JsonValue): JsonObject {
  const inner = getObjectMember(body, name) ?? null;
  if (deeper.length === 0 || !isObject(inner)) return { ...body, [name]: value };
  return { ...body, [name]: replaceAt(inner, deeper, value) };
}
