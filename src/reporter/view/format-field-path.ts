import { sanitizeText } from '../sanitize.ts';

const PLAIN_NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** Whether a path step looks like a field name. Other steps are list keys or indexes and are written in brackets. */
export const isFieldName = (step: string): boolean => PLAIN_NAME.test(step);

/** `options.scope`, `scopes[read:orders].description`. */
export const formatFieldPath = (steps: readonly string[]): string =>
  steps.map((step, index) => formatPathStep(step, index === 0)).join('');

const formatPathStep = (step: string, first: boolean): string => {
  if (isFieldName(step)) return first ? step : `.${step}`;
  return first ? sanitizeText(step) : `[${sanitizeText(step)}]`;
};
