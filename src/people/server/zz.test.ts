import { test } from 'vitest';
import { peopleGround } from '../../../test/ground/people.ts';
import { present } from './sessions.ts';
test('time', async () => {
	const people = await peopleGround();
	const there = await people.someone('a@example.org', { role: 'editor' });
	const h = there.headers();
	for (let i = 0; i < 50; i++) await present(people.ground, h);
	let n = 0; const orig = people.database.embedded!.query.bind(people.database.embedded); (people.database.embedded as any).query = (...a: any[]) => { n++; if (n < 8) console.log(a[0]); return (orig as any)(...a); };
	const t = performance.now();
	for (let i = 0; i < 200; i++) await present(people.ground, h);
	console.log('ms each', (performance.now() - t) / 200, n / 200);
	await people.close();
});
