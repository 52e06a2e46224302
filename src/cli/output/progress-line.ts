import type { Progress } from '../../workflows/ports.ts';
import type { Terminal } from './terminal.ts';

const ERASE_LINE = '\r\u001b[2K';

/** Shows progress in one line of stderr that is overwritten. If stderr is not a terminal, only `writeLine` writes. */
export function createProgress(terminal: Pick<Terminal, 'redact' | 'width'>): Progress {
  const writeStderr = (text: string, before = ''): void => void process.stderr.write(`${before}${terminal.redact(text)}\n`);
  if (!process.stderr.isTTY) return { show: () => undefined, writeLine: writeStderr, clear: () => undefined };
  const width = Math.max(20, terminal.width - 1);
  return {
    show: (text) => void process.stderr.write(`${ERASE_LINE}${terminal.redact(text).slice(0, width)}`),
    writeLine: (text) => writeStderr(text, ERASE_LINE),
    clear: () => void process.stderr.write(ERASE_LINE),
  };
}
