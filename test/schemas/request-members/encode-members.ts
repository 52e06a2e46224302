import { isArray, isObject, type JsonObject, type JsonValue } from '../../../src/model/json/json-value.ts';
import { formatPath, type Member } from './list-members.ts';

export interface EncodedMembers {
  /** Members as the API calls them, of which each can be set by this request. */
  readonly members: readonly Member[];
  /** Paths of members that the literal adds by itself: `bindings[].ref.type`. */
  readonly supplied: readonly string[];
}

const PROBE = 'probe';

/** Finds the place of each member in the body that the type's literal makes of it. */
export function encodeMembers(declared: readonly Member[], encode: (body: JsonObject) => JsonValue): EncodedMembers {
  const found = declared.map((member) => ({ member, ends: listEnds(encode(toBody(member.steps)), []) }));
  return {
    members: found.flatMap(({ member, ends }) =>
      ends.filter(({ value }) => value === PROBE).map(({ steps }) => ({ ...member, steps })),
    ),
    supplied: [
      ...new Set(found.flatMap(({ ends }) => ends.filter(({ value }) => value !== PROBE).map(({ steps }) => formatPath(steps)))),
    ],
  };
}

const toBody = (steps: readonly string[]): JsonObject => {
  const value = steps.reduceRight<JsonValue>((inner, step) => (step === '[]' ? [inner] : { [step]: inner }), PROBE);
  return isObject(value) ? value : {};
};

interface End {
  readonly steps: readonly string[];
  readonly value: JsonValue;
}

function listEnds(value: JsonValue, steps: readonly string[]): readonly End[] {
  if (isArray(value)) return value.flatMap((item) => listEnds(item, [...steps, '[]']));
  if (!isObject(value)) return [{ steps, value }];
  return Object.entries(value).flatMap(([name, part]) => listEnds(part, [...steps, name]));
}
