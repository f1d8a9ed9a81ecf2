/** Which version or revision a page showed that was posted, as its field `seen` says: what came meanwhile was looked at by nobody. */
export function seenIn(fields: FormData): number | undefined {
	const said = fields.get('seen');
	return typeof said === 'string' && /^\d{1,9}$/.test(said) ? Number(said) : undefined;
}
