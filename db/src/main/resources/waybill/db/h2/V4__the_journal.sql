-- How far this file has come in the journal that lies beside it: what is later there is redone at the next start
-- (docs/decisions/0018). name is what the journal calls this database.
create table journal (
  id       smallint primary key,
  name     varchar(36) not null,
  position bigint not null,
  constraint journal_is_one_row check (id = 1)
);
