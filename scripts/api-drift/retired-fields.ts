import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { Difference } from './compare-requests.ts';
import { listDescribedFields } from './listed-fields.ts';
import type { SdkFields } from './sdk-facts.ts';
import type { DescribedRequest } from './type-requests.ts';

/** Lists fields that a schema describes and no request of the SDK has: retired, or known from recordings only. */
export function listRetiredFields(requests: readonly DescribedRequest[]): readonly Difference[] {
  const types = [...new Set(requests.map(({ type }) => type))];
  return types.flatMap((type) => {
    const own = requests.filter((request) => request.type === type);
    const known = new Set(own.flatMap(listSdkFields));
    const described = new Set(own.flatMap(({ place }) => listDescribedFields(place)));
    const missing = [...described].filter((path) => !isOurs(type, path) && !known.has(path) && !isInFreePart(path, known));
    return missing
      .filter((path) => !missing.some((above) => path.startsWith(`${above}.`) || path.startsWith(`${above}[`)))
      .map((path): Difference => ({ id: `${type} ${path}`, kind: 'field' }));
  });
}

/** Directives, what the path of a resource says, and switches of an endpoint of their own are no part of a body. */
function isOurs(name: string, path: string): boolean {
  const type = CATALOGUE.get(name);
  return (
    path.startsWith('$') ||
    (type?.kind === 'placed' && type.key.includes(path)) ||
    (type?.kind === 'collection' && type.idField === path) ||
    type?.activation?.field === path
  );
}

function listSdkFields({ operation, toDeclared }: DescribedRequest): readonly string[] {
  const all: readonly SdkFields[] = [operation.fields, ...operation.kinds.map(({ fields }) => fields)];
  return all.flatMap((fields) => [...fields.keys()].flatMap((path) => toDeclared(path) ?? []));
}

/** Whether the SDK has what holds a field, but says nothing about its members. */
function isInFreePart(path: string, known: ReadonlySet<string>): boolean {
  const above = path.replace(/(?:\.[^.[]+|\[\])$/, '');
  if (above === path) return false;
  const isKnown = known.has(above);
  return isKnown
    ? ![...known].some((each) => each.startsWith(`${above}.`) || each.startsWith(`${above}[`))
    : isInFreePart(above, known);
}
