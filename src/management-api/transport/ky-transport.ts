import ky from 'ky';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toWireFault } from './network-fault.ts';
import { routeThroughProxy } from './proxy.ts';
import type { WireAnswer, WireOutcome, WireRequest } from './wire-messages.ts';

/**
 * Sends one request with ky; no other file uses ky. Its retries are off because they would bypass the rate limiter, and its timeout
 * because it ends with the response headers, while a body may hang as well.
 */
export async function sendWithKy(request: WireRequest, ownFetch?: typeof fetch): Promise<WireOutcome> {
  const deadline = startDeadline(request);
  let status: number | undefined;
  const route = ownFetch ? undefined : await routeThroughProxy(request.url, process.env);
  const via = route ? { via: route.shown } : {};
  try {
    const response = await ky(
      request.url,
      Object.assign(buildKyOptions(request, deadline.signal), ownFetch ? { fetch: ownFetch } : route?.options),
    );
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

/** A page of 100 items has a few hundred kilobytes. The limit protects the memory from endless answers and zip bombs. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Reads the body and cancels it when the signal aborts. The signal passed to `fetch` is not enough: `fetch` holds it weakly, and after a
 * garbage collection it no longer aborts a body that is being read (seen with Node 20).
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
  // A canceled stream ends like a complete one.
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
    // Following a redirect would send the request to another host.
    redirect: 'manual',
    signal,
    ...omitUndefined({ body: request.body }),
  }) as const;

interface Deadline {
  readonly signal: AbortSignal;
  /** Why the deadline ended the attempt; `undefined` if it did not. */
  readonly ended: () => 'timeout' | 'aborted' | undefined;
  readonly stop: () => void;
}

/** Uses a controller per attempt, because `AbortSignal.any` on a long-lived signal keeps every attempt in memory. */
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
