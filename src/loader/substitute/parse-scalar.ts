import { isScalar, parseDocument } from 'yaml';

/** A text as YAML types it where it stands without quotes: numbers and booleans, unless digits would be lost. */
export function parseScalar(text: string): string | number | boolean {
  if (!/^(?:true|false|[-+.\d].*)$/i.test(text) || text.length > 40) return text;
  const node = parseDocument(text).contents;
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text;
}
