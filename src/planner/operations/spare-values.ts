import { getObjectMember, isArray, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { hashSha256 } from '../../schema/compare/fingerprint.ts';
import { findUniqueValues, formatUniqueKey } from '../../schema/find-unique-values.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import type { TypeMatch } from '../match/match-resources.ts';

/** Provides values for unique fields that neither the tenant nor the definition uses, each only once. */
export interface SpareValues {
  /** Takes an unused value; undefined if there is none left. */
  take(type: ResourceType, field: string, live: LiveResource): JsonValue | undefined;
}

export function createSpareValues(types: readonly TypeMatch[]): SpareValues {
  const used = new Map(types.map((type) => [type.definition.type, new Set(listUsedValues(type))]));
  return {
    take: (type, field, live) => {
      const taken = used.get(type.type) ?? new Set();
      const { schema } = getMemberShape(getResourceShape(type), live.body, field) ?? {};
      if (schema?.type === 'string') return `urn:tenon-swap:${hashSha256(live.id).slice(0, 12)}`;
      const { minimum = 1, maximum = minimum } = schema ?? {};
      for (let value = maximum; value >= minimum; value--) {
        const key = formatUniqueKey({ field, value });
        if (taken.has(key)) continue;
        taken.add(key);
        return value;
      }
      return undefined;
    },
  };
}

const listUsedValues = ({ definition, pairs, unmatched }: TypeMatch): readonly string[] => {
  const bodies = [
    ...pairs.flatMap(({ declared, live }) => [declared.fields, ...(live ? [live.body] : [])]),
    ...unmatched.map(({ live }) => live.body),
  ];
  return bodies.flatMap((body) => findUniqueValues(getResourceShape(definition), body).map(formatUniqueKey));
};

/** Computes what a field holds after it gives up its value: a list keeps only declared items, a single value becomes a spare one. */
export function computeReleasedValue(
  type: ResourceType,
  field: string,
  live: LiveResource,
  declared: JsonValue | undefined,
  spares: SpareValues,
): JsonValue | undefined {
  const value = getObjectMember(live.body, field);
  if (!isArray(value)) return spares.take(type, field, live);
  const declaredItems = new Set((isArray(declared) ? declared : []).map((item) => JSON.stringify(item)));
  return value.filter((item) => declaredItems.has(JSON.stringify(item)));
}
