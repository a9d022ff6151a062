/**
 * Who is looking. Until there are sessions the address says it (`?customer=ada`); all other code asks here,
 * so that only this file has to learn of `GET /api/session`.
 */

/** @returns {string | null} null where the address does not say */
export function customer() {
  return new URLSearchParams(location.search).get("customer");
}

/** @param {string} customerId */
export function ordersHref(customerId) {
  return `/orders?${new URLSearchParams({ customer: customerId })}`;
}

/**
 * @param {string} orderId
 * @param {string} customerId
 */
export function orderHref(orderId, customerId) {
  return `/orders/${encodeURIComponent(orderId)}?${new URLSearchParams({ customer: customerId })}`;
}
