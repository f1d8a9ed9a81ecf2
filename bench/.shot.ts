import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] });
for (const [name, path, w, js] of [['en','/en/search?q=mercury',1280],['ar','/ar/search?q='+encodeURIComponent('الزئبق'),320],['empty','/en/search?q='+encodeURIComponent('kilns whaling quota')+'&region=africa',390],['fix','/fr/search?q='+encodeURIComponent('thermometrs mercure'),390],['map','/en/search?q=mercury&view=map',1280],['zh','/zh/search?q='+encodeURIComponent('汞'),1280]] as any[]) {
  const p = await (await b.newContext({ viewport: { width: w, height: 900 }, bypassCSP: true })).newPage();
  await p.goto('http://127.0.0.1:4100'+path); await p.waitForTimeout(1500);
  const r = await new AxeBuilder({ page: p }).analyze();
  const overflow = await p.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  console.log(name, overflow ? 'OVERFLOW' : '', r.violations.map(v => v.id + ': ' + v.nodes.slice(0,2).map(n => n.html.slice(0,140)).join(' | ')));
  await p.screenshot({ path: `/tmp/search/${name}.png`, fullPage: name !== 'zh' && name !== 'map' });
}
await b.close();
