import type { JsonValue } from '../../model/json/json-value.ts';
import type { FilePlace } from '../../model/problem/problem.ts';

/** A value of the tenant that somebody asks for. */
export interface OutputRequest {
  /** What the value is called in the formats that name values. */
  readonly name: string;
  /** An address and a field (`clients/Shop.client_id`), or `tenant.domain`. */
  readonly expression: string;
  /** Where a project declares it. */
  readonly place?: FilePlace;
}

export interface OutputValue {
  readonly name: string;
  readonly expression: string;
  readonly value: JsonValue;
  /** It must not be printed. */
  readonly isSecret: boolean;
}
