import { createHash } from 'node:crypto';
import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Shape } from '../schema-shape.ts';

/** Both sides of a member in the form in which the API shows it. */
interface ShownValues {
  readonly live: JsonValue | undefined;
  readonly declared: JsonValue;
}

/** Pairs a declared member with its live value, or with the member that the API returns in its place (`x-shown-as`). */
export function pairShownValues(shape: Shape | undefined, live: JsonObject, declared: JsonObject, name: string): ShownValues {
  const own = getObjectMember(live, name) ?? undefined;
  const value = getObjectMember(declared, name) ?? null;
  const other = shape?.schema['x-shown-as'];
  const shown = own ?? (other === undefined ? undefined : getObjectMember(live, other));
  if (!shape?.schema['x-shown-hash'] || shown === undefined || typeof value !== 'string') return { live: shown, declared: value };
  // Without its secret, a definition can still be planned against files or an emulator: the value is then empty on one side.
  if (value === '' || own === '') return { live: shown, declared: shown };
  return { live: shown, declared: own === undefined ? hashLike(shown, value) : value };
}

/** Hashes a declared value. If the API changes the form of its hashes, every value would differ: then it counts as the same. */
const hashLike = (shown: JsonValue, base64: string): JsonValue =>
  typeof shown === 'string' && /^[0-9a-f]{64}$/.test(shown)
    ? createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')
    : shown;
