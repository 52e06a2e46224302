import { rebuildSides } from '../../view/changes/rebuild-sides.ts';
import type { ResourceBlock } from '../../view/changes/resource-blocks.ts';
import { renderPreviewsHtml } from '../values/rendered-html.ts';
import { renderLoginSketch } from './login-sketch.ts';

/** Draws the login box of a theme before and after; nothing for resources of other types. */
export function renderThemeHtml(block: Pick<ResourceBlock, 'type' | 'operations'>): string {
  if (block.type !== 'themes') return '';
  const { before, after } = rebuildSides(block);
  const [old, next] = [before, after].map((theme) => (theme ? renderLoginSketch(theme) : ''));
  return renderPreviewsHtml('login box', old ?? '', next ?? '', 'v login');
}
