/** Stands for the tenant's signing certificate where answers carry one: the right shape, no key behind it. */
export const TENANT_CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\r\nVEVOT04tRU1VTEFUT1ItU0lHTklORy1DRVJUSUZJQ0FURQ==\r\n-----END CERTIFICATE-----\r\n';

export const TENANT_PKCS7 =
  '-----BEGIN PKCS7-----\r\nVEVOT04tRU1VTEFUT1ItU0lHTklORy1DRVJUSUZJQ0FURQ==\r\n-----END PKCS7-----\r\n';
