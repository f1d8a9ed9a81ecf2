// SPDX-License-Identifier: Apache-2.0
// Which of several media types a caller would rather have (RFC 9110, 12.5.1). Knows no format.

interface Wish {
	type: string;
	quality: number;
}

function wishes(header: string): Wish[] {
	return header.split(',').flatMap((part) => {
		const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
		const stated = parameters.find((each) => each.startsWith('q='))?.slice(2);
		const quality = stated === undefined ? 1 : /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(stated) ? Number(stated) : 0;
		return type ? [{ type, quality }] : [];
	});
}

/** The most exact wish that speaks of a type decides: `text/csv`, then `text/*`, then any. */
function qualityOf(type: string, asked: readonly Wish[]): number {
	for (const range of [type, `${type.split('/')[0]}/*`, '*/*']) {
		const wish = asked.find((each) => each.type === range);
		if (wish) return wish.quality;
	}
	return 0;
}

/** The best of what is offered; of equals the one offered first. The first too where nothing is asked for, or nothing that is offered. */
export function preferredType<Offered extends string>(header: string | null, offered: readonly [Offered, ...Offered[]]): Offered {
	const asked = wishes(header ?? '*/*');
	let [best] = offered;
	let most = 0;
	for (const type of offered) {
		const quality = qualityOf(type, asked);
		if (quality > most) [best, most] = [type, quality];
	}
	return best;
}

/** The same, and null where a caller says what it takes and nothing that is offered is among it. */
export function acceptableType<Offered extends string>(header: string | null, offered: readonly [Offered, ...Offered[]]): Offered | null {
	const asked = wishes(header ?? '*/*');
	const best = preferredType(header, offered);
	return !asked.length || qualityOf(best, asked) > 0 ? best : null;
}
