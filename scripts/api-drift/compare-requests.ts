import { findField, listValues, type SchemaPlace } from './schema-lookup.ts';
import type { SdkFields } from './sdk-facts.ts';
import type { DescribedRequest } from './type-requests.ts';

/** Something that the SDK knows and tenon does not. `id` is what a baseline names. */
export interface Difference {
  readonly id: string;
  readonly kind: 'operation' | 'field' | 'value';
}

/** How much was compared. */
export interface Comparison {
  readonly fields: number;
  readonly values: number;
  readonly differences: readonly Difference[];
}

export const sumComparisons = (all: readonly Comparison[]): Comparison => ({
  fields: all.reduce((sum, { fields }) => sum + fields, 0),
  values: all.reduce((sum, { values }) => sum + values, 0),
  differences: [...new Map(all.flatMap(({ differences }) => differences).map((each) => [each.id, each])).values()],
});

/** Compares the body of a request with the schema of a type: each kind of it, where the SDK tells kinds apart. */
export const compareWithSchema = ({ type, operation, place, keys, toDeclared }: DescribedRequest): Comparison =>
  sumComparisons([
    compareFields(keys, place, `${type}: ${operation.id}`),
    // Where there are kinds, each of them says better than their sum what it has.
    compareFields(
      operation.kinds.length === 0 ? operation.fields : pickTopLevel(operation.fields),
      place,
      `${type}: ${operation.id}`,
      toDeclared,
    ),
    ...operation.kinds.map(({ when, fields }) => {
      const label = Object.entries(when)
        .map(([name, value]) => `${name}=${value}`)
        .join();
      return compareFields(
        fields,
        { ...place, known: { ...place.known, ...when } },
        `${type}: ${operation.id}?${label}`,
        toDeclared,
      );
    }),
  ]);

const pickTopLevel = (fields: SdkFields): SdkFields => new Map([...fields].filter(([path]) => !/[.[]/.test(path)));

/** Compares fields and their values with the schemas of a place. A field below a missing one is not reported again. */
export function compareFields(
  fields: SdkFields,
  place: SchemaPlace,
  label: string,
  toDeclared: (path: string) => string | undefined = (path) => path,
): Comparison {
  const missing: string[] = [];
  const differences: Difference[] = [];
  let values = 0;
  for (const [path, field] of fields) {
    const declared = toDeclared(path);
    if (declared === undefined || missing.some((above) => isBelow(path, above))) continue;
    const found = findField(place, declared);
    if (found.kind === 'absent') {
      missing.push(path);
      differences.push({ id: `${label} ${path}`, kind: 'field' });
    }
    if (found.kind !== 'described') continue;
    values += field.values.length;
    const known = listValues(found.place);
    const unknown = known === undefined ? [] : field.values.filter((value) => !known.has(value));
    differences.push(...unknown.map((value): Difference => ({ id: `${label} ${path} = ${value}`, kind: 'value' })));
  }
  return { fields: fields.size, values, differences };
}

const isBelow = (path: string, above: string): boolean => path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
