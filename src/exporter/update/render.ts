import { isScalar, YAMLSeq } from 'yaml';
import type { Spot } from '../../model/definition/written.ts';
import { type Part, secretsIn } from '../encode/part.ts';
import { readsAsPath } from '../yaml/text-file.ts';
import { documentOf, nodeOf } from '../yaml/yaml.ts';

const NOWHERE = { secrets: new Map(), files: new Map() };

/** What stands behind `name:` in a line that begins at a column, blank or line break included. `like`: how the text begins that it replaces. */
export const afterName = (part: Part, column: number, like = ''): string =>
  shifted(styled({ kind: 'map', members: [['k', part]] }, 'k', like).slice('k:'.length), column);

/** What stands behind the dash of an item whose dash is in a column. */
export const afterDash = (part: Part, column: number, like = ''): string =>
  shifted(styled({ kind: 'list', items: [part] }, 0, like).slice('-'.length), column);

function styled(holder: Part, at: string | number, like: string, flow = false): string {
  const node = nodeOf(holder, NOWHERE);
  const document = documentOf(node);
  const value = document.get(at, true);
  const style = STYLES[like.charAt(0)];
  if (style !== undefined && isScalar(value) && typeof value.value === 'string') value.type = style;
  if (flow && node instanceof YAMLSeq) node.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

const STYLES: Readonly<Record<string, 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' | 'BLOCK_LITERAL' | 'BLOCK_FOLDED'>> = {
  '"': 'QUOTE_DOUBLE',
  "'": 'QUOTE_SINGLE',
  '|': 'BLOCK_LITERAL',
  '>': 'BLOCK_FOLDED',
};

/** What stands between brackets: on one line. Files of JSON stay such: others than tenon read them. */
export const inFlow = (part: Part, { path }: Pick<Spot, 'path'>, like = ''): string =>
  path.endsWith('.json')
    ? JSON.stringify(nodeOf(part, NOWHERE).toJSON())
    : styled({ kind: 'list', items: [part] }, 0, like, true)
        .trim()
        .slice(1, -1)
        .trim();

/** Whether it can stand in YAML: neither a secret nor a text that would be taken for the path of a file. */
export const isWritable = (part: Part): boolean => secretsIn(part).length === 0 && !holdsPath(part);

function holdsPath(part: Part): boolean {
  switch (part.kind) {
    case 'text':
      return readsAsPath(part.value, part.extension);
    case 'list':
      return part.items.some(holdsPath);
    case 'map':
      return part.members.some(([, member]) => holdsPath(member));
    default:
      return false;
  }
}

const shifted = (text: string, column: number): string =>
  column === 0 ? text : text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
