import type { Terminal } from './terminal.ts';

/** One line on stderr that is written over; nothing at all where stderr is no terminal. */
export interface Progress {
  show(text: string): void;
  /** A line of its own, which stays. */
  tell(text: string): void;
  done(): void;
}

const ERASE_LINE = '\r\u001b[2K';

export function progressOn(terminal: Pick<Terminal, 'interactive' | 'width'>): Progress {
  const tell = (text: string, before = ''): void => void process.stderr.write(`${before}${text}\n`);
  if (!process.stderr.isTTY) return { show: () => undefined, tell, done: () => undefined };
  const width = Math.max(20, terminal.width - 1);
  return {
    show: (text) => void process.stderr.write(`${ERASE_LINE}${text.slice(0, width)}`),
    tell: (text) => tell(text, ERASE_LINE),
    done: () => void process.stderr.write(ERASE_LINE),
  };
}
