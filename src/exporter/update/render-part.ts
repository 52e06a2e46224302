import { isScalar, YAMLSeq } from 'yaml';
import type { SourceRange } from '../../model/definition/source-value.ts';
import { collectSecrets, type ExportPart } from '../encode/export-part.ts';
import { isPathLike } from '../yaml/text-file.ts';
import { createDocument, createValueNode } from '../yaml/yaml-document.ts';

const NO_EXTERNAL_VALUES = { secrets: new Map(), files: new Map() };

/**
 * Renders a value as the text after `name:`, including the space or line break, with its lines indented by `column`. `oldText` is the text to
 * replace; its first character decides the quotes.
 */
export const renderAfterName = (part: ExportPart, column: number, oldText = ''): string =>
  indentLines(renderStyled({ kind: 'map', members: [['k', part]] }, 'k', oldText).slice('k:'.length), column);

/** Renders an item for the text after its dash, which is at `column`. */
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

/** Renders a value on one line, for use inside of brackets. JSON files stay JSON, because other tools read them. */
export const renderInline = (part: ExportPart, { path }: Pick<SourceRange, 'path'>, oldText = ''): string =>
  path.endsWith('.json')
    ? JSON.stringify(createValueNode(part, NO_EXTERNAL_VALUES).toJSON())
    : renderStyled({ kind: 'list', items: [part] }, 0, oldText, true)
        .trim()
        .slice(1, -1)
        .trim();

/** Whether YAML can contain the value: it has no secrets, and no text that the loader would mistake for a path. */
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
