/** Names that give away what their values are, for values that no schema describes. Rather one too many. */
const SECRET_NAME = /secret|passw(or)?d|passphrase|credential|authorization$|tokens?$|keys?$|pem$/i;

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);
