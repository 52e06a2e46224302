/**
 * Describes an unexpected error without leaking secrets. Messages may quote data: JSON.parse quotes its input, Node its arguments. Only
 * messages of errors that the JavaScript engine raises (no `code`) are shown, because they name only our own code.
 */
export function describeUnexpectedError(error: unknown): string {
  if (!(error instanceof Error)) return 'a value was thrown that is not an error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const plain =
    code === undefined && (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError);
  return plain ? `${error.name}: ${error.message}` : [error.name, code].filter(Boolean).join(' ');
}

/** Returns the stack frames without the message, which may contain secrets. */
export const getStackFrames = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^ {4}at /.test(line))
        .join('\n')
    : '';
