import type { ApiFailure } from '../../management-api/management-api.ts';
import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { type ApplyContext, pauseFor } from '../apply-context.ts';
import type { BulkEntry, BulkFile } from './bulk-file.ts';

/**
 * Starts a job that imports these entries. The tenant runs few jobs at a time and refuses more like any request above its rate limit, for
 * as long as the others take.
 */
export async function sendJob(
  { bulk, owner, label }: BulkFile,
  entries: readonly BulkEntry[],
  { api, readyPolling, yieldSlot }: ApplyContext,
): Promise<Outcome<JsonObject, ApiFailure>> {
  const { file, owner: ownerPart, label: labelPart } = bulk.parts;
  const fields = { ...bulk.settings, [ownerPart]: owner, [labelPart]: label };
  const request = { method: 'POST', path: bulk.path, body: entries.map(({ body }) => body), form: { file, fields } } as const;
  for (let look = 1; ; look += 1) {
    const sent = await api.send(request);
    if (sent.ok) return isJob(sent.value.body) ? succeed(sent.value.body) : failWith(describeUnreadable(bulk.path));
    if (sent.error.status !== 429 || look >= readyPolling.looks) return sent;
    await yieldSlot(pauseFor(readyPolling.everyMs));
  }
}

const isJob = (body: unknown): body is JsonObject => isObject(body) && typeof getObjectMember(body, 'id') === 'string';

const describeUnreadable = (path: string): ApiFailure => ({
  carriedOut: 'maybe',
  problem: {
    code: 'answer-unreadable',
    severity: 'error',
    message: 'the answer to the start of an import job contains no id',
    place: { kind: 'request', method: 'POST', path },
  },
});
