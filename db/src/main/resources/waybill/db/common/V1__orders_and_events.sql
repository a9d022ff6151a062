-- Waybill's whole truth in five tables. One dialect for H2 and PostgreSQL.
-- Read event first: everything else follows from it.

-- One row: the epoch names this database in every cursor, so that a cursor of another one is recognised.
create table installation (
  id         smallint primary key,
  epoch      varchar(16) not null,
  created_at timestamp(6) with time zone not null,
  constraint installation_is_one_row check (id = 1)
);

-- seq is the number of the customer's last event. Whoever increments it holds the row until commit,
-- so numbers follow commit order and none is missing.
create table customer (
  id         varchar(40) primary key,
  name       varchar(200) not null,
  email      varchar(320) not null,
  seq        bigint default 0 not null,
  created_at timestamp(6) with time zone not null,
  constraint customer_seq_counts check (seq >= 0)
);

-- An order as it is now, one row: what the database checks and searches by in columns,
-- the rest (destination, lines, parcels) as one JSON document.
create table orders (
  id          varchar(40) primary key,
  customer_id varchar(40) not null references customer (id),
  version     bigint not null,
  status      varchar(16) not null,
  held_from   varchar(16),
  headline    varchar(24) not null,
  placed_at   timestamp(6) with time zone not null,
  updated_at  timestamp(6) with time zone not null,
  eta_from    timestamp(6) with time zone,
  eta_until   timestamp(6) with time zone,
  eta_delayed boolean,
  contents    varchar(1000000) not null,
  search      varchar(100000) not null,
  constraint order_belongs_to_one_customer unique (id, customer_id),
  constraint order_version_counts check (version >= 1),
  constraint order_status_is_known check
    (status in ('PLACED', 'CONFIRMED', 'IN_FULFILMENT', 'ON_HOLD', 'CANCELLED', 'COMPLETED', 'RETURNED')),
  constraint order_on_hold_knows_from_where check ((status = 'ON_HOLD') = (held_from is not null)),
  constraint order_held_from_is_open check (held_from in ('PLACED', 'CONFIRMED', 'IN_FULFILMENT')),
  constraint order_eta_is_whole check
    ((eta_from is null) = (eta_until is null) and (eta_from is null) = (eta_delayed is null)),
  constraint order_eta_is_a_window check (eta_from <= eta_until)
);

create index orders_of_customer on orders (customer_id, placed_at);
create index orders_by_age on orders (placed_at, id);

-- The log: never updated. body is the event as one line of JSON, the same bytes on every wire.
create table event (
  customer_id varchar(40) not null,
  seq         bigint not null,
  order_id    varchar(40) not null,
  version     bigint not null,
  type        varchar(40) not null,
  recorded_at timestamp(6) with time zone not null,
  body        bytea not null,
  primary key (customer_id, seq),
  constraint event_has_one_place_in_its_order unique (order_id, version),
  constraint event_belongs_to_the_orders_customer
    foreign key (order_id, customer_id) references orders (id, customer_id),
  constraint event_numbers_count check (seq >= 1 and version >= 1)
);

-- An accepted request's answer, so that the same request again gets the same answer (24 hours).
create table idempotency (
  account     varchar(60) not null,
  method      varchar(10) not null,
  path        varchar(200) not null,
  request_key varchar(200) not null,
  fingerprint bytea not null,
  status      integer not null,
  location    varchar(200),
  etag        varchar(40),
  body        bytea not null,
  created_at  timestamp(6) with time zone not null,
  primary key (account, method, path, request_key)
);

create index idempotency_by_age on idempotency (created_at);
