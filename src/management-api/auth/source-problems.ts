import type { Problem } from '../../model/problem/problem.ts';

/** Larger than any key or token. In bytes. */
export const MAX_CREDENTIAL_BYTES = 256 * 1024;

/** A source of credentials that gives none. The message never quotes what the source returned. */
export const createSourceProblem = (message: string, hint?: string): Problem => ({
  code: 'credentials-missing',
  severity: 'error',
  message,
  ...(hint === undefined ? {} : { hint }),
});
