import ky from 'ky';
import { toWireFault } from './network-fault.ts';
import { routeThroughProxy } from './proxy.ts';
import type { WireAnswer, WireOutcome, WireRequest } from './wire-messages.ts';

/**
 * The only file that knows ky. Retries, limits and the deadline are ours: a repeat of ky's would pass the rate limit by,
 * and its deadline ends with the headers, while a body may hang as well.
 */
export async function sendWithKy(request: WireRequest): Promise<WireOutcome> {
  const deadline = startDeadline(request);
  let status: number | undefined;
  const route = await routeThroughProxy(request.url, process.env);
  const via = route ? { via: route.shown } : {};
  try {
    const response = await ky(request.url, Object.assign(buildKyOptions(request, deadline.signal), route?.options));
    status = response.status;
    const answer: WireAnswer = {
      kind: 'answer',
      status,
      headers: response.headers,
      text: await readBodyText(response, deadline.signal),
      ...via,
    };
    return answer;
  } catch (error) {
    return { ...toWireFault(error, deadline.ended(), status), ...via };
  } finally {
    deadline.stop();
  }
}

/** A page of a hundred has some hundred kilobytes. What goes on and on, or unpacks to that, would fill the memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * A fetch holds the signal of its request weakly: once memory is cleared, the signal no longer ends a body that is still coming (seen with
 * Node 20). So the deadline cancels the body itself.
 */
async function readBodyText({ body }: Response, signal: AbortSignal): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    return await readText(reader, signal);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel();
      throw Object.assign(new Error('too large'), { code: 'ANSWER_TOO_LARGE' });
    }
    text += decoder.decode(part.value, { stream: true });
  }
  // What was cancelled looks as if it were complete.
  signal.throwIfAborted();
  return text + decoder.decode();
}

const buildKyOptions = (request: WireRequest, signal: AbortSignal) =>
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
  const end = (reason: 'timeout' | 'aborted') => {
    ended ??= reason;
    controller.abort();
  };
  const endAborted = () => end('aborted');
  const timer = setTimeout(() => end('timeout'), request.timeoutMs);
  if (request.signal?.aborted) endAborted();
  request.signal?.addEventListener('abort', endAborted, { once: true });
  const stop = () => {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', endAborted);
  };
  return { signal: controller.signal, ended: () => ended, stop };
}
