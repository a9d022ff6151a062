-- The table is a new one, and so must its guard be.
create trigger events_are_not_rewritten before update on event for each row call 'waybill.store.AppendOnly';
