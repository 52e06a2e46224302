import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Schema } from '../../schema/load-schema.ts';
import { createError, createWarning, type Finding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { ListTree, ScalarTree, Tree } from '../text/definition-tree.ts';
import { convertListToMap } from '../text/map-from-list.ts';
import { readReferencedFile } from '../text/side-file.ts';

/** A value in the form that its schema asks for: a path as what is in the file, a list as the map that it stands for. */
export function coerceValue(context: LoadContext, tree: Tree, schema: Schema | undefined, type: string): Tree {
  if (isNull(tree) && isContainer(schema)) return coerceNull(context, tree, schema);
  if (tree.kind === 'scalar')
    return parseMarkerValue(tree, schema) ?? readReferencedFile(context, tree, schema?.['x-file'], type);
  const keyFields = schema?.['x-listed-by'];
  return keyFields && tree.kind === 'list' ? (convertListToMap(tree, keyFields) ?? tree) : tree;
}

const listSchemaTypes = (schema: Schema | undefined): readonly string[] => [schema?.type ?? []].flat();
const isNull = (tree: Tree): tree is ScalarTree => tree.kind === 'scalar' && tree.value === null;

/** Whether only a list or a map can stand here. */
const isContainer = (schema: Schema | undefined): boolean => {
  const types = listSchemaTypes(schema);
  return types.length > 0 && types.every((type) => ['array', 'object', 'null'].includes(type));
};

/**
 * A list with nothing behind its name, such as one of which all lines are commented out, is an accident and an error. A null that is written unsets
 * the field where the API takes null, and is read as an empty list where it does not; but it never empties a relation.
 */
function coerceNull(context: LoadContext, tree: ScalarTree, schema: Schema | undefined): Tree {
  const types = listSchemaTypes(schema);
  const isNullable = types.includes('null');
  const isPlainList = types.includes('array') && !schema?.minItems && !schema?.['x-relation'];
  if (tree.bare && types.includes('array') && (isNullable || isPlainList)) {
    const hint = 'Write [] to empty the list, or remove the name to leave it alone.';
    context.findings.push(createError('wrong-type', tree.span, 'Nothing is written here', { expected: 'a list', hint }));
    return createEmptyList(tree);
  }
  if (tree.bare && isNullable) context.findings.push(warnImplicitNull(tree));
  if (isNullable || !isPlainList) return tree;
  context.findings.push(createWarning('wrong-type', tree.span, 'null is read as an empty list', { expected: 'a list' }));
  return createEmptyList(tree);
}

const warnImplicitNull = ({ span }: ScalarTree): Finding =>
  createWarning('wrong-type', span, 'Nothing is written here: it is read as null, which unsets all of it', {
    expected: 'a map, or null',
    hint: 'Write null if that is meant, or remove the name to leave it alone.',
  });

const createEmptyList = ({ span }: ScalarTree): ListTree => ({ kind: 'list', items: [], span });

/** `@@KEY@@` of an environment variable is a text; where only a list or a map can stand, it is read as JSON, as auth0-deploy-cli does. */
function parseMarkerValue(tree: ScalarTree, schema: Schema | undefined): Tree | undefined {
  if (typeof tree.value !== 'string' || !isContainer(schema) || !/^@@\w+@@$/.test(tree.template ?? '')) return undefined;
  const value = parseJson(tree.value);
  return value !== undefined && (isArray(value) || isObject(value)) ? buildTree(value, tree) : undefined;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    const parsed: JsonValue = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

/** A value that stands where its marker does. */
function buildTree(value: JsonValue, at: ScalarTree): Tree {
  const { span } = at;
  if (isArray(value)) return { kind: 'list', items: value.map((item) => buildTree(item, at)), span };
  if (!isObject(value)) return { ...at, value };
  const members = Object.entries(value).map(([name, item]) => [name, { key: span, value: buildTree(item, at) }] as const);
  return { kind: 'map', members: new Map(members), span };
}
