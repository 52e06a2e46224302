import type { JsonValue } from '../model/json.ts';
import type { Shape } from '../schema/walk.ts';
import type { Part } from './part.ts';
import type { Run } from './run.ts';
import { partOf } from './value.ts';

/**
 * A member that the API takes and does not give back, and that cannot be left out, or not where the resource is made: as far as the tenant
 * shows it, and if it is a secret, as one whose value somebody else has to know.
 */
export function neededPart(run: Run, shape: Shape | undefined, value: JsonValue | undefined, path: string): Part | undefined {
  if (!shape?.schema.writeOnly) return undefined;
  const { writeOnly: _, ...schema } = shape.schema;
  if (value !== undefined && value !== null) return partOf(run, { ...shape, schema }, value, path, 'least');
  return schema['x-secret'] && schema.type === 'string' ? { kind: 'secret', value: '?', hidden: true } : undefined;
}
