/**
 * What may be said of an error that nobody expected. Its message may quote what it was about, and so a secret: JSON.parse quotes the
 * text, Node its arguments. What the engine itself complains of (no `code`) names only our own code.
 */
export function describeUnexpectedError(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const plain =
    code === undefined && (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError);
  return plain ? `${error.name}: ${error.message}` : [error.name, code].filter(Boolean).join(' ');
}

/** Where it happened, without the message on top. */
export const getStackFrames = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^ {4}at /.test(line))
        .join('\n')
    : '';
