// A WebSocket client (RFC 6455) over a bare socket, as strict with the server as the standard is. No extension is offered.
import net from 'node:net';
import { isUtf8 } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';

const CONTINUATION = 0, TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const NOTHING = Buffer.alloc(0);
const MAX_MESSAGE = 64 * 1024 * 1024;

/**
 * Handlers: open(), message(text, bytes), closed(code, reason, clean), refused(status, body), fault(what, afterGoodbye).
 * After `refused` or `closed` nothing more comes; `fault` is a breach of RFC 6455 by the server, and ends the connection.
 */
export class WebSocketClient {
  constructor(url, handlers) {
    const { hostname, port, pathname, search, host } = new URL(url);
    this.handlers = handlers;
    this.key = randomBytes(16).toString('base64');
    this.left = NOTHING; // what came and is not a whole frame yet
    this.pieces = null; // of a fragmented message
    this.state = 'connecting';
    this.closeSent = false;
    this.code = 1006;
    this.reason = '';
    this.socket = net.connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), noDelay: true });
    this.socket.on('connect', () => this.socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
      + `Sec-WebSocket-Key: ${this.key}\r\nSec-WebSocket-Version: 13\r\n\r\n`));
    this.socket.on('data', chunk => {
      this.rest();
      this.received(chunk);
    });
    this.socket.on('error', error => { this.reason ||= error.code ?? String(error); });
    this.socket.on('close', () => this.ended());
  }

  get isOpen() { return this.state === 'open'; }

  /** Sends a text, in so many fragments. */
  sendText(text, fragments = 1) {
    const payload = Buffer.from(text);
    const size = Math.max(1, Math.ceil(payload.length / fragments));
    for (let at = 0; at === 0 || at < payload.length; at += size) {
      const last = at + size >= payload.length;
      this.sendFrame(at === 0 ? TEXT : CONTINUATION, payload.subarray(at, at + size), last);
    }
  }

  ping(payload = NOTHING) { this.sendFrame(PING, payload, true); }

  close(code = 1000) {
    if (this.state === 'open' && !this.closeSent) {
      this.closeSent = true;
      this.sendFrame(CLOSE, Buffer.from([code >> 8, code & 0xff]), true);
    }
  }

  /** Hangs up without a word. */
  destroy() { this.socket.destroy(); }

  pause() {
    this.held = true;
    this.socket.pause();
  }

  resume() {
    this.held = false;
    if (!this.resting) this.socket.resume();
  }

  /** After each piece the others have their turn: left to itself, Node reads megabytes of one connection at once. */
  rest() {
    this.resting = true;
    this.socket.pause();
    setImmediate(() => {
      this.resting = false;
      if (!this.held) this.socket.resume();
    });
  }

  sendFrame(opcode, payload, last) {
    if (this.state !== 'open') return;
    const length = payload.length;
    const extra = length < 126 ? 0 : length < 65536 ? 2 : 8;
    const frame = Buffer.allocUnsafe(6 + extra + length);
    frame[0] = (last ? 0x80 : 0) | opcode;
    frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
    if (extra === 2) frame.writeUInt16BE(length, 2);
    if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
    const mask = randomBytes(4);
    mask.copy(frame, 2 + extra);
    for (let i = 0; i < length; i++) frame[6 + extra + i] = payload[i] ^ mask[i & 3];
    this.socket.write(frame);
  }

  received(chunk) {
    let data = this.left.length === 0 ? chunk : Buffer.concat([this.left, chunk]);
    if (this.state === 'connecting') {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) { this.left = data; return; }
      if (!this.handshake(data.toString('latin1', 0, end))) { this.body = data.subarray(end + 4); this.left = NOTHING; return; }
      data = data.subarray(end + 4);
    } else if (this.state === 'refused') {
      this.body = Buffer.concat([this.body, chunk]);
      return;
    }
    let at = 0;
    while (this.state === 'open') {
      const used = this.frame(data, at);
      if (used === 0) break;
      at += used;
    }
    this.left = at === data.length ? NOTHING : data.subarray(at);
  }

  handshake(head) {
    const [status, ...lines] = head.split('\r\n');
    const headers = new Map(lines.map(line => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
    this.status = Number(status.split(' ')[1]);
    if (this.status !== 101) {
      this.state = 'refused';
      this.socket.end();
      return false;
    }
    this.state = 'open';
    const accept = createHash('sha1').update(this.key + GUID).digest('base64');
    if (headers.get('sec-websocket-accept') !== accept) return this.fault('Sec-WebSocket-Accept is wrong');
    if (headers.get('upgrade')?.toLowerCase() !== 'websocket') return this.fault('no Upgrade: websocket');
    if (headers.has('sec-websocket-extensions')) return this.fault('an extension that nobody offered');
    this.handlers.open?.();
    return true;
  }

  /** Takes one frame from the data; returns how many bytes it had, 0 where it is not whole yet. */
  frame(data, at) {
    const here = data.length - at;
    if (here < 2) return 0;
    const opcode = data[at] & 0x0f, last = (data[at] & 0x80) !== 0;
    let length = data[at + 1] & 0x7f, head = 2;
    if (length === 126) {
      if (here < 4) return 0;
      length = data.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      if (here < 10) return 0;
      length = Number(data.readBigUInt64BE(at + 2));
      head = 10;
    }
    if ((data[at] & 0x70) !== 0) { this.fault('a reserved bit is set'); return 0; }
    if ((data[at + 1] & 0x80) !== 0) { this.fault('a frame of the server is masked'); return 0; }
    if (length > MAX_MESSAGE) { this.fault(`a frame of ${length} bytes`); return 0; }
    if (here < head + length) return 0;
    const payload = data.subarray(at + head, at + head + length);
    if (opcode >= CLOSE) this.control(opcode, payload, last);
    else this.data(opcode, payload, last);
    return head + length;
  }

  data(opcode, payload, last) {
    if (opcode !== TEXT && opcode !== CONTINUATION) return this.fault(`opcode ${opcode}`);
    if ((opcode === CONTINUATION) !== (this.pieces !== null)) return this.fault('fragments out of order');
    if (!last || this.pieces) {
      this.pieces ??= [];
      this.pieces.push(Buffer.from(payload));
      if (!last) return undefined;
      payload = Buffer.concat(this.pieces);
      this.pieces = null;
    }
    if (!isUtf8(payload)) return this.fault('text that is no UTF-8');
    return this.handlers.message?.(payload.toString('utf8'), payload.length);
  }

  control(opcode, payload, last) {
    if (!last || payload.length > 125) return this.fault('a control frame in fragments, or too long');
    if (opcode === PING) this.sendFrame(PONG, payload, true);
    else if (opcode === CLOSE) {
      this.code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.reason = payload.toString('utf8', 2);
      this.close(this.code === 1005 ? 1000 : this.code);
      this.state = 'closing';
      this.socket.end();
    } else if (opcode !== PONG) return this.fault(`opcode ${opcode}`);
    return undefined;
  }

  fault(what) {
    this.state = 'closing';
    this.socket.destroy();
    this.handlers.fault?.(what, this.closeSent);
    return false;
  }

  ended() {
    const refused = this.state === 'refused';
    this.state = 'closed';
    if (refused) this.handlers.refused?.(this.status, this.body.toString('utf8'));
    else this.handlers.closed?.(this.code, this.reason);
  }
}
