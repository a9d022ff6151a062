/**
 * The addresses of the pages. Customers see their own orders; for staff the address says whose (`?customer=ada`).
 *
 * @import { Session } from "../../../wire.js"
 */

/**
 * @param {string} search of the page's address
 * @returns {string | null} null where the address does not say
 */
export function chosenCustomer(search) {
  return new URLSearchParams(search).get("customer");
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
