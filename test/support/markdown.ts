/** What a reader of Markdown sees outside of fenced blocks, and the fenced blocks; throws where a fence is left open. */
export function splitFences(markdown: string): { readonly outside: readonly string[]; readonly blocks: readonly string[][] } {
  const outside: string[] = [];
  const blocks: string[][] = [];
  let open: { readonly length: number; readonly lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (open && run && (run[1] ?? '').length >= open.length && run[2]?.trim() === '') {
      blocks.push(open.lines);
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (run) open = { length: (run[1] ?? '').length, lines: [] };
    else outside.push(line);
  }
  if (open) throw new Error(`a fence is left open:\n${markdown}`);
  return { outside, blocks };
}

/** Text outside of code: where a mention, a link or a tag would work. */
export const extractLiveText = (line: string): string =>
  line
    .replace(/<code>.*?<\/code>/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/<\/?(?:details|summary|b)(?: open)?>|<br>/g, '');
