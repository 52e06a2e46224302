import { measureWidth } from '../text/lines/display-width.ts';

/** Breaks a list of names into lines that fit the width, never inside a name. */
export function wrapNames(names: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  names.forEach((name, index) => {
    const text = index === names.length - 1 ? name : `${name},`;
    const longer = `${lines.at(-1)} ${text}`;
    if (lines.length > 0 && measureWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(text);
  });
  return lines;
}
