import ky from 'ky';
import { faultOf } from './network-fault.ts';
import { routeThroughProxy } from './proxy.ts';
import type { WireAnswer, WireOutcome, WireRequest } from './wire.ts';

/**
 * The only file that knows ky. Retries, limits and the deadline are ours: a repeat of ky's would pass the rate limit by,
 * and its deadline ends with the headers, while a body may hang as well.
 */
export async function exchange(request: WireRequest): Promise<WireOutcome> {
  const deadline = startDeadline(request);
  let status: number | undefined;
  const route = await routeThroughProxy(request.url, process.env);
  const via = route ? { via: route.shown } : {};
  try {
    const response = await ky(request.url, Object.assign(kyOptions(request, deadline.signal), route?.options));
    status = response.status;
    const answer: WireAnswer = { kind: 'answer', status, headers: response.headers, text: await textOf(response), ...via };
    return answer;
  } catch (error) {
    return { ...faultOf(error, deadline.ended(), status), ...via };
  } finally {
    deadline.stop();
  }
}

/** A page of a hundred has some hundred kilobytes. What goes on and on, or unpacks to that, would fill the memory. */
const LARGEST = 64 * 1024 * 1024;

async function textOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST) throw Object.assign(new Error('too large'), { code: 'ANSWER_TOO_LARGE' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const kyOptions = (request: WireRequest, signal: AbortSignal) =>
  ({
    method: request.method,
    headers: { ...request.headers },
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    // A redirect is never followed: it would carry the request, and a person's mistake, to somebody else.
    redirect: 'manual',
    signal,
    ...(request.body === undefined ? {} : { body: request.body }),
  }) as const;

interface Deadline {
  readonly signal: AbortSignal;
  readonly ended: () => 'timeout' | 'aborted' | undefined;
  readonly stop: () => void;
}

/** One controller an attempt, let go of afterwards: `AbortSignal.any` on a long-lived signal keeps every attempt in memory. */
function startDeadline(request: WireRequest): Deadline {
  const controller = new AbortController();
  let ended: 'timeout' | 'aborted' | undefined;
  const end = (how: 'timeout' | 'aborted') => {
    ended ??= how;
    controller.abort();
  };
  const abort = () => end('aborted');
  const timer = setTimeout(() => end('timeout'), request.timeoutMs);
  if (request.signal?.aborted) abort();
  request.signal?.addEventListener('abort', abort, { once: true });
  const stop = () => {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, ended: () => ended, stop };
}
