/** Placeholder for the tenant's signing certificate in responses. No private key belongs to it. */
export const TENANT_CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\r\nVEVOT04tRU1VTEFUT1ItU0lHTklORy1DRVJUSUZJQ0FURQ==\r\n-----END CERTIFICATE-----\r\n';

export const TENANT_PKCS7 =
  '-----BEGIN PKCS7-----\r\nVEVOT04tRU1VTEFUT1ItU0lHTklORy1DRVJUSUZJQ0FURQ==\r\n-----END PKCS7-----\r\n';

/** Label of a PEM block that looks like a private key and contains none. */
const KEY_FRAME = 'RSA PRIVATE KEY';
export const TENANT_PRIVATE_KEY = `-----BEGIN ${KEY_FRAME}-----\r\nVEVOT04tRU1VTEFUT1I=\r\n-----END ${KEY_FRAME}-----\r\n`;
