import type { Document, YAMLError } from 'yaml';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import { createError, type LoadFinding } from '../findings.ts';
import { hideGuessedSecrets } from '../substitute/mask-secrets.ts';
import { composeInParts, type TakeItems } from './compose-in-parts.ts';
import { type SourceFile, type SourceSpan, toSourceSpan } from './source-file.ts';

export interface ParsedYaml {
  /** Absent if the text could not be parsed. */
  readonly document?: Document;
  readonly findings: readonly LoadFinding[];
}

/**
 * Parses YAML 1.2 with merge keys. Only the first syntax error is reported: what the parser says after it is unreliable.
 * @param takeItems receives most items of long lists before the whole file is parsed; without a document, they are void
 */
export function parseYaml(source: SourceFile, takeItems: TakeItems): ParsedYaml {
  const { documents, itemErrors } = composeInParts(source.marked.text, takeItems);
  const [document, second] = documents;
  const errors = [...itemErrors, ...(document ? [...document.errors, ...document.warnings] : [])];
  const findings = errors.map((error) => toFinding(source, error));
  const fatalFinding =
    findings.find(({ code, message }) => code === 'yaml-syntax' || message === TOO_DEEP) ??
    (second && createSecondDocumentError(source, second));
  if (fatalFinding) {
    hideGuessedSecrets(source);
    return { findings: [fatalFinding] };
  }
  if (document?.directives?.yaml.version === '1.1') {
    const start = source.text.indexOf('%YAML');
    const advice = { expected: 'YAML 1.2', hint: 'Remove the %YAML directive.' };
    return {
      findings: [createError('yaml-unsupported', { source, start, end: start + 9 }, 'The file declares YAML 1.1', advice)],
    };
  }
  return { ...omitUndefined({ document }), findings };
}

const TOO_DEEP = 'The file is nested too deeply';

const createSecondDocumentError = (source: SourceFile, { range }: Document): LoadFinding =>
  createError(
    'yaml-unsupported',
    toSourceSpan(source, range?.[0] ?? 0, range?.[1] ?? 0),
    'The file contains more than one YAML document',
    {
      expected: 'one document per file',
      hint: 'Split the file at "---".',
    },
  );

function toFinding(source: SourceFile, { code, message, pos }: YAMLError): LoadFinding {
  const span = toSourceSpan(source, pos[0], Math.max(pos[1], pos[0]));
  const knownError = KNOWN_ERRORS[code];
  const syntax = message.replace(QUOTING_MESSAGE, '$1');
  return knownError
    ? createError(knownError.code, span, knownError.message ?? syntax, knownError.advice)
    : createError('yaml-syntax', span, syntax, { hint: getUnquotedHint(span) });
}

/** Parser messages that quote the file. The quote is cut off because it may contain a secret. */
const QUOTING_MESSAGE = /^(Block scalar header includes extra characters|Not a YAML token|Unexpected [^:]*token): [\s\S]*$/;

/** Returns a hint if the error is at an unquoted `${…}`: inside a flow map or list, YAML takes its braces for its own. */
function getUnquotedHint({ source, start }: SourceSpan): string | undefined {
  const near = source.text.slice(Math.max(0, start - 1), start + 1);
  return near === `\${` ? `Inside { } or [ ], put "\${…}" in quotes.` : undefined;
}

type KnownError = {
  readonly code: ProblemCode;
  readonly message?: string;
  readonly advice?: { readonly expected?: string; readonly hint?: string };
};

const KNOWN_ERRORS: Readonly<Partial<Record<YAMLError['code'], KnownError>>> = {
  DUPLICATE_KEY: {
    code: 'yaml-duplicate-key',
    message: 'The map has this key twice',
    advice: { expected: 'each key once', hint: 'Remove one of the two.' },
  },
  TAG_RESOLVE_FAILED: {
    code: 'yaml-unsupported',
    message: 'Unknown YAML tag',
    advice: { expected: 'plain YAML without tags', hint: 'Put a string that begins with "!" in quotes.' },
  },
  RESOURCE_EXHAUSTION: { code: 'yaml-unsupported', message: TOO_DEEP },
};
