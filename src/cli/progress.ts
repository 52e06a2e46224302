import type { Terminal } from './terminal.ts';

/** One line on stderr that is written over; nothing at all where stderr is no terminal. */
export interface Progress {
  show(text: string): void;
  done(): void;
}

const ERASE_LINE = '\r\u001b[2K';

export function progressOn(terminal: Pick<Terminal, 'interactive' | 'width'>): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, done: () => undefined };
  const width = Math.max(20, terminal.width - 1);
  return {
    show: (text) => void process.stderr.write(`${ERASE_LINE}${text.slice(0, width)}`),
    done: () => void process.stderr.write(ERASE_LINE),
  };
}
