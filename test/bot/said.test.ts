import { describe, expect, it } from '@jest/globals';
import { saidIn } from '../../src/bot/said.ts';

const BOT = { id: '28:bot', name: 'Bot' };
const mention = (text: string | undefined, id = BOT.id) => ({ type: 'mention', text, mentioned: { id, name: 'Bot' } });

describe('what was said', () => {
    it.each([
        ['a mention with what Teams adds', '<at>Bot</at>&nbsp;starta\n', [mention('<at>Bot</at>')], 'starta'],
        ['several mentions, wherever they stand', '<at>Bot</at> yes <at>Bot</at>', [mention('<at>Bot</at>')], 'yes'],
        ['a mention in two words', '<at>Test</at> <at>Bot</at> no', [mention('<at>Test</at>'), mention('<at>Bot</at>')], 'no'],
        ['a mention without its text', '<at>Bot</at> help', [mention(undefined)], 'help'],
        ['a mention of somebody else', '<at>Kim</at> help', [mention('<at>Kim</at>', '29:kim')], '<at>Kim</at> help'],
        ['only a mention', '<at>Bot</at>', [mention('<at>Bot</at>')], ''],
        ['encoded characters', 'a &lt; b &amp;amp; c\u00a0d', [], 'a < b &amp; c d'],
        ['entities that are none', 'yes', [null, 7, {}, { type: 'mention' }, { type: 'mention', mentioned: null }], 'yes'],
    ])('is read past %s', (_, text, entities, said) => {
        expect(saidIn({ text, entities, recipient: BOT })).toBe(said);
    });

    it.each([[undefined], [null], [7], [{}]])('is nothing when the text is %j', (text) => {
        expect(saidIn({ text: text as unknown as string, entities: null, recipient: BOT })).toBe('');
    });
});
