/**
 * Plays a feed with a clock of its own.
 *
 * @import { Effect, Feed, Input } from "../public/assets/feed/state.js"
 * @import { Connection } from "../public/assets/model/state.js"
 */

import { dueAt, step } from "../public/assets/feed/machine.js";
import { begin } from "../public/assets/feed/state.js";

export class Player {
  /** @param {{ cursor?: string, visible?: boolean, chance?: number }} [with_] */
  constructor({ cursor = "k3f9-5", visible = true, chance = 0.5 } = {}) {
    this.now = 1_000_000;
    this.chance = chance;
    /** @type {Feed} */
    this.feed = begin(cursor, this.now, visible);
    /** @type {Connection["kind"][]} every connection the page was told of */
    this.connections = [];
  }

  /**
   * @param {Input} input
   * @returns {Effect[]}
   */
  happen(input) {
    const { feed, effects } = step(this.feed, input, this.now, this.chance);
    this.feed = feed;
    for (const effect of effects) {
      if (effect.do === "tell" && effect.action.type === "connection") {
        this.connections.push(effect.action.connection.kind);
      }
    }
    return effects;
  }

  /**
   * Lets time pass, with a tick whenever one is due, as feed.js does it.
   *
   * @param {number} ms
   * @returns {Effect[]}
   */
  wait(ms) {
    const end = this.now + ms;
    /** @type {Effect[]} */
    const effects = [];
    while (dueAt(this.feed) <= end) {
      this.now = Math.max(this.now, dueAt(this.feed));
      const before = dueAt(this.feed);
      effects.push(...this.happen({ kind: "tick" }));
      if (dueAt(this.feed) <= before) throw new Error("A tick must move what is due, or the page would spin");
    }
    this.now = end;
    return effects;
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

/** A leader whose stream stands. */
export function aLeader() {
  const player = new Player();
  player.happen({ kind: "lead" });
  player.happen({ kind: "opened" });
  player.frame("ready");
  return player;
}

/**
 * @param {Effect[]} effects
 * @param {Effect["do"]} what
 */
export function those(effects, what) {
  return effects.filter((effect) => effect.do === what);
}

/** @param {Effect[]} effects */
export function told(effects) {
  return effects.flatMap((effect) => (effect.do === "tell" ? [effect.action.type] : []));
}
