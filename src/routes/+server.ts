// The bare address: to the reader's language.
import { redirect, type RequestHandler } from '@sveltejs/kit';

export const GET: RequestHandler = ({ locals, setHeaders }) => {
	setHeaders({ vary: 'accept-language' });
	redirect(302, `/${locals.reader.language}`);
};
