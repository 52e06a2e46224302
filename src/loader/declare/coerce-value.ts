import { isArray, isObject, type JsonValue } from '../../model/json/json.ts';
import type { Schema } from '../../schema/load.ts';
import { caution, type Finding, mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { asMap } from '../text/list-from-text.ts';
import { withFile } from '../text/side-file.ts';
import type { List, Scalar, Tree } from '../text/tree.ts';

/** A value in the form that its schema asks for: a path as what is in the file, a list as the map that it stands for. */
export function coerceValue(reading: Reading, tree: Tree, schema: Schema | undefined, type: string): Tree {
  if (isNull(tree) && isContainer(schema)) return coerceNull(reading, tree, schema);
  if (tree.kind === 'scalar') return parseMarkerValue(tree, schema) ?? withFile(reading, tree, schema?.['x-file'], type);
  const by = schema?.['x-listed-by'];
  return by && tree.kind === 'list' ? (asMap(tree, by) ?? tree) : tree;
}

const typesOf = (schema: Schema | undefined): readonly string[] => [schema?.type ?? []].flat();
const isNull = (tree: Tree): tree is Scalar => tree.kind === 'scalar' && tree.value === null;

/** Whether only a list or a map can stand here. */
const isContainer = (schema: Schema | undefined): boolean => {
  const types = typesOf(schema);
  return types.length > 0 && types.every((type) => ['array', 'object', 'null'].includes(type));
};

/**
 * A list with nothing behind its name, such as one of which all lines are commented out, is an accident and an error. A null that is written unsets
 * the field where the API takes null, and is read as an empty list where it does not; but it never empties a relation.
 */
function coerceNull(reading: Reading, tree: Scalar, schema: Schema | undefined): Tree {
  const types = typesOf(schema);
  const isNullable = types.includes('null');
  const isPlainList = types.includes('array') && !schema?.minItems && !schema?.['x-relation'];
  if (tree.bare && types.includes('array') && (isNullable || isPlainList)) {
    const hint = 'Write [] to empty the list, or remove the name to leave it alone.';
    reading.findings.push(mistake('wrong-type', tree.span, 'Nothing is written here', { expected: 'a list', hint }));
    return emptyList(tree);
  }
  if (tree.bare && isNullable) reading.findings.push(unsetByNothing(tree));
  if (isNullable || !isPlainList) return tree;
  reading.findings.push(caution('wrong-type', tree.span, 'null is read as an empty list', { expected: 'a list' }));
  return emptyList(tree);
}

const unsetByNothing = ({ span }: Scalar): Finding =>
  caution('wrong-type', span, 'Nothing is written here: it is read as null, which unsets all of it', {
    expected: 'a map, or null',
    hint: 'Write null if that is meant, or remove the name to leave it alone.',
  });

const emptyList = ({ span }: Scalar): List => ({ kind: 'list', items: [], span });

/** `@@KEY@@` of an environment variable is a text; where only a list or a map can stand, it is read as JSON, as auth0-deploy-cli does. */
function parseMarkerValue(tree: Scalar, schema: Schema | undefined): Tree | undefined {
  if (typeof tree.value !== 'string' || !isContainer(schema) || !/^@@\w+@@$/.test(tree.template ?? '')) return undefined;
  const value = parseJson(tree.value);
  return value !== undefined && (isArray(value) || isObject(value)) ? plantTree(value, tree) : undefined;
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
function plantTree(value: JsonValue, at: Scalar): Tree {
  const { span } = at;
  if (isArray(value)) return { kind: 'list', items: value.map((item) => plantTree(item, at)), span };
  if (!isObject(value)) return { ...at, value };
  const members = Object.entries(value).map(([name, item]) => [name, { key: span, value: plantTree(item, at) }] as const);
  return { kind: 'map', members: new Map(members), span };
}
