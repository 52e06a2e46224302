import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Schema } from '../../schema/load-schema.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { ListTree, ScalarTree, Tree } from '../text/definition-tree.ts';
import { convertListToMap } from '../text/map-from-list.ts';
import { readReferencedFile } from '../text/side-file.ts';

/** Converts a value to the form that its schema expects: a path to the content of that file, a list of named items to a map. */
export function coerceValue(context: LoadContext, tree: Tree, schema: Schema | undefined, type: string): Tree {
  if (isNull(tree) && isContainer(schema)) return coerceNull(context, tree, schema);
  if (tree.kind === 'scalar')
    return parseMarkerValue(tree, schema) ?? readReferencedFile(context, tree, schema?.['x-file'], type);
  const keyFields = schema?.['x-listed-by'];
  return keyFields && tree.kind === 'list' ? (convertListToMap(tree, keyFields) ?? tree) : tree;
}

const listSchemaTypes = (schema: Schema | undefined): readonly string[] => [schema?.type ?? []].flat();
const isNull = (tree: Tree): tree is ScalarTree => tree.kind === 'scalar' && tree.value === null;

/** Whether the schema allows only a list or a map. */
const isContainer = (schema: Schema | undefined): boolean => {
  const types = listSchemaTypes(schema);
  return types.length > 0 && types.every((type) => ['array', 'object', 'null'].includes(type));
};

/**
 * Handles null for a list or a map. A list key without a value is an error: probably all of its items are commented out. A written null
 * unsets the field if the API accepts null, and is otherwise read as an empty list. It never empties a relation.
 */
function coerceNull(context: LoadContext, tree: ScalarTree, schema: Schema | undefined): Tree {
  const types = listSchemaTypes(schema);
  const isNullable = types.includes('null');
  const isPlainList = types.includes('array') && !schema?.minItems && !schema?.['x-relation'];
  if (tree.bare && types.includes('array') && (isNullable || isPlainList)) {
    const hint = 'Write [] to empty the list, or remove the key to leave it unchanged.';
    context.findings.push(createError('wrong-type', tree.span, 'The value is missing', { expected: 'a list', hint }));
    return createEmptyList(tree);
  }
  if (tree.bare && isNullable) context.findings.push(warnImplicitNull(tree));
  if (isNullable || !isPlainList) return tree;
  context.findings.push(createWarning('wrong-type', tree.span, 'null is read as an empty list', { expected: 'a list' }));
  return createEmptyList(tree);
}

const warnImplicitNull = ({ span }: ScalarTree): LoadFinding =>
  createWarning('wrong-type', span, 'The value is missing: this is read as null, which unsets the whole field', {
    expected: 'a map, or null',
    hint: 'Write null to unset the field, or remove the key to leave it unchanged.',
  });

const createEmptyList = ({ span }: ScalarTree): ListTree => ({ kind: 'list', items: [], span });

/** Parses a string from `@@KEY@@` as JSON where only a list or a map is allowed: the environment has only strings. auth0-deploy-cli does the same. */
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

/** Converts JSON to a tree in which every value has the place and template of the marker. */
function buildTree(value: JsonValue, at: ScalarTree): Tree {
  const { span } = at;
  if (isArray(value)) return { kind: 'list', items: value.map((item) => buildTree(item, at)), span };
  if (!isObject(value)) return { ...at, value };
  const members = Object.entries(value).map(([name, item]) => [name, { key: span, value: buildTree(item, at) }] as const);
  return { kind: 'map', members: new Map(members), span };
}
