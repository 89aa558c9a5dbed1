/** What is asked of the server. Everything is optional: all vehicles, all signals, every change, full updates. */
export interface Subscription {
  /** Only these vehicles; `1` and `"1"` are the same. They need not be known yet. */
  vehicles?: ReadonlyArray<string | number>;
  /** Only these signals. */
  signals?: readonly string[];
  /** At most so many updates a second of each vehicle, 0.001 to 1000. */
  maxRate?: number;
  /** How it travels: several vehicles in one message, only what changed, or both. What you see of it is the same. */
  mode?: Mode | readonly Mode[];
  /** With the first update of each vehicle, its last points; at most 600. A server without history ignores it. */
  history?: number;
  /** With each update, how old each value is. A server that cannot tell ignores it. */
  ages?: boolean;
}

export type Mode = 'batch' | 'delta';

export interface Options extends Subscription {
  /** Address of the socket, relative to the page or absolute; default `/ws/telemetry`. `http` and `https` are read as `ws` and `wss`. */
  url?: string;
  /** Asked before each connection. A ticket goes into the address, a token into the first message; nothing where cookies do. */
  authenticate?: () => Promise<Credentials | void> | Credentials | void;
}

export interface Credentials {
  ticket?: string;
  token?: string;
}

/** Whether this page has a connection. It says nothing about any vehicle. */
export interface Connection {
  readonly state: 'idle' | 'connecting' | 'open' | 'waiting' | 'closed';
  /** Failed attempts in a row. */
  readonly attempt: number;
  /** When it is tried again, in ms of `Date.now()`; null unless waiting. */
  readonly retryAt: number | null;
  /** Since when it is in this state, in ms of `Date.now()`. */
  readonly since: number;
  /** The close code and reason of the last connection, where the server gave any. */
  readonly code: number | null;
  readonly reason: string;
}

export type Value = number | string | boolean | null;

/** A vehicle as it is known. The object lives on and changes with each update: copy what you keep. */
export interface Vehicle {
  readonly id: string;
  /** The server's verdict, not this page's. */
  readonly state: 'running' | 'offline';
  /** All last known values by name. */
  readonly signals: ReadonlyMap<string, Value>;
  /** Time of the newest value, in ms since 1970; null where the server's text was none. */
  readonly timestamp: number | null;
  /** Since when the state holds, in ms since 1970; null until it is known. */
  readonly stateSince: number | null;
  readonly revision: number | undefined;
  readonly epoch: string | undefined;
  /** Seconds since each value was measured, counted from `receivedAt`; null where the server does not tell. */
  readonly ages: ReadonlyMap<string, number> | null;
  /** When this page got it, in ms of `Date.now()`. */
  readonly receivedAt: number;
  /** Whether this connection spoke of it yet; else it is a memory of an earlier one. */
  readonly confirmed: boolean;
}

export type Point = { readonly timestamp: string } & Readonly<Record<string, Value>>;

export interface Events {
  /** A vehicle appeared or changed. */
  vehicle: {
    readonly vehicle: Vehicle;
    /** It was not known before. */
    readonly first: boolean;
    /** Names in this update: all of them in a full one. */
    readonly changed: readonly string[];
    /** Names that are gone. */
    readonly removed: readonly string[];
    /** Its last points, oldest first; empty but in the first update of a subscription with `history`. */
    readonly history: readonly Point[];
  };
  /** The server does not know the vehicle any more, or it is not subscribed to any more. */
  gone: { readonly id: string };
  /** The server knows no vehicle in this subscription. */
  empty: Readonly<Record<string, never>>;
  connection: Connection;
  /** A subscription is in force; its snapshot follows. */
  subscribed: Readonly<Record<string, unknown>>;
  /** The server refused a message, or sent what is none. For people. */
  problem: { readonly code: string; readonly message: string };
}

/** The live vehicles of one server, over a connection that comes back by itself. */
export class TelemetryClient {
  constructor(options?: Options);
  /** What is known, by id as text. */
  readonly vehicles: ReadonlyMap<string, Vehicle>;
  readonly connection: Connection;
  /** The server's time in ms since 1970, as far as it was told. */
  now(): number;
  /** Calls back on each event; the result ends that. */
  on<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): () => void;
  /** Connects, and connects again whenever the connection is lost, until `close`. */
  connect(): this;
  /** Tries again at once where it waits to do so. */
  retry(): void;
  close(): void;
  /**
   * Replaces the subscription, now and for every connection to come.
   * @throws RangeError if it is longer than the 8 KiB that the server takes
   */
  subscribe(subscription: Subscription): void;
  /** Asks `authenticate` again and sends the new token. */
  renew(): Promise<void>;
  /** Takes an update from elsewhere, as from `GET /telemetry/latest`; false where it is none or something newer is known. */
  seed(update: unknown): boolean;
}
