import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { readList, readString } from '../read-field.ts';

/** Works out from list and mode together whose phone numbers are accepted. */
export const compareCountries: ImpactPredicate = ({ field, resource }) => {
  const name = field.split(/[.[]/)[0] ?? '';
  const [before, after] = [readCountries(resource.before, name), readCountries(resource.after, name)];
  const isWider = isWithin(before, after);
  const isNarrower = isWithin(after, before);
  if (isWider && isNarrower) return undefined;
  if (isNarrower) return { is: 'tightens', says: 'Phone numbers from some countries are no longer accepted.' };
  return {
    is: 'widens',
    says: isWider ? 'Phone numbers from more countries are accepted.' : 'Phone numbers from different countries are accepted.',
  };
};

/** The listed countries, or all but the listed ones. */
interface CountrySet {
  readonly isAllBut: boolean;
  readonly list: ReadonlySet<JsonValue>;
}

/** Nothing set: all countries. */
function readCountries(fields: JsonObject | undefined, name: string): CountrySet {
  const list = new Set(readList(fields, `${name}.list`));
  return { isAllBut: readString(fields, `${name}.mode`) !== 'allow', list };
}

/** Whether every country of the first set is in the second. There are more countries than any list names. */
function isWithin(inner: CountrySet, outer: CountrySet): boolean {
  if (inner.isAllBut) return outer.isAllBut && [...outer.list].every((country) => inner.list.has(country));
  return [...inner.list].every((country) => outer.list.has(country) !== outer.isAllBut);
}
