import { hasDeployMarker } from './yaml-text.ts';

/**
 * Whether a text survives being written to a file and read back. auth0-deploy-cli markers would be substituted; a byte order mark and lone
 * surrogates would be lost.
 */
export const canStoreInFile = (text: string): boolean =>
  text !== '' && !hasDeployMarker(text) && !text.startsWith('\ufeff') && !text.includes('\0') && !/\p{Cs}/u.test(text);

/** Whether the loader might mistake a text in the YAML for the path of a file. */
export const isPathLike = (text: string, extension: string): boolean => text.endsWith(`.${extension}`) && !/[\n\r]/.test(text);
