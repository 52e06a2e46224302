import { nearest } from '../model/nearest.ts';
import type { Schema } from '../schema/load.ts';
import { caution, type Finding, mistake } from './findings.ts';
import type { Mapping, Member } from './tree.ts';
import { hideLikelySecret, sameWord } from './unknown-field.ts';

/**
 * A member that is not described, of an object that takes any. Nearly the name of one that is, it is a slip; anything else is the user's
 * word against ours.
 */
export function undescribed(
  name: string,
  { key, value }: Member,
  holder: Mapping,
  schema: Schema | undefined,
): readonly Finding[] {
  const known = schema?.properties ?? {};
  if (!schema?.['x-open'] || Object.hasOwn(known, name)) return [];
  const near = nearest(
    name,
    Object.keys(known).filter((other) => !holder.members.has(other) && known[other]?.readOnly !== true),
  );
  hideLikelySecret(name, near, value);
  const hint = near === undefined ? {} : { hint: `Did you mean "${near}"?` };
  // The API itself has several fields in two spellings.
  if (near === undefined || sameWord(near, name))
    return [caution('unknown-field', key, `tenon does not know "${name}": it is sent as it is written`, hint)];
  return [mistake('unknown-field', key, `there is no field "${name}" here`, hint)];
}
