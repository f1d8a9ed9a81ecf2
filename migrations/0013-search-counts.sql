-- Counting what was found in one go: with the rows fetched once, sorted once and never handed from one function to another.
create function catalogue.counted(asked tsquery, most integer, oldest boolean, by_time boolean)
	returns table (total integer, facets json, numbers bigint[])
	language plpgsql stable rows 1
	set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan
as $$
declare
	-- Numbers grow: turned round, the oldest come first by the same statement.
	turned integer := case when oldest then -1 else 1 end;
begin
	return query
		with found as materialized (
			select entry.number, entry.facets, entry.published_at from catalogue.entries as entry
			where entry.search @@ asked order by entry.number * turned desc limit most + 1
		),
		kept as (select * from found limit most),
		counts as (select code, count(*) as count from (select unnest(kept.facets) as code from kept) as each group by code)
		select
			(select count(*)::integer from found),
			(select json_agg(json_build_object('facet', named.facet, 'value', named.value, 'count', counts.count))
				from counts join catalogue.facet_values as named using (code)),
			array(select kept.number from kept order by
				case when by_time and not oldest then kept.published_at end desc, case when by_time and oldest then kept.published_at end, kept.number * turned desc);
end $$;
comment on function catalogue.counted(tsquery, integer, boolean, boolean) is 'How many entries match (at most one more than asked for), how the newest or oldest of them divide by facet, and their numbers in order.';

create function catalogue.at_least(asked tsquery, most integer) returns integer
	language plpgsql stable
	set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan
as $$
begin
	return (select count(*) from (select from catalogue.entries as entry where entry.search @@ asked limit most) as seen);
end $$;
comment on function catalogue.at_least(tsquery, integer) is 'How many entries match, counted no further than asked for: in no order, so that counting can stop.';
