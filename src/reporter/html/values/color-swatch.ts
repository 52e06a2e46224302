import type { JsonValue } from '../../../model/json/json-value.ts';

/** Only these forms become part of the page: a color is drawn by an attribute of SVG, which needs no style. */
const COLOR = /^#[\da-f]{3,8}$/i;

/** Draws a color; nothing if the value is no color that can be drawn. */
export const renderSwatchHtml = (value: JsonValue | undefined): string =>
  typeof value === 'string' && COLOR.test(value)
    ? `<svg class=w width=16 height=16 aria-hidden=true><rect width=16 height=16 fill="${value}"/></svg>`
    : '';
