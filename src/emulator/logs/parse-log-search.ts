import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { parseSearchTokens, SearchSyntaxError, type SearchToken } from './log-search-tokens.ts';
import { buildRangeMatcher, buildValueMatcher } from './log-value-matchers.ts';

export type EventMatcher = (event: JsonObject) => boolean;

/** Searchable fields of an event; `details` and `references` are not searchable (log search documentation). */
const SEARCHABLE_FIELDS = new Set([
  'client_id',
  'client_name',
  'connection',
  'connection_id',
  'description',
  'date',
  'hostname',
  'ip',
  'log_id',
  'organization_id',
  'user_id',
  'user_name',
  'user_agent',
  'strategy',
  'strategy_type',
  'type',
]);

/**
 * Parses a log search in a subset of Lucene's syntax: fields, quotes, wildcards, ranges, parentheses, AND, OR, NOT. Throws
 * `SearchSyntaxError`.
 */
export function parseLogSearch(text: string): EventMatcher {
  const reader = new SearchParser(parseSearchTokens(text));
  const matches = reader.parseExpression(undefined);
  reader.expectEnd();
  return matches;
}

class SearchParser {
  readonly #tokens: readonly SearchToken[];
  #position = 0;

  constructor(tokens: readonly SearchToken[]) {
    this.#tokens = tokens;
  }

  expectEnd(): void {
    if (this.#peek() !== undefined) throw new SearchSyntaxError(`"${this.#peek()?.kind}" is not expected here`);
  }

  /** Parses an expression. Terms without an operator between them are joined by OR, as in Lucene. */
  parseExpression(field: string | undefined): EventMatcher {
    const options = [this.#parseConjunction(field)];
    while (this.#peek() !== undefined && this.#peek()?.kind !== 'close') {
      this.#take('or');
      options.push(this.#parseConjunction(field));
    }
    return (event) => options.some((option) => option(event));
  }

  #parseConjunction(field: string | undefined): EventMatcher {
    const parts = [this.#parsePart(field)];
    while (this.#take('and')) parts.push(this.#parsePart(field));
    return (event) => parts.every((part) => part(event));
  }

  #parsePart(field: string | undefined): EventMatcher {
    if (this.#take('not')) {
      const part = this.#parsePart(field);
      return (event) => !part(event);
    }
    if (!this.#take('open')) return this.#parseTerm(field);
    const inner = this.parseExpression(field);
    if (!this.#take('close')) throw new SearchSyntaxError('a bracket is not closed');
    return inner;
  }

  #parseTerm(field: string | undefined): EventMatcher {
    const token = this.#tokens[this.#position++];
    switch (token?.kind) {
      case 'field':
        return this.#parsePart(requireSearchable(token.name));
      case 'word':
      case 'exact':
        return matchField(field, buildValueMatcher(field, token));
      case 'range':
        return matchField(field, buildRangeMatcher(field, token));
      default:
        throw new SearchSyntaxError('a value is missing');
    }
  }

  #peek = (): SearchToken | undefined => this.#tokens[this.#position];

  #take(kind: SearchToken['kind']): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#position += 1;
    return true;
  }
}

/** Refuses an unsearchable field. The API would return no events, which hides the mistake. */
function requireSearchable(name: string): string {
  if (!SEARCHABLE_FIELDS.has(name)) throw new SearchSyntaxError(`the field "${name}" is not searchable`);
  return name;
}

function matchField(field: string | undefined, matches: (value: string) => boolean): EventMatcher {
  const names = field === undefined ? [...SEARCHABLE_FIELDS] : [field];
  return (event) =>
    names.some((name) => {
      const value = getObjectMember(event, name);
      return typeof value === 'string' && matches(value);
    });
}
