-- An order's events lie in its customer's log, between two numbers that the order knows: they need no index of their
-- own, which each change had to write (docs/decisions/0021).

alter table orders add column first_seq bigint;
update orders set first_seq = coalesce((select min(seq) from event where event.order_number = orders.number), 1);
alter table orders alter column first_seq set not null;

alter table order_state add column last_seq bigint;
update order_state set last_seq =
  coalesce((select max(seq) from event where event.order_number = order_state.number), 1);
alter table order_state alter column last_seq set not null;
alter table order_state add constraint state_seq_counts check (last_seq >= 1);

alter table event drop constraint event_belongs_to_the_orders_customer;
alter table event drop constraint event_has_one_place_in_its_order;
alter table orders drop constraint order_is_one_number;

-- The key begins with the customer, so this one costs no index either.
alter table event add constraint event_is_a_customers foreign key (customer_number) references customer (number);
