import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SERVER = fileURLToPath(new URL('../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url));

export interface Diagnostic {
  readonly message: string;
  readonly severity?: number;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly Diagnostic[]; readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** The server behind most editors' support of YAML, spoken to as an editor does. */
export interface LanguageServer {
  /** Opens a text as a file, and returns what the editor would underline. */
  diagnose(text: string, schema: string): Promise<readonly Diagnostic[]>;
  /** Returns the names that the editor offers at the mark `|` in the text. */
  complete(text: string, schema: string): Promise<readonly string[]>;
  /** Returns what the editor shows when the mouse rests at the mark `|`. */
  hover(text: string, schema: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts the server. It reads schemas from disk only. */
export async function startLanguageServer(): Promise<LanguageServer> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number | string, (message: Message) => void>();
  const diagnosing = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  let sent = 0;
  let received = Buffer.alloc(0);

  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const request = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      sent += 1;
      waiting.set(sent, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      send({ id: sent, method, params });
    });
  const handle = (message: Message): void => {
    if (message.method === 'textDocument/publishDiagnostics')
      diagnosing.get(message.params?.uri ?? '')?.(message.params?.diagnostics ?? []);
    else if (message.method === 'workspace/configuration')
      send({ id: message.id, result: (message.params?.items ?? []).map(() => SETTINGS) });
    else if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
    else if (message.id !== undefined) waiting.get(message.id)?.(message);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(received.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end < 0 || received.length < end + 4 + length) return;
      const body = received.toString('utf8', end + 4, end + 4 + length);
      received = received.subarray(end + 4 + length);
      handle(JSON.parse(body));
    }
  });

  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { configuration: true }, textDocument: { hover: { contentFormat: ['plaintext'] } } },
  });
  send({ method: 'initialized', params: {} });

  let opened = 0;
  const open = (text: string, schema: string) => {
    opened += 1;
    const uri = `file:///editor/${opened}.yaml`;
    const lines = `# yaml-language-server: $schema=${pathToFileURL(schema).href}\n${text}`;
    const diagnostics = new Promise<readonly Diagnostic[]>((resolve) => diagnosing.set(uri, resolve));
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text: lines } } });
    return { uri, diagnostics };
  };
  const ask = async (method: string, marked: string, schema: string): Promise<unknown> => {
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    const { uri, diagnostics } = open(marked.replace('|', ''), schema);
    await diagnostics;
    // The comment with the schema is line 0.
    const position = { line: before.length, character: before.at(-1)?.length ?? 0 };
    return request(method, { textDocument: { uri }, position });
  };

  return {
    diagnose: (text, schema) => open(text, schema).diagnostics,
    complete: async (text, schema) => listLabels(await ask('textDocument/completion', text, schema)),
    hover: async (text, schema) => JSON.stringify(await ask('textDocument/hover', text, schema)),
    close: async () => {
      await request('shutdown', {});
      send({ method: 'exit' });
      await once(child, 'close');
    },
  };
}

const SETTINGS = { validate: true, hover: true, completion: true, schemaStore: { enable: false }, format: { enable: false } };

function listLabels(result: unknown): readonly string[] {
  const items = typeof result === 'object' && result !== null && 'items' in result ? result.items : result;
  return (Array.isArray(items) ? items : []).map(({ label }) => String(label));
}
