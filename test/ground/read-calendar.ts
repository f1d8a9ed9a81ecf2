// SPDX-License-Identifier: Apache-2.0
// Reads iCalendar (RFC 5545) as a calendar does, without pardon: what is not well-formed fails.

export interface Property {
	name: string;
	parameters: Record<string, string>;
	/** As it stands, still escaped. */
	value: string;
}

export interface Component {
	name: string;
	properties: Property[];
	components: Component[];
}

const shape = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s;

/** Content lines with their folds undone; every line ends in CRLF and has at most 75 octets, and no fold cuts a character. */
function contentLines(bytes: Uint8Array): string[] {
	const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	if (text.startsWith('\ufeff')) throw new Error('it begins with a byte order mark');
	if (!text.endsWith('\r\n')) throw new Error('the last line does not end in CRLF');
	const physical = text.slice(0, -2).split('\r\n');
	for (const line of physical) {
		// eslint-disable-next-line no-control-regex
		if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) throw new Error(`a control character in ${JSON.stringify(line)}`);
		if (Buffer.byteLength(line) > 75) throw new Error(`${Buffer.byteLength(line)} octets in ${line}`);
		if (line.toWellFormed() !== line || line.includes('\ufffd')) throw new Error(`a character is cut in ${line}`);
	}
	return physical.reduce<string[]>((lines, line) => {
		if (line.startsWith(' ')) lines.push(`${lines.pop() ?? ''}${line.slice(1)}`);
		else lines.push(line);
		return lines;
	}, []);
}

export function readCalendar(body: string | Uint8Array): Component {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
	const open: Component[] = [{ name: '', properties: [], components: [] }];
	for (const line of contentLines(bytes)) {
		const [, name = '', parameters = '', value = ''] = shape.exec(line) ?? [];
		const at = open.at(-1) as Component;
		if (!name) throw new Error(`no content line: ${line}`);
		if (name === 'BEGIN') {
			const component = { name: value, properties: [], components: [] };
			at.components.push(component);
			open.push(component);
		} else if (name === 'END') {
			if (at.name !== value) throw new Error(`${value} ends where ${at.name} is open`);
			open.pop();
		} else {
			const given = [...parameters.matchAll(/;([A-Z-]+)=("[^"]*"|[^;]*)/g)].map(([, key = '', of = '']) => [key, of.replaceAll('"', '')] as const);
			at.properties.push({ name, parameters: Object.fromEntries(given), value });
		}
	}
	const [root] = open;
	const [calendar, ...more] = root?.components ?? [];
	if (open.length !== 1 || !calendar || calendar.name !== 'VCALENDAR' || more.length || root?.properties.length) throw new Error('not one VCALENDAR');
	const once = (component: Component, ...names: string[]) => {
		for (const name of names)
			if (component.properties.filter((property) => property.name === name).length !== 1) throw new Error(`${component.name} without one ${name}`);
	};
	once(calendar, 'VERSION', 'PRODID', 'CALSCALE');
	// A calendar that is sent as a message has one, and an organizer then; one that is subscribed to has none (RFC 5546, 3.2.1).
	if (calendar.properties.some((property) => property.name === 'METHOD')) throw new Error('VCALENDAR with a METHOD');
	if (calendar.components.length === 0) throw new Error('nothing in it');
	const seen = new Set<string>();
	for (const event of eventsOf(calendar)) {
		once(event, 'UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'SEQUENCE');
		const uid = valueOf(event, 'UID') ?? '';
		if (seen.has(uid)) throw new Error(`twice: ${uid}`);
		seen.add(uid);
		if (!/^\d{8}T\d{6}Z$/.test(valueOf(event, 'DTSTAMP') ?? '')) throw new Error('DTSTAMP is no time in UTC');
		for (const { name, parameters, value } of event.properties)
			if (/^DT(START|END)$/.test(name) && parameters.VALUE === 'DATE' && !/^\d{8}$/.test(value)) throw new Error(`${value} is no DATE`);
		const [start, end] = [valueOf(event, 'DTSTART') ?? '', valueOf(event, 'DTEND')];
		if (end !== undefined && end <= start) throw new Error(`${uid} ends before it begins`);
	}
	return calendar;
}

export const eventsOf = (calendar: Component): Component[] => calendar.components.filter(({ name }) => name === 'VEVENT');
export const valueOf = (component: Component, name: string): string | undefined => component.properties.find((each) => each.name === name)?.value;

/** A value of the type TEXT as people read it. */
export const textOf = (component: Component, name: string): string =>
	(valueOf(component, name) ?? '').replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
