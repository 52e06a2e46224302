import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../http/answer.ts';
import { answerFor } from '../http/dispatch.ts';
import { Refusal } from '../http/refusal.ts';
import type { Delivery, Reply } from '../http/reply.ts';
import type { Misfortune } from './faults.ts';
import { type Fault, faultName } from './rule.ts';

const PAGE = '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';

/** Answers a request under a fault. `exchange` carries it out. Stale reads are the state's matter, not the answer's. */
export async function withFault({ latencyMs, fault }: Misfortune, exchange: () => Promise<Answer>): Promise<Reply> {
  if (latencyMs > 0) await delay(latencyMs);
  if (fault === undefined) return latencyMs > 0 ? { ...(await exchange()), fault: 'latencyMs' } : exchange();
  return { ...(await spoilt(fault, exchange)), fault: faultName(fault) };
}

async function spoilt(fault: Fault, exchange: () => Promise<Answer>): Promise<Reply> {
  switch (fault) {
    case 'hang':
      return { status: 0, delivery: { kind: 'hang' } };
    case 'dropBefore':
      return { status: 0, delivery: { kind: 'drop' } };
    case 'dropAfter':
      return { status: 0, delivery: { kind: 'drop' }, carriedOut: (await exchange()).status };
    case 'truncate':
      return delivered(await exchange(), { kind: 'cut' });
    case 'garbage':
      return delivered(await exchange(), { kind: 'html', text: PAGE });
    default:
      return spoiltBy(fault, exchange);
  }
}

const delivered = (answer: Answer, delivery: Delivery): Reply => ({ ...answer, delivery, carriedOut: answer.status });

async function spoiltBy(fault: Exclude<Fault, string>, exchange: () => Promise<Answer>): Promise<Reply> {
  if ('status' in fault) return instead(fault);
  if ('truncate' in fault) return delivered(await exchange(), { kind: 'cut', bytes: fault.truncate });
  if ('errorAfter' in fault) return { ...plainError(fault.errorAfter), carriedOut: (await exchange()).status };
  return exchange();
}

const plainError = (status: number): Answer => answerFor(new Refusal(status, 'A fault was asked for', 'emulated_fault'));

function instead({ status, body, headers = {} }: Extract<Fault, { readonly status: number }>): Reply {
  if (typeof body === 'string') return { status, headers, delivery: { kind: 'html', text: body } };
  return { ...(body === undefined ? plainError(status) : { status, body }), headers };
}
