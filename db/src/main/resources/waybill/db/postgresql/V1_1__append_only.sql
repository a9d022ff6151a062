-- Not even our own code changes what was written down. (Old events may be cleared away some day; the audit may not.)
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what was written down is not changed' using errcode = '23000';
end $$;

create trigger audit_is_only_added_to before update or delete on audit for each row execute function append_only();
create trigger events_are_not_rewritten before update on event for each row execute function append_only();
