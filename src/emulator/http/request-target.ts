import { Refusal } from './refusal.ts';

export interface RequestTarget {
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/**
 * Splits the path before decoding it, so `%2F` inside an id is not a separator. Keeps `.`, `..` and empty segments, which match
 * no route. Decodes once; resources that accept doubly encoded ids decode them again.
 */
export function parseRequestTarget(url: string): RequestTarget {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const segments = path.split('/').slice(1).map(decodeSegment);
  return { path, segments, query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) };
}

function decodeSegment(raw: string): string {
  const text = decodeOrRefuse(raw);
  if (text.includes('\0')) throw new Refusal(400, 'Path validation error: null characters are not allowed', 'invalid_uri');
  return text;
}

function decodeOrRefuse(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    throw new Refusal(400, 'Path validation error: the path is not properly percent-encoded', 'invalid_uri');
  }
}
