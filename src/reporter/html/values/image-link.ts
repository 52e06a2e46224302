import { escapeHtml } from '../html-escape.ts';

/** A member that holds the address of an image, as the API names them: `logo_url`, `logo_uri`, `icon_url`, `background_image_url`. */
const IMAGE_MEMBER = /(?:logo|icon|picture|image)_ur[il]"?: "?(https:\/\/[^\s"',{}[\]]+)/gi;

/** Links to the images that a line of YAML names. The report loads nothing, so it says that they are not shown. */
export const renderImageLinksHtml = (line: string): string =>
  [...line.matchAll(IMAGE_MEMBER)].map(([, address = '']) => renderImageLinkHtml(address)).join('');

function renderImageLinkHtml(address: string): string {
  if (!URL.canParse(address)) return '';
  const { href, host } = new URL(address);
  return ` <a class=z href="${escapeHtml(href)}" target=_blank rel="noreferrer noopener">image at ${escapeHtml(host)}, not loaded</a>`;
}
