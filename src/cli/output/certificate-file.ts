import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CertificateFile {
  /** What is printed about it. */
  readonly printedFields: { readonly certificate?: string };
  remove(): void;
}

/** Clients are told whom to trust by a file: `NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE`. It is there as long as the emulator runs. */
export function writeCertificateFile(pem: string | undefined): CertificateFile {
  if (pem === undefined) return { printedFields: {}, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'tenon-emulator-'));
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, pem);
  return { printedFields: { certificate }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
