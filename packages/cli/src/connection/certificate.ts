import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

const CONNECT_TIMEOUT_MS = 10_000;

export type ShownCertificate = {
  readonly certificate: X509Certificate;
  /** Code of what is wrong with it in the eyes of the public authorities; undefined where they vouch for it. */
  readonly distrust: string | undefined;
};

/** Looks at the certificate that a server shows, without sending it anything. */
export function lookAtCertificate(url: string): Promise<ShownCertificate> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    // Nothing is sent over this connection, so nothing depends on whom it leads to.
    const socket = connect({ host, port: Number(port) || 443, rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : {}) });
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('timed out')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const certificate = certificateOf(socket);
      socket.destroy();
      if (certificate === undefined) return reject(new Error('showed no certificate'));
      return resolve({ certificate, distrust: socket.authorized ? undefined : String(socket.authorizationError) });
    });
  });
}

export function certificateOf(socket: TLSSocket): X509Certificate | undefined {
  const { raw } = socket.getPeerX509Certificate() ?? {};
  return raw === undefined ? undefined : new X509Certificate(raw);
}
