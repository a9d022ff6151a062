-- Pages and searches go on after a text: its order must not depend on the language that the database was made for.
do $$
declare
  it record;
begin
  for it in
    select table_name, column_name, character_maximum_length as length
      from information_schema.columns
     where table_schema = current_schema and data_type = 'character varying' and table_name <> 'flyway_schema_history'
  loop
    execute format(
      'alter table %I alter column %I type varchar(%s) collate "C"', it.table_name, it.column_name, it.length);
  end loop;
end $$;
