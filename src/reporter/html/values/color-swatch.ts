/** A color as the API writes it, in quotes, because YAML reads a bare `#` as a comment. Only these forms become part of the page. */
const COLOR = /"(#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8}))"/gi;

/** Draws each color in a line of YAML or code. A swatch is an attribute of SVG: it needs no style, and is printed. */
export const renderSwatchesHtml = (line: string): string =>
  [...line.matchAll(COLOR)]
    .map(([, color]) => `<svg class=w width=14 height=14 aria-hidden=true><rect width=14 height=14 fill="${color}"/></svg>`)
    .join('');
