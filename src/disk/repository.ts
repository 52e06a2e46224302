import { readFileSync } from 'node:fs';
import { PACKAGE_FOLDER } from './package-folder.ts';
import { VERSION } from './version.ts';

/** Owner and name of the repository on GitHub, from `repository` in package.json, the only place that says it. */
export const REPOSITORY: string =
  readFileSync(new URL('package.json', PACKAGE_FOLDER), 'utf8').match(/github\.com\/([\w.-]+\/[\w-]+)/)?.[1] ??
  'tenon-auth0/tenon';

/** The tag of this version. */
export const RELEASE_TAG = `v${VERSION}`;

/** Where the repository serves a schema to editors. */
export const getSchemaUrl = (file: string): string =>
  `https://raw.githubusercontent.com/${REPOSITORY}/${RELEASE_TAG}/schemas/${file}`;
