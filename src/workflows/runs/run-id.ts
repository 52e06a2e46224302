import { randomBytes } from 'node:crypto';

/** Creates an id that sorts by time, to the millisecond, and is short enough for a correlation id. */
export const createRunId = (): string =>
  `tenon-${new Date().toISOString().replace(/\D/g, '').slice(0, 17)}-${randomBytes(4).toString('hex')}`;
