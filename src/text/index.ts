import en from './en.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

/** Every word a person reads, in one language. English sets the shape; a key missing from another language does not compile. */
export type Texts = typeof en;

const TEXTS = { en, sv } as const satisfies Record<string, Texts>;

export type Locale = keyof typeof TEXTS;
export const LOCALES: readonly Locale[] = ['en', 'sv'];
const DEFAULT_LOCALE: Locale = 'en';

/** The language for a tag such as `sv-SE`; English where we do not speak it. */
export function pickLocale(tag: string | undefined): Locale {
    const language = tag?.toLowerCase().split(/[-_]/)[0];
    return LOCALES.find((locale) => locale === language) ?? DEFAULT_LOCALE;
}

/** The language that a switch leads to: the next one of those we speak. */
export function otherLocale(tag: string): Locale {
    return LOCALES[(LOCALES.indexOf(pickLocale(tag)) + 1) % LOCALES.length] ?? DEFAULT_LOCALE;
}

/** The words of a language; a tag that we do not speak reads English. */
export function textsOf(tag: string): Texts {
    return TEXTS[pickLocale(tag)];
}

/**
 * Puts values into `{name}` places of a sentence of ours.
 *
 * @throws {RangeError} for a place without a value: a hole must not reach a person.
 */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
    return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw new RangeError(`No value for {${name}} in "${sentence}".`);
        return String(value);
    });
}
