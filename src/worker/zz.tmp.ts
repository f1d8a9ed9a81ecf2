import { configurationFrom } from '#platform/configuration.ts';
import { openInstance } from './instance.ts';
import { loadDemonstration } from './demonstration.ts';
import { reactions } from './reactions.ts';
import { mkdtempSync } from 'node:fs';
const i = await openInstance(configurationFrom({ DATA_DIR: mkdtempSync('/tmp/demo-'), LOG_LEVEL: 'error' }) as any);
await loadDemonstration(i);
for (const id of ['MC-NAP-GH-0001', 'MC-INFORMATION-MFCN-0001']) try { await reactions.superseded![0]!({ platform: i.platform, world: await i.world() }, { seq: 1, record: id, event: 'superseded' }); console.log(id, 'ok'); } catch (e) { console.log(id, (e as Error).message); }
await i.close();
