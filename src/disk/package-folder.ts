/** The folder of the installed package. This file must stay two levels below it, in `src` and in `dist`. */
export const PACKAGE_FOLDER = new URL('../../', import.meta.url);
