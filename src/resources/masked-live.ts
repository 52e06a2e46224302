import { isObject, type JsonValue } from '../model/json/json.ts';
import type { LiveResource } from '../model/snapshot.ts';
import { masked } from '../schema/secrets/mask.ts';
import type { ResourceType } from './define.ts';
import { itemsShape } from './relation-items.ts';
import { shapeOf } from './shape.ts';

/** A live resource as a file may hold it: every secret as its mark, in its relations too. */
export const maskedLive = (type: ResourceType, { id, body, relations }: LiveResource): LiveResource => ({
  id,
  body: masked(shapeOf(type), body),
  relations: Object.fromEntries(
    type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
      const items = relations[relation.field];
      const shape = itemsShape(type, relation);
      return items ? [[relation.field, items.map((item) => (shape && isObject(item) ? masked(shape, item) : item))]] : [];
    }),
  ),
});
