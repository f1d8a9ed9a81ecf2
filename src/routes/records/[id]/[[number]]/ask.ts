// What is asked of the permanent address of a record: by the ending of the address, by `format`, else by Accept. Pure.
import { acceptableType } from '#api/negotiation.ts';
import { aknType } from '#interop/akn/decision.ts';
import { recordFormats } from '#interop/jsonld/report.ts';

const { json, jsonld, ttl, rdf, ...files } = recordFormats;
/** In the order of preference where a caller takes any: first what programs read. */
export const formats = { html: 'text/html', json, jsonld, ttl, rdf, ...files, akn: aknType } as const;
export type Format = keyof typeof formats;

const offered = (without: Format | null) =>
	(Object.keys(formats) as Format[]).filter((each) => each !== without).map((each) => formats[each]) as unknown as [string, ...string[]];
const formatOf = (type: string): Format => (Object.keys(formats) as Format[]).find((format) => formats[format] === type) ?? 'html';
const isFormat = (format: string): format is Format => Object.hasOwn(formats, format);

export interface Asked {
	id: string;
	number: string | undefined;
	/** Null where nothing that the caller takes is offered. */
	format: Format | null;
	/** Named by the address; else the best that the caller takes. */
	named: boolean;
}

/** `without`: a format that this record turned out not to have. */
export function askedOf(
	params: { id: string; number?: string | undefined },
	query: URLSearchParams,
	accept: string | null,
	without: Format | null = null
): Asked {
	const last = params.number ?? params.id;
	const [, bare = last, ending] = /^(.*)\.([a-z]{2,6})$/.exec(last) ?? [];
	const named = ending !== undefined && isFormat(ending);
	const parts =
		params.number === undefined ? { id: named ? bare : params.id, number: undefined } : { id: params.id, number: named ? bare : params.number };
	if (named) return { ...parts, format: ending, named };
	const said = query.get('format');
	if (said !== null) return { ...parts, format: isFormat(said) ? said : null, named: true };
	const type = acceptableType(accept, offered(without));
	return { ...parts, format: type === null ? null : formatOf(type), named };
}
