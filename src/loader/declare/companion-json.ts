import type { ResourceType } from '../../resources/define.ts';
import { schemaOf } from '../../schema/load.ts';
import { mistake } from '../findings.ts';
import { type Reading, readSideFile } from '../load-context.ts';
import { overlaid } from '../text/overlay.ts';
import { treeIn } from '../text/read-document.ts';
import { pathOf } from '../text/side-file.ts';
import { isEmptyTree, kindOf, type Mapping, type Scalar, type Tree } from '../text/tree.ts';

/** A resource whose other fields stand in a JSON file that it names, with these. What is written beside the name wins. */
export function withRest(reading: Reading, type: ResourceType, tree: Mapping): Mapping {
  const field = restOf(type);
  const named = field === undefined ? undefined : tree.members.get(field)?.value;
  if (field === undefined || named === undefined) return tree;
  const own: Mapping = { ...tree, members: new Map([...tree.members].filter(([name]) => name !== field)) };
  const rest = named.kind === 'scalar' && typeof named.value === 'string' ? mapIn(reading, named, type.type) : named;
  if (rest?.kind === 'map') return { ...overlaid(rest, own), span: tree.span };
  if (rest && !isEmptyTree(rest)) {
    const advice = { expected: 'a map of fields, or the path of a JSON file with one' };
    reading.findings.push(mistake('wrong-type', rest.span, `"${field}" is ${kindOf(rest)}`, advice));
  }
  return own;
}

const restOf = ({ type }: ResourceType): string | undefined =>
  Object.entries(schemaOf(type).properties ?? {}).find(([, schema]) => schema['x-rest'])?.[0];

function mapIn(reading: Reading, scalar: Scalar, folder: string): Tree | undefined {
  const path = pathOf(reading, scalar, folder);
  const source = path === undefined ? undefined : readSideFile(reading, path, scalar.span, 'json');
  return source && treeIn(reading, source)?.tree;
}
