-- Not even our own code changes what was written down. (Old events may be cleared away some day; the audit may not.)
create trigger audit_is_only_added_to before update, delete on audit for each row call 'waybill.log.AppendOnly';
create trigger events_are_not_rewritten before update on event for each row call 'waybill.log.AppendOnly';
