import { describe, expect, it } from '@jest/globals';
import { readTyped } from '../../src/bot/typed-words.ts';
import { LOCALES, textsOf } from '../../src/text/index.ts';

const kinds = (texts: readonly string[]): string[] => texts.map((text) => readTyped(text).kind);

describe('a typed word', () => {
    it.each(
        LOCALES.flatMap((locale) =>
            Object.entries(textsOf(locale).typed)
                .filter(([word]) => !['filler', 'change'].includes(word))
                .flatMap(([word, spellings]) => spellings.map((spelling) => [locale, word, spelling] as const)),
        ),
    )('in %s for %s is understood: %s', (locale, word, spelling) => {
        const expected = {
            configuration: { kind: 'start', section: 'configuration' },
            connectivity: { kind: 'start', section: 'connectivity' },
            'still-failing': { kind: 'start', section: 'still-failing' },
            numbers: { kind: 'start', byNumber: true },
            language: { kind: 'language', locale },
            otherLanguage: { kind: 'language', locale: 'other' },
            restart: { kind: 'restart', confirmed: false },
        }[word] ?? { kind: word };

        for (const text of [
            spelling,
            spelling.toUpperCase(),
            `  ${spelling}.  `,
            `${spelling}?`.replace('??', '?'),
            `${spelling} 🙂`.replace('? ', '?'),
        ]) {
            expect(readTyped(text)).toMatchObject(expected);
        }
    });

    it.each([
        ['Nej, det funkar inte', 'no'],
        ['nej det funkar inte!', 'no'],
        ['Ja, det gör det.', 'yes'],
        ['ja tack', 'yes'],
        ['Hej! Ja.', 'yes'],
        ["No, it doesn't", 'no'],
        ['yes it is', 'yes'],
        ['Yes, we do. Thanks', 'yes'],
        ['nej tyvärr', 'no'],
        ['JA!!!', 'yes'],
        ['Nä', 'no'],
        ['hjalp', 'help'],
        ['borja om', 'restart'],
        ['I’m not sure', 'unsure'],
        ['jag vet inte, hoppa över', 'unknown'],
        ['det funkar inte', 'fails'],
        ['it works now, thanks', 'works'],
        ['english please', 'language'],
        ['change firewall', 'reopen'],
        ['ändra brandvägg', 'reopen'],
        ['Ändra: Brandvägg', 'reopen'],
        ['change protected-account', 'reopen'],
        ['?', 'help'],
        ['', 'hello'],
    ])('%j asks for %s', (text, kind) => {
        expect(readTyped(text).kind).toBe(kind);
    });
});

/** Texts that begin like an answer, hold one, or look like one, and are none. */
const NO_ANSWERS = [
    'no events 33004 found',
    'no event 31001 in the log',
    'nej-loggen är tom 33008',
    'No such object on the server',
    'no, but the other one does',
    'yes and no',
    'ja nej',
    'ja, men inte för alla',
    'nja',
    'jaså',
    'jaha',
    'yes?no',
    'not yes',
    'inte ja',
    'no one can sign in',
    'none',
    'nobody',
    'now',
    'ingen',
    'nejlika',
    'january',
    'nothing happens',
    'yesterday it worked',
    'ja i går',
    'nej 4724',
    'event id 33004',
    'Händelse-ID 33004',
    'hr=80231367',
    '0x80231367',
    'SSPR_0029',
    'AADSTS120013',
    'StagingModeEnabled : False',
    'TcpTestSucceeded : True',
    'False',
    'True',
    'Enabled: 1',
    'ok',
    'okej',
    'it does not work for Kim',
    'det fungerar inte för Kim',
    'back in a minute',
    'tillbaka om fem minuter',
    'restart ADSync',
    'starta om tjänsten',
    'restart the service',
    'help desk says no',
    'hjälp någon kan ja svara',
    'status 503',
    'microsoft',
    'skip staging mode',
    '2.5.79.0',
    '443',
    '1 of 2',
    'change',
    'change password',
    'ändra lösenord',
    'no\nyes',
    'Log Name: Application\r\nno',
    'y n',
    'constructor',
    '__proto__',
];

describe('a text that only looks like an answer', () => {
    it.each(NO_ANSWERS)('%j is none', (text) => {
        expect(['unknown', 'pasted']).toContain(readTyped(text).kind);
    });

    it('is kept apart from a paste', () => {
        expect(kinds(['event id 33004', 'hr=80231367', 'SSPR_0029', 'a\nb', 'x'.repeat(500)])).toEqual(Array(5).fill('pasted'));
        expect(kinds(['ok', 'yes and no', 'nobody'])).toEqual(Array(3).fill('unknown'));
    });

    it('is read in no time, however long', () => {
        expect(readTyped('yes '.repeat(200_000)).kind).toBe('pasted');
        expect(readTyped(`${'it works now '.repeat(9)}x`).kind).toBe('unknown');
    });
});
