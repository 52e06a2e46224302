import type { ApiFailure } from '../../management-api/management-api.ts';
import { collectSensitiveTexts, scrubSecrets } from '../../management-api/scrub/scrub-secrets.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { BulkEntry, JobReport } from './bulk-file.ts';

const toPlace = ({ operation }: BulkEntry) => ({ kind: 'address', address: operation.address }) as const;

/** The tenant refused one entry of a file. `errors` are its reasons, which may quote a refused value. */
export const describeRefusedEntry = (entry: BulkEntry, errors: JsonValue | undefined): Problem => ({
  code: 'import-failed',
  severity: 'error',
  message: `the import job did not create ${entry.operation.address}: ${describeErrors(entry, errors)}`,
  place: toPlace(entry),
  hint: 'Correct the declaration, or plan again if the tenant has the resource by now.',
});

function describeErrors({ body }: BulkEntry, errors: JsonValue | undefined): string {
  const texts = (isArray(errors) ? errors.filter(isObject) : []).map((error) =>
    ['code', 'path', 'message']
      .map((name) => getObjectMember(error, name))
      .filter((text) => typeof text === 'string' && text !== '')
      .join(' '),
  );
  return scrubSecrets(texts.length === 0 ? 'no reason given' : texts.join('; '), collectSensitiveTexts(body));
}

/** A job ended, or was given up, without having created an entry. */
export const describeMissingEntry = (entry: BulkEntry, { status, isRunning }: JobReport): Problem => ({
  code: isRunning || status === undefined ? 'outcome-unknown' : 'import-failed',
  severity: 'error',
  message:
    status === undefined
      ? `the import job could not be read, and the tenant does not have ${entry.operation.address} yet`
      : `the import job is "${status}", and the tenant does not have ${entry.operation.address}`,
  place: toPlace(entry),
  hint: isRunning ? 'Plan again once the job is done.' : 'Apply again: only what is missing is created.',
});

/** It is not known whether a job runs that creates an entry. */
export const describeLostEntry = (entry: BulkEntry, { problem }: ApiFailure): Problem => ({
  ...problem,
  code: 'outcome-unknown',
  message: `cannot confirm whether an import job created ${entry.operation.address}: ${problem.message}`,
  place: toPlace(entry),
  hint: 'Plan again: the new plan shows what is missing.',
});
