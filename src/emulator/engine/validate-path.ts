import { member } from '../../model/json.ts';
import { Refusal } from '../http/refusal.ts';
import { placeOf, violationText } from './schema-error-text.ts';
import type { Schemas } from './schemas.ts';

/** Names in a path that are values of a fixed set, or ids of a fixed shape; most ids are not looked at (recorded traffic). */
export function checkPath(schemas: Schemas, method: string, path: string, params: Readonly<Record<string, string>>): void {
  const violation = schemas.violation(method, path, 'path', params);
  if (violation === undefined) return;
  const title = member(violation.parentSchema ?? {}, 'title');
  const place = `${placeOf(violation.instancePath)}${typeof title === 'string' ? ` (${title})` : ''}`;
  throw new Refusal(
    400,
    `Path validation error: '${violationText(violation, violation.data)}' on property ${place}.`,
    'invalid_uri',
  );
}
