import { setTimeout as delay } from 'node:timers/promises';
import { toErrorAnswer } from '../http/dispatch-request.ts';
import type { Answer } from '../http/http-answer.ts';
import { Refusal } from '../http/refusal.ts';
import type { Delivery, Reply } from '../http/reply.ts';
import type { RequestFault } from './fault-injector.ts';
import { type Fault, getFaultName } from './fault-rule.ts';

const ERROR_PAGE = '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';

/** Answers a request with the fault applied. `exchange` executes the request. `staleReadsMs` does not affect the answer. */
export async function injectFault({ latencyMs, fault }: RequestFault, exchange: () => Promise<Answer>): Promise<Reply> {
  if (latencyMs > 0) await delay(latencyMs);
  if (fault === undefined) return latencyMs > 0 ? { ...(await exchange()), fault: 'latencyMs' } : exchange();
  return { ...(await applyFault(fault, exchange)), fault: getFaultName(fault) };
}

async function applyFault(fault: Fault, exchange: () => Promise<Answer>): Promise<Reply> {
  switch (fault) {
    case 'hang':
      return { status: 0, delivery: { kind: 'hang' } };
    case 'dropBefore':
      return { status: 0, delivery: { kind: 'drop' } };
    case 'dropAfter':
      return { status: 0, delivery: { kind: 'drop' }, carriedOut: (await exchange()).status };
    case 'truncate':
      return addDelivery(await exchange(), { kind: 'cut' });
    case 'garbage':
      return addDelivery(await exchange(), { kind: 'html', text: ERROR_PAGE });
    default:
      return applyParameterizedFault(fault, exchange);
  }
}

const addDelivery = (answer: Answer, delivery: Delivery): Reply => ({ ...answer, delivery, carriedOut: answer.status });

async function applyParameterizedFault(fault: Exclude<Fault, string>, exchange: () => Promise<Answer>): Promise<Reply> {
  if ('status' in fault) return buildReplacementReply(fault);
  if ('truncate' in fault) return addDelivery(await exchange(), { kind: 'cut', bytes: fault.truncate });
  if ('errorAfter' in fault) return { ...buildFaultError(fault.errorAfter), carriedOut: (await exchange()).status };
  return exchange();
}

const buildFaultError = (status: number): Answer => toErrorAnswer(new Refusal(status, 'Injected fault', 'emulated_fault'));

function buildReplacementReply({ status, body, headers = {} }: Extract<Fault, { readonly status: number }>): Reply {
  if (typeof body === 'string') return { status, headers, delivery: { kind: 'html', text: body } };
  return { ...(body === undefined ? buildFaultError(status) : { status, body }), headers };
}
