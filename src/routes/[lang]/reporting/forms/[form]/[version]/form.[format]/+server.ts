// A form without answers, to fill in on paper or with an office program: for anybody, of any type and version.
import { error } from '@sveltejs/kit';
import { paperForm } from '#components/roundtrip/paper-form.ts';
import { fileOf, isFormat, vocabularyOf } from '../../../../../file.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const form = locals.definitions.form(params.form, params.version);
	if (!form || !isFormat(params.format)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { language, t } = locals.reader;
	const paper = paperForm(await vocabularyOf(form, locals), {
		about: { form: form.id, version: form.version, record: '', draft: 0, language },
		facts: [[t('roundtrip.fact.version'), form.version]],
		answers: {}
	});
	return fileOf(paper, params.format, `${form.id}-${form.version}`, new Date());
};
