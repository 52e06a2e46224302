import { isArray, type JsonValue, member } from '../../model/json/json.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { sha256 } from '../../schema/compare/fingerprint.ts';
import { uniqueKey, uniqueValues } from '../../schema/unique.ts';
import { memberShape } from '../../schema/walk.ts';
import type { TypeMatch } from '../match/match-resources.ts';

/** Hands out values of unique fields that nobody has, neither in the tenant nor in the definition, and each of them once. */
export interface SpareValues {
  /** Undefined where there is none left. */
  take(type: ResourceType, field: string, live: LiveResource): JsonValue | undefined;
}

export function spareValuesOf(types: readonly TypeMatch[]): SpareValues {
  const used = new Map(types.map((type) => [type.definition.type, new Set(valuesOf(type))]));
  return {
    take: (type, field, live) => {
      const taken = used.get(type.type) ?? new Set();
      const { schema } = memberShape(shapeOf(type), live.body, field) ?? {};
      if (schema?.type === 'string') return `urn:tenon-swap:${sha256(live.id).slice(0, 12)}`;
      const { minimum = 1, maximum = minimum } = schema ?? {};
      for (let value = maximum; value >= minimum; value--) {
        const key = uniqueKey({ field, value });
        if (taken.has(key)) continue;
        taken.add(key);
        return value;
      }
      return undefined;
    },
  };
}

const valuesOf = ({ definition, pairs, unmatched }: TypeMatch): readonly string[] => {
  const bodies = [
    ...pairs.flatMap(({ declared, live }) => [declared.fields, ...(live ? [live.body] : [])]),
    ...unmatched.map(({ live }) => live.body),
  ];
  return bodies.flatMap((body) => uniqueValues(shapeOf(definition), body).map(uniqueKey));
};

/** A list gives up its items of which the definition says nothing; a single value makes room by a spare one. */
export function releasedValue(
  type: ResourceType,
  field: string,
  live: LiveResource,
  declared: JsonValue | undefined,
  spares: SpareValues,
): JsonValue | undefined {
  const value = member(live.body, field);
  if (!isArray(value)) return spares.take(type, field, live);
  const wanted = new Set((isArray(declared) ? declared : []).map((item) => JSON.stringify(item)));
  return value.filter((item) => wanted.has(JSON.stringify(item)));
}
