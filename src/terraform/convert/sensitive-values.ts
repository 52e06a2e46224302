import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { StateResource } from '../state/state-resource.ts';

/** Collects the values at the paths that Terraform marks as sensitive, as text. */
export const listSensitiveAttributes = ({ attributes, sensitive }: StateResource): ReadonlySet<string> =>
  new Set(collectTexts(attributes, '', (path) => sensitive.has(path), false));

function collectTexts(value: JsonValue, path: string, isMarked: (path: string) => boolean, inside: boolean): readonly string[] {
  const marked = inside || isMarked(path);
  if (isArray(value)) return value.flatMap((item) => collectTexts(item, path, isMarked, marked));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, member]) =>
      collectTexts(member, path === '' ? name : `${path}.${name}`, isMarked, marked),
    );
  return marked && value !== null && value !== '' && typeof value !== 'boolean' ? [String(value)] : [];
}
