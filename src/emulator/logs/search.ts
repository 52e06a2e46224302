import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { SearchSyntaxError, type Token, tokensOf } from './search-text.ts';
import { matcherOf, rangeMatcher } from './search-values.ts';

export type Matches = (event: JsonObject) => boolean;

/** Fields of an event that the log is searched by; `details` and `references` are not among them (log search documentation). */
const SEARCHABLE = new Set([
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

/** What people use of Lucene's syntax: fields, quotes, wildcards, ranges, brackets, AND, OR, NOT. Throws `SearchSyntaxError`. */
export function searchOf(text: string): Matches {
  const reader = new Reader(tokensOf(text));
  const matches = reader.expression(undefined);
  reader.end();
  return matches;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    if (this.#peek() !== undefined) throw new SearchSyntaxError(`"${this.#peek()?.kind}" is not expected here`);
  }

  /** Terms without an operator between them are alternatives, as in Lucene. */
  expression(field: string | undefined): Matches {
    const options = [this.#conjunction(field)];
    while (this.#peek() !== undefined && this.#peek()?.kind !== 'close') {
      this.#take('or');
      options.push(this.#conjunction(field));
    }
    return (event) => options.some((option) => option(event));
  }

  #conjunction(field: string | undefined): Matches {
    const parts = [this.#part(field)];
    while (this.#take('and')) parts.push(this.#part(field));
    return (event) => parts.every((part) => part(event));
  }

  #part(field: string | undefined): Matches {
    if (this.#take('not')) {
      const part = this.#part(field);
      return (event) => !part(event);
    }
    if (!this.#take('open')) return this.#term(field);
    const inner = this.expression(field);
    if (!this.#take('close')) throw new SearchSyntaxError('a bracket is not closed');
    return inner;
  }

  #term(field: string | undefined): Matches {
    const token = this.#tokens[this.#at++];
    switch (token?.kind) {
      case 'field':
        return this.#part(searchable(token.name));
      case 'word':
      case 'exact':
        return inField(field, matcherOf(field, token));
      case 'range':
        return inField(field, rangeMatcher(field, token));
      default:
        throw new SearchSyntaxError('a value is missing');
    }
  }

  #peek = (): Token | undefined => this.#tokens[this.#at];

  #take(kind: Token['kind']): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#at += 1;
    return true;
  }
}

/** Refused rather than ignored: a search that cannot find anything is a mistake. */
function searchable(name: string): string {
  if (!SEARCHABLE.has(name)) throw new SearchSyntaxError(`the field "${name}" is not searchable`);
  return name;
}

function inField(field: string | undefined, matches: (value: string) => boolean): Matches {
  const names = field === undefined ? [...SEARCHABLE] : [field];
  return (event) =>
    names.some((name) => {
      const value = getObjectMember(event, name);
      return typeof value === 'string' && matches(value);
    });
}
