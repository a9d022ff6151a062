/** What the service says, as docs/openapi.yaml describes it. Types only: no page loads this file. */

export type OrderStatus =
  | "PLACED"
  | "CONFIRMED"
  | "IN_FULFILMENT"
  | "ON_HOLD"
  | "CANCELLED"
  | "COMPLETED"
  | "RETURNED";

export type Headline =
  | "PLACED"
  | "CONFIRMED"
  | "PREPARING"
  | "PARTIALLY_SHIPPED"
  | "SHIPPED"
  | "OUT_FOR_DELIVERY"
  | "READY_FOR_PICKUP"
  | "PARTIALLY_DELIVERED"
  | "DELIVERED"
  | "PROBLEM"
  | "ON_HOLD"
  | "CANCELLED"
  | "RETURNED";

export type ShipmentStatus =
  | "PACKED"
  | "PICKED_UP"
  | "IN_TRANSIT"
  | "OUT_FOR_DELIVERY"
  | "ATTEMPT_FAILED"
  | "READY_FOR_PICKUP"
  | "DELIVERED"
  | "EXCEPTION"
  | "RETURNING"
  | "RETURNED_TO_SENDER"
  | "LOST"
  | "CANCELLED";

export type EventType =
  | "order.placed"
  | "order.confirmed"
  | "order.released"
  | "order.held"
  | "order.cancelled"
  | "order.lines_cancelled"
  | "order.eta_changed"
  | "order.note_added"
  | "shipment.packed"
  | "shipment.picked_up"
  | "shipment.in_transit"
  | "shipment.out_for_delivery"
  | "shipment.attempt_failed"
  | "shipment.ready_for_pickup"
  | "shipment.delivered"
  | "shipment.exception"
  | "shipment.returning"
  | "shipment.returned_to_sender"
  | "shipment.lost"
  | "shipment.cancelled";

/** A word this version of the pages may not know yet: a newer service must not break an open tab. */
export type Open<Word extends string> = Word | (string & {});

export interface Eta {
  from: string;
  until: string;
  delayed: boolean;
}

export interface Destination {
  city: string;
  country: string;
  timeZone: string;
}

export interface Quantity {
  line: number;
  quantity: number;
}

export interface Line extends Quantity {
  sku: string;
  name: string;
  cancelled: number;
}

/** A parcel as the small view in an event shows it. */
export interface ShipmentView {
  id: string;
  status: Open<ShipmentStatus>;
  carrier?: string;
}

export interface Shipment extends ShipmentView {
  trackingNumber?: string;
  lines: readonly Quantity[];
}

export interface Order {
  id: string;
  customerId?: string;
  version: number;
  status: Open<OrderStatus>;
  headline: Open<Headline>;
  placedAt: string;
  updatedAt: string;
  eta: Eta | null;
  destination: Destination;
  lines: readonly Line[];
  shipments: readonly Shipment[];
}

export interface OrderView {
  version: number;
  status: Open<OrderStatus>;
  headline: Open<Headline>;
  eta: Eta | null;
  shipments: readonly ShipmentView[];
  cancelled: readonly Quantity[];
}

export interface EventData {
  reason?: string;
  text?: string;
  location?: string;
  party?: string;
  carrier?: string;
  trackingNumber?: string;
  eta?: Eta;
  lines?: readonly Quantity[];
}

export interface OrderEvent {
  /** Only in JSON answers; on a stream the cursor is the frame's id. */
  cursor?: string;
  type: Open<EventType>;
  orderId: string;
  version: number;
  shipmentId?: string;
  occurredAt: string;
  recordedAt: string;
  actor: { kind: string };
  late?: boolean;
  data: EventData;
  order: OrderView;
}

export interface OrdersAnswer {
  cursor: string;
  orders: Order[];
  /** The token of the page that follows. */
  next?: string;
}

export interface EventsAnswer {
  cursor: string;
  events: OrderEvent[];
}

export interface Customer {
  id: string;
  name: string;
  email?: string;
}

export type Role = "staff" | "customer";

export interface Session {
  username: string;
  role: Role;
  customerId?: string;
  expiresAt: string;
}

/** What a node says of itself; the service is ready while no check is down. */
export interface Health {
  /** The process and its host. */
  node: string;
  time: string;
  checks: { name: string; state: "up" | "degraded" | "down"; reason?: string }[];
  figures: { name: string; value: number }[];
}

export interface ShareLink {
  id: string;
  createdAt: string;
  by: Role;
  expiresAt: string;
}
