const TAG = /<(\/?)([a-z]+)((?:\s[a-z]+="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)/;

/** Throws where a text is not well-formed XML (of the kind that reports are: elements, attributes, text). */
export function assertWellFormed(xml: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/.test(xml))
    throw new Error('a character that XML cannot hold');
  if (ENTITY.test(xml)) throw new Error('a bare ampersand');
  const open: string[] = [];
  let at = xml.indexOf('?>') + 2;
  while (at < xml.length) {
    TAG.lastIndex = at;
    TEXT.lastIndex = at;
    const tag = TAG.exec(xml);
    if (tag?.[1] === '/' && open.pop() !== tag[2]) throw new Error(`</${tag[2]}> closes nothing`);
    if (tag && tag[1] === '' && tag[4] === '') open.push(tag[2] ?? '');
    const next = tag ?? TEXT.exec(xml);
    if (!next) throw new Error(`unreadable at ${at}: ${xml.slice(at, at + 60)}`);
    at += next[0].length;
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is left open`);
}
