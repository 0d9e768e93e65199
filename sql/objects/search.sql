-- A door in the wall, reviewed: searches what is public of the running transaction's tenant, through text indexes that
-- row-level security would keep it from. It belongs to a role that sees documents and nothing else (migration 0010).
--   question: as typed, words or part of one; "or", -without and "in quotes" as in web searches
--   reader: the language in which a piece is shown, where there is one in it; the found words stand between U+0002 and U+0003
-- A keyboard without umlauts finds them too. Where nothing fits, what is written almost like it: those are `similar`.
-- Asked once before, so that its library is there: else PostgreSQL does not know the setting that the function brings along.
select extensions.similarity('', '');
drop function if exists search(text, text, integer);
grant create on schema public to mitreden_search;
set local role mitreden_search;
create function search(question text, reader text, at_most integer)
returns table (kind text, place text, title jsonb, piece text, language text, happened_at timestamptz, found bigint, similar boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
set pg_trgm.word_similarity_threshold = 0.5
as $$
#variable_conflict use_column
declare
    tenant uuid := current_tenant();
    wording text;
    asked tsquery;
    part text;
    ids uuid[];
    slips boolean := false;
begin
    foreach wording in array array[question, replace(replace(replace(lower(question), 'ue', 'ü'), 'oe', 'ö'), 'ae', 'ä')] loop
        asked := websearch_to_tsquery('german', wording);
        part := '%' || replace(replace(replace(wording, '\', '\\'), '%', '\%'), '_', '\_') || '%';
        -- One question for each index. All at once, joined by "or", PostgreSQL reads every document: it does not know how dear
        -- comparing three letters at a time is.
        ids := array(
            select d.id from search_documents as d where d.tenant_id = tenant and d.words @@ asked
            union
            select d.id from search_documents as d where d.tenant_id = tenant and d.content ilike part);
        exit when ids <> '{}';
    end loop;
    if ids = '{}' then
        ids := array(
            select d.id from search_documents as d where d.tenant_id = tenant and d.content operator(extensions.%>) question);
        slips := true;
    end if;
    return query
        select f.kind, f.place, f.title,
            ts_headline('german', coalesce(f.body->>f.language, ''), asked,
                'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxFragments=2, MinWords=15, MaxWords=30, FragmentDelimiter=" … "'),
            f.language, f.happened_at, cardinality(ids)::bigint, slips
        from (
            select d.*, case when d.body->>reader <> '' then reader else 'de' end as language,
                case when slips then extensions.word_similarity(question, d.content)
                    else ts_rank(d.words, asked) + (every_language(d.title) ilike part)::int end as rank
            from search_documents as d
            where d.tenant_id = tenant and d.id = any(ids)
            order by rank desc, d.happened_at desc, d.id limit at_most
        ) as f
        order by f.rank desc, f.happened_at desc, f.id;
end
$$;
revoke execute on function search(text, text, integer) from public;
grant execute on function search(text, text, integer) to mitreden_app;
reset role;
revoke create on schema public from mitreden_search;
