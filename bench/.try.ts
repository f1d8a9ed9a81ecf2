import { seedConvention } from '#convention/server/seed.ts';
import { currentConvention } from '#convention/server/current.ts';
import { openEmbedded, openServer } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { seedDefinitions } from '#records/server/definitions.ts';
import { search } from '#catalogue/server/search.ts';
import { load, vocabulary } from './search-loader.ts';
const url = process.argv[2]; const n = Number(process.argv[3]);
const d = url === 'pglite' ? await openEmbedded(null) : openServer(url!, null);
await migrate(d); await d.write(async db => { await seedConvention(db); await seedDefinitions(db); });
console.time('load'); if (n) await load(d, n, { said: true }); console.timeEnd('load');
const convention = await currentConvention(d);
for (const [l, kinds] of [['en',['rare','middle','broad']],['zh',['rare','middle','broad']],['ar',['broad']]] as const) for (const k of kinds) for (const w of vocabulary(l)[k].slice(0,3)) {
  const ts: number[] = []; let f;
  for (let i=0;i<3;i++){ const t=performance.now(); f = await search(d.read, { words: w, facets: {}, sort: 'relevance', page: 1, perPage: 20, language: l, convention }); ts.push(performance.now()-t); }
  console.log(l,k,w,f!.total,f!.bounded,ts.map(t=>t.toFixed(1)).join(' '), f!.entries.length, JSON.stringify(f!.facets.language));
}
for (const q of [{words:''},{words:'mercruy'},{words:'', facets:{language:'en'}},{words:'mercury', facets:{language:'en', party:'GHA'}},{words:'mercury', sort:'newest'},{words:'mercury',sort:'oldest'}, {words:'mercury water health'}, {words:'mercury', page:400}] as any[]) { 
  const t=performance.now(); const f = await search(d.read, { facets: {}, sort: 'relevance', page: 1, perPage: 20, language: 'en', convention, ...q }); console.log(JSON.stringify(q), f.total, f.bounded, f.entries.length, f.asked, (performance.now()-t).toFixed(1)); }
await d.close();
