/** A block of a stream that has data; a MessageEvent is one. */
export interface Heard {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

export type Hear = (event: Heard) => void;

/** Follows a stream by one library, and says what it hears of these types. */
export type Follow = (url: string, token: string, types: readonly string[], hear: Hear) => Followed;

export interface Followed {
  /** 2 when the library has given up. */
  readonly readyState: number;
  close(): void;
}
