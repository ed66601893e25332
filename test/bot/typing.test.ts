import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Activity, TurnContext } from 'botbuilder';
import { withTyping } from '../../src/bot/typing.ts';
import { openLog } from '../../src/log/log.ts';
import { FakeTeams } from '../support/fake-teams.ts';

const LOG = openLog('silent');
const turnOf = (teams: FakeTeams, type: string): TurnContext =>
    new TurnContext(teams, { type, conversation: { id: 'a:1' }, from: { id: 'kim' }, recipient: { id: 'bot' } } as Partial<Activity>);

describe('a turn that takes longer', () => {
    beforeEach(() => {
        jest.useFakeTimers();
    });
    afterEach(() => {
        jest.useRealTimers();
    });

    it.each([
        ['message', 1],
        ['invoke', 0],
    ])('of a %s shows that the bot is typing %d times, within two seconds', async (type, times) => {
        const teams = new FakeTeams();
        let finish = (): void => undefined;
        const turn = withTyping(turnOf(teams, type), LOG, () => new Promise<void>((resolve) => (finish = resolve)));

        await jest.advanceTimersByTimeAsync(2_000);
        expect(teams.messages.map(({ activity }) => activity.type)).toEqual(Array(times).fill('typing'));
        finish();
        await turn;
    });

    it('goes on when that cannot be shown', async () => {
        const teams = new FakeTeams();
        teams.onSend = () => {
            throw new Error('502');
        };
        let finish = (_: string): void => undefined;
        const turn = withTyping(turnOf(teams, 'message'), LOG, () => new Promise<string>((resolve) => (finish = resolve)));

        await jest.advanceTimersByTimeAsync(2_000);
        finish('done');

        expect(await turn).toBe('done');
    });

    it('is told from one that is quick', async () => {
        const teams = new FakeTeams();

        await withTyping(turnOf(teams, 'message'), LOG, async () => undefined);
        await jest.advanceTimersByTimeAsync(5_000);

        expect(teams.messages).toEqual([]);
    });
});
