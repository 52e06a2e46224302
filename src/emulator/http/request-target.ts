import { Refusal } from './refusal.ts';

export interface RequestTarget {
  /** As it came, without the query: what is recorded and shown. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/**
 * Splits before it decodes, so that `%2F` inside an id never becomes a separator, and keeps `.`, `..` and empty segments as
 * they are: they match no route. Ids that were encoded twice stay half-encoded here; the resource that allows them decodes again.
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
