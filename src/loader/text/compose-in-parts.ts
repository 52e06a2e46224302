import { Composer, type CST, type Document, isSeq, Lexer, Parser, type YAMLError, type YAMLSeq } from 'yaml';

/** Receives the next items of a list. Its range starts where that of the whole list does. */
export type TakeItems = (items: YAMLSeq) => void;

export interface ComposedText {
  /** At least one, even of an empty text. */
  readonly documents: readonly Document[];
  /** Errors and warnings in items that were handed over. */
  readonly itemErrors: readonly YAMLError[];
}

/** So few that they become garbage before the collector moves them out of its young generation. */
const MAX_OPEN_ITEMS = 8;

const OPTIONS = { merge: true, uniqueKeys: true, version: '1.2', keepSourceTokens: false } as const;

/**
 * Composes the documents of a text, and hands over the items of each list right below the root as soon as they are complete: the syntax tree
 * of a whole file would take sixty times the memory of its text. The document then has only the last items of such a list.
 */
export function composeInParts(text: string, takeItems: TakeItems): ComposedText {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const documents: Document[] = [];
  const itemErrors: YAMLError[] = [];
  let isOrdered = false;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    // From the first anchor or directive on, the meaning of an item may depend on what was not handed over before it.
    isOrdered ||= lexeme.startsWith('&') || lexeme.startsWith('%');
    const list = isOrdered ? undefined : findOpenList(parser.stack);
    if (!list || list.items.length <= MAX_OPEN_ITEMS) continue;
    for (const { contents, errors, warnings } of composeCompleteItems(list)) {
      itemErrors.push(...errors, ...warnings);
      if (isSeq(contents)) takeItems(contents);
    }
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  return { documents: [...documents, ...composer.end(true, text.length)], itemErrors };
}

/** Finds the list whose items the parser is reading, if the list is the value of a key of the root. */
function findOpenList([document, root, list]: readonly CST.Token[]): CST.BlockSequence | undefined {
  if (document?.type !== 'document' || root?.type !== 'block-map' || list?.type !== 'block-seq') return undefined;
  return root.items.at(-1)?.sep?.some(({ type }) => type === 'map-value-ind') ? list : undefined;
}

/** Removes the complete items from a list and composes them. The parser may still add a comment to the last but one. */
function composeCompleteItems(list: CST.BlockSequence): Iterable<Document> {
  const items = list.items.splice(0, list.items.length - 2);
  return new Composer(OPTIONS).compose([{ type: 'document', offset: list.offset, start: [], value: { ...list, items } }]);
}
