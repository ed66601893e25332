import { describe, expect, it } from '@jest/globals';
import { allSteps } from '../../src/guide/index.ts';
import { fill, LOCALES, pickLocale, textsOf } from '../../src/text/index.ts';

const [en, sv] = [textsOf('en'), textsOf('sv')];

/** Every text of a language, with the path to it. */
function linesOf(value: unknown, path = ''): [string, string][] {
    if (typeof value === 'string') return [[path, value]];
    return Object.entries(value as object).flatMap(([key, child]) => linesOf(child, `${path}/${key}`));
}

/** What must be the same in every language: interface labels, code, host names, numbers. */
const protectedIn = (texts: unknown): string[] =>
    [
        ...new Set(
            linesOf(texts)
                .flatMap(([, line]) => line.match(/\*\*[^*]+\*\*|`[^`]+`|\d[\d.]*\d|\d|[\w*-]+(?:\.[\w-]+){2,}/g) ?? [])
                .map((term) => term.replaceAll(/^\*\*|\*\*$/g, '')),
        ),
    ].sort();

describe('the words of a step', () => {
    it.each(allSteps)('$id: labels, code, hosts and numbers are the same in both languages', ({ id }) => {
        expect(protectedIn(sv.steps[id])).toEqual(protectedIn(en.steps[id]));
    });

    it.each(allSteps.flatMap(({ id, fix }) => LOCALES.map((locale) => ({ id, fix, locale }))))(
        '$id in $locale has words for each line of its fix',
        ({ id, fix, locale }) => {
            const words = textsOf(locale).steps[id];

            expect(words.fix).toHaveLength(fix.length);
            expect(linesOf(words).filter(([, line]) => line.trim() === '')).toEqual([]);
            expect(words.how.length).toBeGreaterThan(0);
        },
    );

    it.each(LOCALES)('has button titles that fit, in %s', (locale) => {
        const texts = textsOf(locale);
        const titles = [
            ...Object.values(texts.buttons),
            ...Object.values(texts.exits).map(({ button }) => button),
            ...Object.values(texts.sections).map(({ problem }) => problem),
            ...Object.values(texts.steps).flatMap(({ yes, no }) => [yes, no]),
        ];

        expect(titles.filter((title) => title.length > 25)).toEqual([]);
    });

    it('has a localised name for every placeholder in a command', () => {
        const commands = allSteps.flatMap(({ commands: check, fix }) => [...check, ...fix.flatMap(({ command }) => command ?? [])]);
        const names = new Set(commands.flatMap((command) => [...command.matchAll(/<([^<>]+)>/g)].map(([, name]) => name)));

        expect([...names].sort()).toEqual(Object.keys(en.placeholders).sort());
    });
});

describe('the tone', () => {
    it.each(LOCALES)('is calm in %s: no exclamation marks, no long dashes, nobody is asked kindly', (locale) => {
        const { typed: _, ...texts } = textsOf(locale);

        expect(linesOf(texts).filter(([, line]) => /!|[–—]|\b(please|simply|oops|vänligen)\b| {2}/i.test(line))).toEqual([]);
    });

    it('says du, not ni, and writes the terms of the glossary', () => {
        const { typed: _, ...texts } = sv;

        expect(
            linesOf(texts).filter(([, line]) =>
                /(?<![\p{L}:])(ni|er|era|ert|lösen ord|återskrivning av|utgående lösenord|Entra-ID)(?!\p{L})/iu.test(line),
            ),
        ).toEqual([]);
    });
});

describe('typed words', () => {
    it('mean one thing each, across both languages', () => {
        const all = LOCALES.flatMap((locale) =>
            Object.entries(textsOf(locale).typed).flatMap(([word, spellings]) => spellings.map((spelling) => ({ word, spelling }))),
        );
        const meanings = new Map<string, Set<string>>();
        for (const { word, spelling } of all) meanings.set(spelling, (meanings.get(spelling) ?? new Set()).add(word));

        expect([...meanings].filter(([, words]) => words.size > 1)).toEqual([]);
    });
});

describe('languages', () => {
    it.each([
        ['sv', 'sv'],
        ['sv-SE', 'sv'],
        ['SV_fi', 'sv'],
        ['en-US', 'en'],
        ['de-DE', 'en'],
        ['', 'en'],
        [undefined, 'en'],
    ])('%s reads %s', (tag, locale) => {
        expect(pickLocale(tag)).toBe(locale);
    });

    it('never shows a hole', () => {
        expect(() => fill('Hello {name}', {})).toThrow(RangeError);
        expect(fill('{a} and {a}', { a: 1 })).toBe('1 and 1');
    });
});
