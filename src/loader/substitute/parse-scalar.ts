import { isScalar, parseDocument } from 'yaml';

/** Parses a text like an unquoted YAML scalar: to a boolean or a number, or to the text itself where a number would lose digits. */
export function parseScalar(text: string): string | number | boolean {
  if (!/^(?:true|false|[-+.\d].*)$/i.test(text) || text.length > 40) return text;
  const node = parseDocument(text).contents;
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text;
}
