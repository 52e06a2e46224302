import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { getRelationItemShape } from '../relations/relation-items.ts';
import { getResourceShape } from '../resource-shape.ts';
import type { ResourceType } from '../resource-type.ts';

/** Replaces every secret of a live resource and its relations by a mark, so that it can be stored in a file. */
export const maskLiveResource = (type: ResourceType, { id, body, relations }: LiveResource): LiveResource => ({
  id,
  body: maskResource(getResourceShape(type), body),
  relations: Object.fromEntries(
    type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
      const items = relations[relation.field];
      const shape = getRelationItemShape(type, relation);
      return items ? [[relation.field, items.map((item) => (shape && isObject(item) ? maskResource(shape, item) : item))]] : [];
    }),
  ),
});
