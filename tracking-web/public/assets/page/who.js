/**
 * Who looks at whose orders. A customer looks at its own; staff say in the address (`?customer=ada`) at whose.
 *
 * @import { Session } from "../../../wire.js"
 */

/** @returns {string | null} null where the address does not say */
export function chosen() {
  return new URLSearchParams(location.search).get("customer");
}

/**
 * @param {Pick<Session, "role">} viewer
 * @param {string} customerId
 */
export function ordersHref(viewer, customerId) {
  return `/orders${query(viewer, customerId)}`;
}

/**
 * @param {Pick<Session, "role">} viewer
 * @param {string} orderId
 * @param {string} customerId
 */
export function orderHref(viewer, orderId, customerId) {
  return `/orders/${encodeURIComponent(orderId)}${query(viewer, customerId)}`;
}

/**
 * @param {Pick<Session, "role">} viewer
 * @param {string} customerId
 */
function query({ role }, customerId) {
  return role === "staff" ? `?${new URLSearchParams({ customer: customerId })}` : "";
}
