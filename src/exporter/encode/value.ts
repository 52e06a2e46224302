import { isArray, isObject, isWellFormed, type JsonValue } from '../../model/json/json.ts';
import { isEmpty } from '../../schema/compare/normal.ts';
import { fits } from '../../schema/fits.ts';
import { isMergedMap, keepsNoEmpty, referenceOf, type Shape } from '../../schema/walk.ts';
import { fitsInFile, readsAsPath } from '../yaml/text-file.ts';
import { listPart } from './list.ts';
import { mapPart } from './map.ts';
import { clearOf, type Part, plain } from './part.ts';
import { type Care, leaveOut, noteKept, type Run } from './run.ts';
import { secretPart } from './secret-part.ts';

const NONE: ReadonlySet<string> = new Set();

/** A live value in the words of a definition; undefined where there is nothing to say. `keep`: members that stay whatever they hold. */
export function partOf(
  run: Run,
  shape: Shape | undefined,
  value: JsonValue,
  path: string,
  care: Care,
  keep: ReadonlySet<string> = NONE,
): Part | undefined {
  const schema = shape?.schema;
  if (schema?.readOnly || schema?.writeOnly) return undefined;
  if (value === null) return care === 'exact' ? plain(null) : undefined;
  if (isEmpty(value) && (keepsNoEmpty(schema) || isMergedMap(schema)) && care !== 'exact') return undefined;
  if (schema?.['x-generated'] && !run.full) return leaveOut(run, 'generated', path);
  if (schema?.deprecated && !run.full) return leaveOut(run, 'deprecated', path);
  const part = formOf(run, shape, value, path, care, keep);
  if (part === undefined || !shape || fits(shape, clearOf(part))) return part;
  if (isEmpty(clearOf(part))) return undefined;
  if (!isUnlisted(shape, value)) return leaveOut(run, 'refused', path);
  noteKept(run, 'kept-value', path, shortened(value));
  return part;
}

/** Lists of values lag behind the API: one that is not in them yet is as good as the others. */
function isUnlisted({ schema, root }: Shape, value: JsonValue): boolean {
  const { enum: listed, const: _, ...open } = schema;
  return listed !== undefined && !isObject(value) && !isArray(value) && fits({ schema: open, root }, value);
}

const LONGEST = 60;
const shortened = (value: JsonValue): string => JSON.stringify(value).slice(0, LONGEST);

function formOf(
  run: Run,
  shape: Shape | undefined,
  value: Exclude<JsonValue, null>,
  path: string,
  care: Care,
  keep: ReadonlySet<string>,
): Part | undefined {
  const schema = shape?.schema;
  if (schema?.['x-secret'] || schema?.['x-opaque']) return secretPart(value, schema['x-opaque'] === true);
  if (isArray(value)) return listPart(run, shape, value, path, care);
  if (isObject(value)) return mapPart(run, shape, value, path, care, keep);
  if (typeof value !== 'string') return plain(value);
  if (!isWellFormed(value)) return leaveOut(run, 'refused', path);
  const extension = schema?.['x-file'];
  if (extension !== undefined) {
    const isNowhere = readsAsPath(value, extension) && !fitsInFile(value);
    return isNowhere ? leaveOut(run, 'refused', path) : { kind: 'text', value, extension };
  }
  return plain(care === 'exact' ? value : referenceText(run, shape, value));
}

/** An id as the key of what has it; as it stands where nothing is known of that, or where its key does not tell it apart. */
export function referenceText(run: Run, shape: Shape | undefined, value: string): string {
  const target = referenceOf(shape?.schema);
  if (!target || target.field !== undefined) return value;
  return targetText(run, target.type, value);
}

export function targetText({ address, known: { names }, notebook }: Run, type: string, id: string): string {
  const text = names.types.get(type)?.keyById.get(id);
  if (text === undefined || text === id)
    notebook.keepId({ address, type, id, why: text === undefined ? 'unknown' : 'ambiguous' });
  return text ?? id;
}
