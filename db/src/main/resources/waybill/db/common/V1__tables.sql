-- Waybill's tables. One dialect for H2 and PostgreSQL.
-- Read event first: everything else follows from it.
-- A text that people wrote has a column of twice its length in code points: H2 counts UTF-16 units.

-- One row: the epoch names this database in every cursor, so that a cursor of another one is recognised.
create table installation (
  id         smallint primary key,
  epoch      varchar(16) not null,
  created_at timestamp(6) with time zone not null,
  file       varchar(60), -- which file the database is in: in a copy it is another one
  tried_at   timestamp(6) with time zone, -- a write after a failure, to see whether the disk takes it
  constraint installation_is_one_row check (id = 1)
);

create table customer (
  id         varchar(40) primary key,
  name       varchar(400) not null,
  email      varchar(640) not null,
  created_at timestamp(6) with time zone not null
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

create index orders_of_customer on orders (customer_id, placed_at, id);
create index orders_by_age on orders (placed_at, id);
create index orders_of_status on orders (status, placed_at, id);
create index orders_of_headline on orders (headline, placed_at, id);

-- The log: never updated. body is the event as one line of JSON, the same bytes on every wire.
-- seq counts a customer's events, version an order's, both from 1 in commit order and without a gap: the next one is
-- the last one plus one, and only one transaction can have it.
-- account and address say who wrote it and from where: for staff and the audit, never part of the body.
create table event (
  customer_id varchar(40) not null,
  seq         bigint not null,
  order_id    varchar(40) not null,
  version     bigint not null,
  type        varchar(40) not null,
  recorded_at timestamp(6) with time zone not null,
  body        bytea not null,
  account     varchar(400) not null,
  address     varchar(60) not null,
  primary key (customer_id, seq),
  constraint event_has_one_place_in_its_order unique (order_id, version),
  constraint event_belongs_to_the_orders_customer
    foreign key (order_id, customer_id) references orders (id, customer_id),
  constraint event_numbers_count check (seq >= 1 and version >= 1)
);

-- An accepted request and what came of it, so that the same request again gets the same answer (24 hours):
-- the event (order and version), or the customer that was registered (version 0).
create table idempotency (
  account     varchar(400) not null,
  method      varchar(10) not null,
  path        varchar(200) not null,
  request_key varchar(200) not null,
  fingerprint bytea not null,
  target      varchar(40) not null,
  version     bigint not null,
  created_at  timestamp(6) with time zone not null,
  primary key (account, method, path, request_key)
);

create index idempotency_by_age on idempotency (created_at);

-- By which words staff find an order, as they are compared: in one case, without separators.
create table order_search_word (
  order_id varchar(40) not null references orders (id),
  word     varchar(80) not null,
  primary key (order_id, word)
);

create index order_of_search_word on order_search_word (word, order_id);

-- Who may. Passwords, sessions and links are kept as hashes only; what opens doors in here is signing_key.

-- demo: everybody knows the password.
-- generation rises when the account's password changes or it is disabled: tokens that name an older one are void.
create table account (
  username      varchar(60) primary key,
  password_hash varchar(200) not null,
  role          varchar(10) not null,
  customer_id   varchar(40) references customer (id),
  generation    integer default 1 not null,
  disabled      boolean default false not null,
  demo          boolean default false not null,
  created_at    timestamp(6) with time zone not null,
  changed_at    timestamp(6) with time zone not null,
  constraint account_role_is_known check (role in ('staff', 'customer')),
  constraint account_is_of_a_customer check ((role = 'customer') = (customer_id is not null))
);

create index account_by_change on account (changed_at);

-- id is the hash of what the cookie says. It ends at expires_at unless it is used, and at ends_at in any case.
create table login_session (
  id         varchar(43) primary key,
  username   varchar(60) not null references account (username),
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null,
  ends_at    timestamp(6) with time zone not null,
  ended      varchar(10),
  changed_at timestamp(6) with time zone not null,
  constraint session_end_is_known check (ended in ('logout', 'revoked'))
);

create index session_by_change on login_session (changed_at);
create index session_of_account on login_session (username);

-- A link to one order; its secret opens it.
create table share_link (
  id          varchar(12) primary key,
  order_id    varchar(40) not null references orders (id),
  secret_hash varchar(43) not null unique,
  role        varchar(10) not null,
  created_at  timestamp(6) with time zone not null,
  expires_at  timestamp(6) with time zone not null,
  revoked_at  timestamp(6) with time zone
);

create index link_of_order on share_link (order_id);
create index link_by_revocation on share_link (revoked_at);

-- The newest signs; the others verify until the last token they signed has expired.
create table signing_key (
  id          varchar(22) primary key,
  public_key  bytea not null,
  private_key bytea not null,
  created_at  timestamp(6) with time zone not null
);

-- Who did what, from where, with which result. Only ever added to; changes of orders stand in event.
create table audit (
  id      bigint generated by default as identity primary key,
  at      timestamp(6) with time zone not null,
  account varchar(400),
  address varchar(60) not null,
  action  varchar(40) not null,
  target  varchar(400) not null,
  result  varchar(40) not null
);

create index audit_by_time on audit (at);

-- What staff tell each other about an order. It is no event: no customer ever sees it.
create table note (
  id       bigint generated by default as identity primary key,
  order_id varchar(40) not null references orders (id),
  account  varchar(400) not null,
  at       timestamp(6) with time zone not null,
  text     varchar(4000) not null
);

create index note_of_order on note (order_id, at);

-- Browsers that signed in once. They open nothing: sign-in just does not take a known one for a guesser.
create table device (
  id         varchar(43) primary key,
  username   varchar(60) not null references account (username),
  created_at timestamp(6) with time zone not null
);
