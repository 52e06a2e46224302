import { Scalar, type ScalarTag } from 'yaml';

/** Markers of auth0-deploy-cli, which the loader substitutes in the text of a file before it parses the YAML. */
const MARKER = /@@[A-Z][A-Z0-9_]*@@|##[A-Z][A-Z0-9_]*##/;
const EXPRESSION = /\$\$?\{[A-Za-z]+:[^}\n]*\}?/g;
/** Characters that a parser might change or a reader overlook: control characters, a byte order mark, lone surrogates. */
const FRAGILE = /(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u;

export const hasDeployMarker = (text: string): boolean => MARKER.test(text);

/** Creates a node for a value. What looks like a substitution is escaped. */
export function createTextNode(text: string): Scalar {
  const written = text.replace(EXPRESSION, '$$$&');
  if (hasDeployMarker(written) || FRAGILE.test(written)) return new Scalar(new QuotedText(written));
  const node = new Scalar(written);
  if (written.includes('\n')) node.type = 'BLOCK_LITERAL';
  else if (written === '<<') node.type = 'QUOTE_DOUBLE';
  return node;
}

/** Creates a node for a member name, which stays on one line. The loader does not substitute in names. */
export function createNameNode(text: string): Scalar {
  if (hasDeployMarker(text) || FRAGILE.test(text) || text.includes('\n')) return new Scalar(new QuotedText(text));
  const node = new Scalar(text);
  if (text === '<<') node.type = 'QUOTE_DOUBLE';
  return node;
}

/** A double-quoted text in which markers and fragile characters are escaped. */
class QuotedText {
  readonly source: string;

  constructor(text: string) {
    this.source = JSON.stringify(text)
      .replace(/(?<=@)@/g, '\\x40')
      .replace(/(?<=#)#/g, '\\x23')
      .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${toHex(character)}`);
  }
}

const toHex = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');

/** Makes the `yaml` package print a `QuotedText` verbatim and without a tag. */
export const QUOTED_TAG: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => value instanceof QuotedText,
  resolve: (text) => text,
  stringify: ({ value }) => (value instanceof QuotedText ? value.source : ''),
};
