/** Stands for the tenant's signing certificate where answers carry one: the right shape, no key behind it. */
export const TENANT_CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\r\nVEVOT04tRU1VTEFUT1ItU0lHTklORy1DRVJUSUZJQ0FURQ==\r\n-----END CERTIFICATE-----\r\n';

export const TENANT_PKCS7 =
  '-----BEGIN PKCS7-----\r\nVEVOT04tRU1VTEFUT1ItU0lHTklORy1DRVJUSUZJQ0FURQ==\r\n-----END PKCS7-----\r\n';

/** Has the frame of a private key and nothing of one in it. */
const KEY_FRAME = 'RSA PRIVATE KEY';
export const TENANT_PRIVATE_KEY = `-----BEGIN ${KEY_FRAME}-----\r\nVEVOT04tRU1VTEFUT1I=\r\n-----END ${KEY_FRAME}-----\r\n`;
