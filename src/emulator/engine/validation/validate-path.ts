import { Refusal } from '../../http/refusal.ts';
import { describeViolation, describeViolationPlace } from './describe-violation.ts';
import type { RequestSchemas } from './request-schemas.ts';

/** Validates path parameters that have a schema: enumerations and some ids. The API checks few ids (recorded traffic). */
export function checkPath(schemas: RequestSchemas, method: string, path: string, params: Readonly<Record<string, string>>): void {
  // Without parameters there is nothing to load schemas for: a plan of a small tenant mostly reads lists.
  if (Object.keys(params).length === 0) return;
  const violation = schemas.findViolation(method, path, 'path', params);
  if (violation === undefined) return;
  throw new Refusal(
    400,
    `Path validation error: '${describeViolation(violation, violation.data)}' on property ${describeViolationPlace(violation)}.`,
    'invalid_uri',
  );
}
