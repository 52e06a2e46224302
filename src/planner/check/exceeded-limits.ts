import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';

/** Refuses numbers that would be greater than the field that limits them. Checked here because the other one may be live. */
export const refuseExceededLimits = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) => {
    const shape = getResourceShape(definition);
    const limits = Object.entries(shape.schema.properties ?? {}).flatMap(([name, { 'x-at-most': limit }]) =>
      limit === undefined ? [] : [{ name, limit }],
    );
    return pairs.flatMap((pair) => limits.flatMap(({ name, limit }) => reportExceeded(shape, pair, name, limit)));
  });

function reportExceeded(shape: Shape, { declared, live }: ResourcePair, name: string, limit: string): readonly Problem[] {
  const { address, fields } = declared;
  const isDeclared = [name, limit].some((member) => getObjectMember(fields, member) !== undefined);
  const after: JsonObject = { ...live?.body, ...fields };
  const [value, most] = [readNumber(shape, after, name), readNumber(shape, after, limit)];
  if (!isDeclared || value === undefined || most === undefined || value <= most) return [];
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      message: `${name} of ${address} would be ${value}, more than its ${limit} of ${most}`,
      place: { kind: 'address', address, pointer: `/${getObjectMember(fields, name) === undefined ? limit : name}` },
      expected: `${name} of at most ${limit}`,
      hint: `Lower ${name} or raise ${limit}.`,
    },
  ];
}

/** Reads a number as it will be in the tenant. */
function readNumber(shape: Shape, fields: JsonObject, name: string): number | undefined {
  const value = getObjectMember(fields, name) ?? getMemberShape(shape, fields, name)?.schema['x-server-default'];
  return typeof value === 'number' ? value : undefined;
}
