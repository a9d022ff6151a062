import assert from "node:assert/strict";
import { test } from "node:test";
import { activeAndDone, unpackedQuantity } from "../public/assets/model/contents.js";
import { merge } from "../public/assets/model/merge.js";
import { isDone } from "../public/assets/model/status.js";
import { aChange, anOrder } from "./samples.js";

const packed = aChange(2, {
  type: "shipment.packed",
  shipmentId: "S1",
  data: { lines: [{ line: 1, quantity: 1 }], trackingNumber: "0034" },
  order: {
    status: "IN_FULFILMENT",
    headline: "PREPARING",
    shipments: [{ id: "S1", status: "PACKED", carrier: "DHL" }],
  },
});

test("a packed parcel brings its lines and its number along", () => {
  const order = merge(anOrder(), packed);

  assert.deepEqual(order.shipments, [
    { id: "S1", status: "PACKED", carrier: "DHL", trackingNumber: "0034", lines: [{ line: 1, quantity: 1 }] },
  ]);
});

test("later changes keep a parcel's lines and number", () => {
  const order = merge(
    merge(anOrder(), packed),
    aChange(3, {
      shipmentId: "S1",
      order: { shipments: [{ id: "S1", status: "IN_TRANSIT", carrier: "DHL" }] },
    }),
  );

  assert.equal(order.shipments[0]?.status, "IN_TRANSIT");
  assert.equal(order.shipments[0]?.trackingNumber, "0034");
  assert.equal(order.shipments[0]?.lines.length, 1);
});

test("a pick-up may give another number, a late scan may not", () => {
  const scan = { shipmentId: "S1", order: { shipments: [{ id: "S1", status: "PICKED_UP" }] } };
  const before = merge(anOrder(), packed);

  const pickedUp = merge(before, aChange(3, { ...scan, data: { trackingNumber: "0099" } }));
  const late = merge(before, aChange(3, { ...scan, late: true, data: { trackingNumber: "0001" } }));

  assert.equal(pickedUp.shipments[0]?.trackingNumber, "0099");
  assert.equal(late.shipments[0]?.trackingNumber, "0034");
});

test("lines the view does not name have nothing cancelled", () => {
  const first = merge(anOrder(), aChange(2, { order: { cancelled: [{ line: 1, quantity: 2 }] } }));
  const second = merge(first, aChange(3, { order: { cancelled: [{ line: 2, quantity: 1 }] } }));

  assert.deepEqual(
    first.lines.map((line) => line.cancelled),
    [2, 0],
  );
  assert.deepEqual(
    second.lines.map((line) => line.cancelled),
    [0, 1],
  );
});

test("open is what is ordered, less what is cancelled or sits in a parcel that counts", () => {
  const lines = [{ line: 1, sku: "A", name: "A", quantity: 5, cancelled: 1 }];
  const parcel = (/** @type {string} */ status) => ({
    id: status,
    status,
    lines: [{ line: 1, quantity: 2 }],
  });

  const left = (/** @type {string[]} */ ...statuses) => {
    const order = anOrder({ lines, shipments: statuses.map(parcel) });
    return order.lines.map((line) => unpackedQuantity(order, line))[0];
  };

  assert.equal(left(), 4);
  assert.equal(left("PACKED"), 2);
  assert.equal(left("DELIVERED", "IN_TRANSIT"), 0);
  assert.equal(left("LOST", "CANCELLED", "RETURNED_TO_SENDER"), 4);
});

test("active orders stand before those that are done, the latest placed first", () => {
  const orders = [
    anOrder({ id: "A", placedAt: "2026-11-01T00:00:00Z" }),
    anOrder({ id: "B", placedAt: "2026-11-03T00:00:00Z", headline: "DELIVERED" }),
    anOrder({ id: "C", placedAt: "2026-11-02T00:00:00Z", headline: "PROBLEM" }),
  ];

  const { active, done } = activeAndDone(orders, isDone);

  assert.deepEqual(
    [...active, ...done].map((order) => order.id),
    ["C", "A", "B"],
  );
});
