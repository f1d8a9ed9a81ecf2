-- The reports of one cycle in the catalogue, for the tracker and the statistics of a question: without reading the answers of every other report.
create index entries_by_cycle on catalogue.entries ((answers ->> 'cycle'), type) where answers ->> 'cycle' is not null;
