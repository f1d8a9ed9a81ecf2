-- Registers as they stood on a past day are read from records, revisions and moves: this finds the records of a register's types.
create index records_by_type on records.records (type);
