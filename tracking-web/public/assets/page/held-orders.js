/**
 * Remembers which orders a guest has opened, so that the page finds them again without the link. A browser may forbid
 * to store anything: then only the link leads to the order.
 */

import { held, heldAfter } from "../model/guest.js";

const KEY = "waybill guest orders";

/** @returns {string[]} the one opened last first */
export function heldOrders() {
  try {
    return held(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/**
 * @param {string} orderId
 * @param {boolean} isOpen false: its link has ended
 */
export function remember(orderId, isOpen) {
  try {
    localStorage.setItem(KEY, heldAfter(heldOrders(), orderId, isOpen));
  } catch {
    // Nothing is stored.
  }
}
