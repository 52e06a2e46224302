import { hasDeployMarker } from './yaml-text.ts';

/** Whether a text could be read back from a file: markers would be replaced there, a byte order mark and halves of characters be lost. */
export const canStoreInFile = (text: string): boolean =>
  text !== '' && !hasDeployMarker(text) && !text.startsWith('\ufeff') && !text.includes('\0') && !/\p{Cs}/u.test(text);

/** Whether the loader might take a text that stands in the YAML for the path of a file. */
export const isPathLike = (text: string, extension: string): boolean => text.endsWith(`.${extension}`) && !/[\n\r]/.test(text);
