import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { type AttachedList, attachedLists } from '../../resources/attached.ts';
import type { Attached, ResourceType } from '../../resources/define.ts';
import { memberShape } from '../../schema/walk.ts';
import { leaveOut, type Run } from './run.ts';
import { compareText } from './tenant.ts';

/** A resource with what it attaches in the place of the ids; a field of which that could not be read is left out. */
export function withAttached(run: Run, type: ResourceType, live: LiveResource): JsonObject {
  const { attached } = type;
  if (!attached) return live.body;
  const known = new Map((live.relations[attached.field] ?? []).filter(isObject).map((item) => [member(item, 'id'), item]));
  return attachedLists(type, live.body).reduce((body, list) => {
    const items = list.items.map(({ id }) => known.get(id)).filter((item) => item !== undefined);
    if (items.length < list.items.length) {
      leaveOut(run, 'unread', list.at.join('.'));
      return Object.fromEntries(Object.entries(body).filter(([name]) => name !== list.at[0]));
    }
    const told = items.map((item) => declarable(attached, list, item)).sort((a, b) => compareText(nameOf(a), nameOf(b)));
    return replaced(body, list.at, told);
  }, live.body);
}

const nameOf = ({ name, kid, subject_dn }: JsonObject): string => String(name ?? kid ?? subject_dn ?? '');

/** As one would declare it: what is never shown has to be known by somebody, unless something that is shown takes its place. */
function declarable({ hidden, instead }: Attached, { shape }: AttachedList, item: JsonObject): JsonObject {
  const shown = Object.entries(item).filter(([name]) => name !== 'id' && memberShape(shape, item, name) !== undefined);
  const secret = hidden.filter((name) => memberShape(shape, item, name)?.schema['x-secret']);
  const missing = member(item, instead) === undefined ? secret : [];
  return { ...Object.fromEntries(shown), ...Object.fromEntries(missing.map((name) => [name, '?'])) };
}

function replaced(body: JsonObject, [name = '', ...deeper]: readonly string[], value: JsonValue): JsonObject {
  const inner = member(body, name) ?? null;
  if (deeper.length === 0 || !isObject(inner)) return { ...body, [name]: value };
  return { ...body, [name]: replaced(inner, deeper, value) };
}
