import { it } from 'vitest';
import { IS_FULL } from './run-size.ts';

/** For long journeys of which `npm test` has another one of the same kind. */
export const itInFull = it.runIf(IS_FULL);
