/** Names that give away what their values are, for values that no schema describes. Rather one too many. */
const TELLING = /secret|passw(or)?d|passphrase|credential|authorization$|tokens?$|keys?$|pem$/i;

export const looksSecret = (name: string): boolean => TELLING.test(name);
