import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CertificateFile {
  /** Members to add to the printed address. */
  readonly printedFields: { readonly certificate?: string };
  remove(): void;
}

/** Writes a certificate to a file, since clients trust certificates by file (`NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE`). `remove` deletes it. */
export function writeCertificateFile(pem: string | undefined): CertificateFile {
  if (pem === undefined) return { printedFields: {}, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'tenon-emulator-'));
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, pem);
  return { printedFields: { certificate }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
