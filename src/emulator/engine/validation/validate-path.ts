import { Refusal } from '../../http/refusal.ts';
import { describeViolation, describeViolationPlace } from './describe-violation.ts';
import type { RequestSchemas } from './request-schemas.ts';

/** Names in a path that are values of a fixed set, or ids of a fixed shape; most ids are not looked at (recorded traffic). */
export function checkPath(schemas: RequestSchemas, method: string, path: string, params: Readonly<Record<string, string>>): void {
  const violation = schemas.findViolation(method, path, 'path', params);
  if (violation === undefined) return;
  throw new Refusal(
    400,
    `Path validation error: '${describeViolation(violation, violation.data)}' on property ${describeViolationPlace(violation)}.`,
    'invalid_uri',
  );
}
