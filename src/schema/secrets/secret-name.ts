/** Field names that indicate a secret, for values that no schema describes. Deliberately broad. */
const SECRET_NAME = /secret|passw(or)?d|passphrase|credential|authorization$|tokens?$|keys?$|pem$/i;

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);
