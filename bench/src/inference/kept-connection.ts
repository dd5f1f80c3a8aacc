import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const PATIENCE_MS = 60_000;

/**
 * One HTTP/1.1 connection that is kept and asks one thing at a time. It writes requests that are ready as bytes and reads no
 * more of an answer than its status and length: what the client costs is taken from the server on the same cores.
 */
export class KeptConnection {
  private answered?: { resolve(): void; reject(error: Error): void };
  /** Of an answer that has begun: bytes that are still to come. */
  private missing = 0;
  private status = 0;
  private head = '';
  private body = '';

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('The server does not answer')));
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('error', (error) => this.answered?.reject(error));
    socket.on('close', () => this.answered?.reject(new Error('The server closed the connection')));
  }

  static open(port: number): Promise<KeptConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new KeptConnection(socket)));
    });
  }

  /** @param request a whole HTTP request @throws Error for any status but 200, with what the server says */
  ask(request: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.answered = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.answered = undefined;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.missing > 0) return this.readBody(chunk);
    this.head += chunk.toString('latin1');
    const end = this.head.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.head.slice(0, end);
    const rest = this.head.slice(end + HEAD_END.length);
    this.head = '';
    this.body = '';
    this.status = Number(head.slice(9, 12));
    this.missing = Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN);
    if (Number.isNaN(this.missing)) return this.fail(`An answer without length: ${head}`);
    this.readBody(Buffer.from(rest, 'latin1'));
  }

  private readBody(chunk: Buffer): void {
    this.missing -= chunk.length;
    if (this.status !== 200) this.body += chunk.toString();
    if (this.missing > 0) return;
    if (this.status !== 200) return this.fail(`Status ${this.status}: ${this.body}`);
    const waiting = this.answered;
    this.answered = undefined;
    waiting?.resolve();
  }

  private fail(message: string): void {
    this.answered?.reject(new Error(message));
  }
}

/** A POST as bytes. */
export function postBytes(path: string, body: Uint8Array, headers: Record<string, string>): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': String(body.length) }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('\r\n')}${HEAD_END}`), body]);
}
