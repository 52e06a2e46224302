import { Refusal } from '../../http/refusal.ts';
import { violationPlace, violationText } from './schema-error-text.ts';
import type { Schemas } from './schemas.ts';

/** Names in a path that are values of a fixed set, or ids of a fixed shape; most ids are not looked at (recorded traffic). */
export function checkPath(schemas: Schemas, method: string, path: string, params: Readonly<Record<string, string>>): void {
  const violation = schemas.violation(method, path, 'path', params);
  if (violation === undefined) return;
  throw new Refusal(
    400,
    `Path validation error: '${violationText(violation, violation.data)}' on property ${violationPlace(violation)}.`,
    'invalid_uri',
  );
}
