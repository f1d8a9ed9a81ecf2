-- Registers of any length are read owner by owner, each by first publication: in the order of an index, without sorting all of them for every page.
create index entries_of_register on catalogue.entries (type, owner, first_published_at, record_id) include (owner_kind, state);
