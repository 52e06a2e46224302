import { Scalar, type ScalarTag } from 'yaml';

/** auth0-deploy-cli's markers are replaced in the text of a file, before it is YAML. */
const MARKER = /@@[A-Z][A-Z0-9_]*@@|##[A-Z][A-Z0-9_]*##/;
const EXPRESSION = /\$\$?\{[A-Za-z]+:[^}\n]*\}?/g;
/** What a reader of YAML or of text files might change, or a person not see: control characters, a byte order mark, halves of characters. */
const FRAGILE = /(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u;

export const hasDeployMarker = (text: string): boolean => MARKER.test(text);

/** A text as a value: what reads like a substitution stands for itself. */
export function createTextNode(text: string): Scalar {
  const written = text.replace(EXPRESSION, '$$$&');
  if (hasDeployMarker(written) || FRAGILE.test(written)) return new Scalar(new QuotedText(written));
  const node = new Scalar(written);
  if (written.includes('\n')) node.type = 'BLOCK_LITERAL';
  else if (written === '<<') node.type = 'QUOTE_DOUBLE';
  return node;
}

/** A text as the name of a member: substitutions are not looked for there, and it stands on one line. */
export function createNameNode(text: string): Scalar {
  if (hasDeployMarker(text) || FRAGILE.test(text) || text.includes('\n')) return new Scalar(new QuotedText(text));
  const node = new Scalar(text);
  if (text === '<<') node.type = 'QUOTE_DOUBLE';
  return node;
}

/** A text between double quotes in which nothing is left that could be taken for something else. */
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

/** Writes such a text as it is; the file needs no tag for it. */
export const QUOTED_TAG: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => value instanceof QuotedText,
  resolve: (text) => text,
  stringify: ({ value }) => (value instanceof QuotedText ? value.source : ''),
};
