// SPDX-License-Identifier: Apache-2.0
// The zero byte is in no text, and no database takes it in: whoever reads the form of a request reads it without. One place for all pages that are posted.

/** From now on the texts of the request's form come without zero bytes; what they name, files too, stays as it was sent. */
export function readWithoutZeros(request: Request): void {
	const read = request.formData.bind(request);
	const formData = async (): Promise<FormData> => {
		const sent = await read();
		if (![...sent.values()].some((value) => typeof value === 'string' && value.includes('\0'))) return sent;
		const clean = new FormData();
		for (const [name, value] of sent)
			if (typeof value === 'string') clean.append(name, value.replaceAll('\0', ''));
			else clean.append(name, value, value.name);
		return clean;
	};
	Object.defineProperty(request, 'formData', { value: formData, configurable: true });
}
