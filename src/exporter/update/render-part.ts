import { isScalar, YAMLSeq } from 'yaml';
import type { SourceRange } from '../../model/definition/source-value.ts';
import { collectSecrets, type ExportPart } from '../encode/export-part.ts';
import { isPathLike } from '../yaml/text-file.ts';
import { createDocument, createValueNode } from '../yaml/yaml-document.ts';

const NO_EXTERNAL_VALUES = { secrets: new Map(), files: new Map() };

/** What stands behind `name:` in a line that begins at a column, blank or line break included. `like`: how the text begins that it replaces. */
export const renderAfterName = (part: ExportPart, column: number, oldText = ''): string =>
  indentLines(renderStyled({ kind: 'map', members: [['k', part]] }, 'k', oldText).slice('k:'.length), column);

/** What stands behind the dash of an item whose dash is in a column. */
export const renderAfterDash = (part: ExportPart, column: number, oldText = ''): string =>
  indentLines(renderStyled({ kind: 'list', items: [part] }, 0, oldText).slice('-'.length), column);

function renderStyled(holder: ExportPart, place: string | number, oldText: string, flow = false): string {
  const node = createValueNode(holder, NO_EXTERNAL_VALUES);
  const document = createDocument(node);
  const value = document.get(place, true);
  const style = STYLES[oldText.charAt(0)];
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
export const renderInline = (part: ExportPart, { path }: Pick<SourceRange, 'path'>, oldText = ''): string =>
  path.endsWith('.json')
    ? JSON.stringify(createValueNode(part, NO_EXTERNAL_VALUES).toJSON())
    : renderStyled({ kind: 'list', items: [part] }, 0, oldText, true)
        .trim()
        .slice(1, -1)
        .trim();

/** Whether it can stand in YAML: neither a secret nor a text that would be taken for the path of a file. */
export const isWritable = (part: ExportPart): boolean => collectSecrets(part).length === 0 && !hasPathText(part);

function hasPathText(part: ExportPart): boolean {
  switch (part.kind) {
    case 'text':
      return isPathLike(part.value, part.extension);
    case 'list':
      return part.items.some(hasPathText);
    case 'map':
      return part.members.some(([, member]) => hasPathText(member));
    default:
      return false;
  }
}

const indentLines = (text: string, column: number): string =>
  column === 0 ? text : text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
