import { seedConvention } from '#convention/server/seed.ts';
import { openEmbedded } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { seedDefinitions } from '#records/server/definitions.ts';
import { currentConvention } from '#convention/server/current.ts';
import { search } from '#catalogue/server/search.ts';
import { load, vocabulary } from './search-loader.ts';
const d = await openEmbedded(null);
await migrate(d); await d.write(async db => { await seedConvention(db); await seedDefinitions(db); });
await load(d, 3000);
const convention = await currentConvention(d);
const q0 = d.embedded!.query.bind(d.embedded);
(d.embedded as any).query = async (s: string, p: any) => { const t = performance.now(); const r = await q0(s, p); console.log((performance.now()-t).toFixed(1), s.replace(/\s+/g,' ').slice(0,110)); return r; };
for (const w of [vocabulary('en').rare[0]!, 'amalgam']) for (let i=0;i<2;i++) { const t=performance.now(); await search(d.read, { words: w, facets: {}, sort: 'relevance', page: 1, perPage: 20, language: 'en', convention }); console.log('==', performance.now()-t); }
await d.close();
