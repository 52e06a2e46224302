import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { listCreateRequiredMembers, listRequiredMembers } from '../../schema/matches-schema.ts';
import { getMemberShape, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';
import { type ExportContext, omitValue } from './export-context.ts';
import type { ExportPart, MapMember } from './export-part.ts';

/**
 * Adds members that the API accepts but doesn't return: those that the schema requires, always or for a create, and, where the object has
 * other content, its secrets. A secret becomes a reference to a variable that somebody has to fill.
 */
export function collectRequiredMembers(
  context: ExportContext,
  shape: Shape,
  value: JsonObject,
  isExported: (name: string) => boolean,
  path: string,
  hasContent: boolean,
): readonly MapMember[] {
  const secrets = hasContent ? findHiddenSecrets(shape, value) : [];
  return [...new Set([...listRequiredMembers(shape, value), ...listCreateRequiredMembers(shape, value), ...secrets])]
    .filter((name) => !isExported(name))
    .flatMap((name): MapMember[] => {
      const part = toRequiredPart(
        context,
        getMemberShape(shape, value, name),
        getObjectMember(value, name),
        path === '' ? name : `${path}.${name}`,
      );
      return part ? [[name, part]] : [];
    });
}

/** Secrets that the API never returns, except those that it can generate. */
const findHiddenSecrets = (shape: Shape, value: JsonObject): readonly string[] =>
  listActiveSchemas(shape, value)
    .flatMap(({ properties = {} }) => Object.keys(properties))
    .filter((name) => {
      const schema = getMemberShape(shape, value, name)?.schema;
      return schema?.writeOnly === true && schema['x-secret'] === true && !schema['x-generated'];
    });

function toRequiredPart(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonValue | undefined,
  path: string,
): ExportPart | undefined {
  if (!shape) return undefined;
  const { writeOnly: hidden, ...schema } = shape.schema;
  const isThere = value !== undefined && value !== null;
  if (isThere && !(isObject(value) && isOfType(shape, 'object'))) {
    return hidden ? context.toPart(context, { ...shape, schema }, value, path, 'least') : undefined;
  }
  if (schema['x-secret'] && isOfType(shape, 'string')) return { kind: 'secret', value: '?', hidden: true, unseen: true };
  if (schema['x-secret'] && isOfType(shape, 'object')) return omitValue(context, 'hidden', path);
  if (!isOfType(shape, 'object') || !(hidden || schema['x-create-required'])) return undefined;
  const exportedPart = isThere && hidden ? context.toPart(context, { ...shape, schema }, value, path, 'least') : undefined;
  if (exportedPart) return exportedPart;
  const members = collectRequiredMembers(context, { ...shape, schema }, isObject(value) ? value : {}, () => false, path, false);
  return { kind: 'map', members };
}

const isOfType = ({ schema: { type } }: Shape, typeName: string): boolean =>
  type === typeName || (typeof type === 'object' && type.includes(typeName));
