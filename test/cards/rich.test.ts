import { describe, expect, it } from '@jest/globals';
import { knownZone, moment } from '../../src/cards/moment.ts';
import { readReply } from '../../src/cards/reply.ts';
import { literal, rich, shownName } from '../../src/cards/rich.ts';
import { textsOf } from '../../src/text/index.ts';

describe('rich', () => {
    it('reads bold and code, and puts values in as plain text', () => {
        expect(rich('Open **Help > {tab}**, run `a b`, {name}', { tab: 'About', name: '**Kim** `x`' })).toEqual([
            { type: 'TextRun', text: 'Open ' },
            { type: 'TextRun', text: 'Help > About', weight: 'Bolder' },
            { type: 'TextRun', text: ', run ' },
            { type: 'TextRun', text: 'a b', fontType: 'Monospace' },
            { type: 'TextRun', text: ', **Kim** `x`' },
        ]);
    });
});

describe('literal', () => {
    it('escapes what Markdown would read', () => {
        expect(literal('*.a.net and [b](c)')).toBe('\\*.a.net and \\[b\\]\\(c\\)');
    });
});

describe('a name from outside', () => {
    it.each([
        ['Åsa Ek', 'Åsa Ek'],
        ['  a\r\n\tb ', 'a b'],
        ['\u202Eevil\u0000', 'evil'],
        ['', 'Someone'],
        ['\u200b', 'Someone'],
        ['👩‍💻'.repeat(50), '👩 💻'.repeat(50).slice(0, 0)],
    ])('%j is shown as one short line', (name, shown) => {
        const result = shownName(name, 'Someone');

        expect([...result].length).toBeLessThanOrEqual(60);
        if (shown !== '') expect(result).toBe(shown);
    });
});

describe('a moment', () => {
    const clock = (locale: string, now: string) => ({ texts: textsOf(locale), zone: 'Europe/Stockholm', now });

    it('carries its zone, and its date when it is not today', () => {
        const at = '2026-11-20T13:02:00.000Z';

        expect(moment(at, clock('en', '2026-11-20T20:00:00.000Z'))).toBe('14:02 CET');
        expect(moment(at, clock('sv', '2026-11-20T20:00:00.000Z'))).toBe('kl. 14.02 (CET)');
        expect(moment(at, clock('en', '2026-11-21T08:00:00.000Z'))).toBe('2026-11-20, 14:02 CET');
        expect(moment(at, clock('sv', '2026-11-21T08:00:00.000Z'))).toBe('2026-11-20 kl. 14.02 (CET)');
    });

    it.each([['Mars/Olympus'], [''], [undefined], [7], ['../etc']])('is shown in UTC when the zone is %j', (zone) => {
        expect(knownZone(zone)).toBe('UTC');
    });
});

describe('the data of a tap', () => {
    it.each([
        [undefined],
        [null],
        ['yes'],
        [[]],
        [{}],
        [{ intent: 'yes' }],
        [{ intent: { kind: 'yes' } }],
        [{ intent: { kind: 'toString' }, case: 'a', revision: 1 }],
        [{ intent: { kind: '__proto__' }, case: 'a', revision: 1 }],
        [{ intent: { kind: 'start', section: 'constructor' } }],
        [{ intent: { kind: 'language', locale: 'xx' } }],
        [{ intent: { kind: 'yes' }, case: 1, revision: '1' }],
    ])('is refused when it is %j', (data) => {
        expect(readReply(data)).toBeUndefined();
    });

    it('is read where it fits', () => {
        expect(readReply({ intent: { kind: 'start', section: 'connectivity', more: 1 } })).toEqual({
            intent: { kind: 'start', section: 'connectivity' },
        });
        expect(readReply({ intent: { kind: 'yes' }, case: 'a', revision: 2, step: 'x' })).toEqual({
            intent: { kind: 'yes' },
            binding: { caseId: 'a', revision: 2, step: 'x' },
        });
    });
});
