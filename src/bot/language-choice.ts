import type { Store } from '../storage/store.ts';
import { LOCALES, type Locale } from '../text/index.ts';
import { keyOf } from './conversation-key.ts';

/** The language that a person has chosen, in whatever chat; nothing when they never did. */
export async function chosenLanguage(store: Store, personId: string): Promise<Locale | undefined> {
    const found = (await store.read(keyOf('person', personId)))?.value as { readonly locale?: unknown } | undefined;
    return LOCALES.find((locale) => locale === found?.locale);
}

/** Remembers a person's choice for their next case. */
export async function rememberLanguage(store: Store, personId: string, locale: string): Promise<void> {
    const key = keyOf('person', personId);
    for (;;) {
        const found = await store.read(key);
        if (await store.write(key, { locale }, { etag: found?.etag, people: [personId] })) return;
    }
}
