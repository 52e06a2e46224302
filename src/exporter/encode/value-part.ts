import { isArray, isObject, isWellFormed, type JsonValue } from '../../model/json/json-value.ts';
import { isEmpty } from '../../schema/compare/normal-form.ts';
import { matchesSchema } from '../../schema/matches-schema.ts';
import { isEmptyUnset, isMergedMap, parseReference, type Shape, translateReference } from '../../schema/schema-shape.ts';
import { canStoreInFile, isPathLike } from '../yaml/text-file.ts';
import { type ExportContext, type Fidelity, noteKept, omitValue } from './export-context.ts';
import { type ExportPart, toClearValue, toPlainPart } from './export-part.ts';
import { toListPart } from './list-part.ts';
import { toMapPart } from './map-part.ts';
import { toSecretPart } from './secret-part.ts';

const NO_NAMES: ReadonlySet<string> = new Set();

/** Converts a live value to its declared form. Undefined: nothing to declare. `keep`: members to export even if they equal a default. */
export function toValuePart(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonValue,
  path: string,
  fidelity: Fidelity,
  keep: ReadonlySet<string> = NO_NAMES,
): ExportPart | undefined {
  const schema = shape?.schema;
  if (schema?.readOnly || schema?.writeOnly) return undefined;
  if (value === null) return fidelity === 'exact' ? toPlainPart(null) : undefined;
  if (isEmpty(value) && (isEmptyUnset(schema) || isMergedMap(schema)) && fidelity !== 'exact') return undefined;
  if (schema?.['x-generated'] && !context.full) return omitValue(context, 'generated', path);
  if (schema?.deprecated && !context.full) return omitValue(context, 'deprecated', path);
  const part = convertByKind(context, shape, value, path, fidelity, keep);
  if (part === undefined || !shape || matchesSchema(shape, toClearValue(part))) return part;
  if (isEmpty(toClearValue(part))) return undefined;
  if (!isUnlisted(shape, value)) return omitValue(context, 'refused', path);
  noteKept(context, 'kept-value', path, shortenValue(value));
  return part;
}

/** Whether a value is valid except that the schema's `enum` lacks it. Enumerations lag behind the API, so such a value is exported. */
function isUnlisted({ schema, root }: Shape, value: JsonValue): boolean {
  const { enum: listed, const: _, ...open } = schema;
  return listed !== undefined && !isObject(value) && !isArray(value) && matchesSchema({ schema: open, root }, value);
}

const MAX_LENGTH = 60;
const shortenValue = (value: JsonValue): string => JSON.stringify(value).slice(0, MAX_LENGTH);

function convertByKind(
  context: ExportContext,
  shape: Shape | undefined,
  value: Exclude<JsonValue, null>,
  path: string,
  fidelity: Fidelity,
  keep: ReadonlySet<string>,
): ExportPart | undefined {
  const schema = shape?.schema;
  if (schema?.['x-secret'] || schema?.['x-opaque']) return toSecretPart(value, schema['x-opaque'] === true);
  if (isArray(value)) return toListPart(context, shape, value, path, fidelity);
  if (isObject(value)) return toMapPart(context, shape, value, path, fidelity, keep);
  if (typeof value !== 'string') return toPlainPart(value);
  if (!isWellFormed(value)) return omitValue(context, 'refused', path);
  const extension = schema?.['x-file'];
  if (extension !== undefined) {
    const isUnwritable = isPathLike(value, extension) && !canStoreInFile(value);
    return isUnwritable ? omitValue(context, 'refused', path) : { kind: 'text', value, extension };
  }
  return toPlainPart(toReferenceText(context, shape, value));
}

/** Replaces an id by the key of its resource. Unknown ids, and those of resources that share a key, stay ids. */
export function toReferenceText(context: ExportContext, shape: Shape | undefined, value: string): string {
  const target = parseReference(shape?.schema);
  if (!target || target.field !== undefined) return value;
  return translateReference(target, value, (type, id) => toTargetText(context, type, id));
}

export function toTargetText({ address, references: { names }, notebook }: ExportContext, type: string, id: string): string {
  const text = names.types.get(type)?.keyById.get(id);
  if (text === undefined || text === id)
    notebook.recordKeptId({ address, type, id, reason: text === undefined ? 'unknown' : 'ambiguous' });
  return text ?? id;
}
