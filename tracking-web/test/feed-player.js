/**
 * Plays a feed with a clock of its own.
 *
 * @import { Connection } from "../news.js"
 * @import { TabEffect, TabFeed, TabInput } from "../public/assets/feed/tabs/state.js"
 */

import * as stream from "../public/assets/feed/stream.js";
import * as election from "../public/assets/feed/tabs/election.js";
import { begin } from "../public/assets/feed/tabs/state.js";

/** @typedef {Pick<typeof election, "step" | "dueAt">} Machine */
/** @typedef {{ kind: string, machine: Machine, first: TabInput }} Kind */

/** A plain feed leaves alone what only the feed of a tab knows. */
const PLAIN = /** @type {Machine} */ (/** @type {unknown} */ (stream));

/** @type {Kind} */
const LEADER = { kind: "a leader", machine: election, first: { kind: "lead" } };

/** The two kinds of feed that have a stream: of a page alone, and of the tab that leads. */
export const KINDS = [
  { kind: "a plain feed", machine: PLAIN, first: /** @type {TabInput} */ ({ kind: "open" }) },
  LEADER,
];

/** @typedef {{ cursor?: string, visible?: boolean, chance?: number, machine?: Machine }} Options */

export class Player {
  /** @param {Options} [options] */
  constructor({ cursor = "k3f9-c5", visible = true, chance = 0.5, machine = election } = {}) {
    this.machine = machine;
    this.now = 1_000_000;
    this.chance = chance;
    /** @type {TabFeed} */
    this.feed = begin(cursor, this.now, visible);
    /** @type {Connection["kind"][]} every connection the page was told of */
    this.connections = [];
  }

  /**
   * @param {TabInput} input
   * @returns {TabEffect[]}
   */
  happen(input) {
    const { feed, effects } = this.machine.step(this.feed, input, this.now, this.chance);
    this.feed = feed;
    for (const effect of effects) {
      if (effect.do === "tell" && effect.news.type === "connection") {
        this.connections.push(effect.news.connection.kind);
      }
    }
    return effects;
  }

  /**
   * Lets time pass, with a tick whenever one is due, as feed.js does it.
   *
   * @param {number} ms
   * @returns {TabEffect[]}
   */
  wait(ms) {
    const end = this.now + ms;
    /** @type {TabEffect[]} */
    const effects = [];
    while (this.dueAt() <= end) {
      this.now = Math.max(this.now, this.dueAt());
      const before = this.dueAt();
      effects.push(...this.happen({ kind: "tick" }));
      if (this.dueAt() <= before) throw new Error("A tick must move what is due, or the page would spin");
    }
    this.now = end;
    return effects;
  }

  dueAt() {
    return this.machine.dueAt(this.feed);
  }

  /**
   * Lets time pass without a tick: the machine sleeps.
   *
   * @param {number} ms
   */
  sleep(ms) {
    this.now += ms;
  }

  /**
   * @param {string} name
   * @param {string} [cursor] the last id the stream has sent
   * @param {import("../wire.js").OrderEvent | null} [event]
   */
  frame(name, cursor = this.feed.sequence.cursor, event = null) {
    return this.happen({ kind: "frame", name, cursor, event });
  }

  /** @param {string} reason */
  end(reason) {
    return this.happen({ kind: "frame", name: "end", cursor: "", event: null, reason });
  }
}

/** A leader with a live stream. */
export function aLeader() {
  return aLiveFeed(LEADER);
}

/** @param {Kind} kind */
export function aLiveFeed({ machine, first }) {
  const player = new Player({ machine });
  player.happen(first);
  player.happen({ kind: "opened" });
  player.frame("ready");
  return player;
}

/**
 * @param {TabEffect[]} effects
 * @param {TabEffect["do"]} what
 */
export function those(effects, what) {
  return effects.filter((effect) => effect.do === what);
}

/** @param {TabEffect[]} effects */
export function told(effects) {
  return effects.flatMap((effect) => (effect.do === "tell" ? [effect.news.type] : []));
}
