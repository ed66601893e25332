import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectorClient, ConnectorError } from '../../src/connector/connector-client.ts';
import { withSendBudget } from '../../src/connector/send-budget.ts';
import { StubConnector, type Treatment } from '../support/stub-connector.ts';

const connector = new StubConnector();
let client: ConnectorClient;
beforeAll(async () => {
    client = new ConnectorClient(await connector.open(), async (headers) => headers.set('authorization', 'Bearer test'));
});
afterAll(() => connector.close());
beforeEach(() => {
    connector.sent.length = 0;
    connector.treat = () => undefined;
});

/** Treats the first requests one by one, then takes what comes. */
function treatFirst(...treatments: Treatment[]): void {
    connector.treat = () => treatments.shift();
}

const send = (budgetMs = 5_000) => withSendBudget(budgetMs, () => client.conversations.sendToConversation('a:1', { type: 'message', text: 'x' }));

async function failureOf(action: Promise<unknown>): Promise<ConnectorError> {
    const error = await action.catch((caught: unknown) => caught);
    if (error instanceof ConnectorError) return error;
    throw new Error('It did not fail as expected.');
}

describe('a send', () => {
    it('carries the token and the whole activity, and gives back the id', async () => {
        const { id } = await client.conversations.replyToActivity('19:c@thread.tacv2;messageid=1', 'a/b', {
            type: 'message',
            channelData: { any: 1 },
        });

        expect(id).toBe('message-1');
        expect(connector.sent[0]).toMatchObject({
            method: 'POST',
            path: '/v3/conversations/19%3Ac%40thread.tacv2%3Bmessageid%3D1/activities/a%2Fb',
            body: { type: 'message', channelData: { any: 1 } },
            headers: { authorization: 'Bearer test' },
        });
    });

    it.each([[412], [429], [502], [503], [504]])('is tried again after %d', async (status) => {
        treatFirst({ status }, { status });

        expect(await send()).toEqual({ id: 'message-3' });
    });

    it('is tried again after a reset connection', async () => {
        treatFirst('reset');

        expect(await send()).toEqual({ id: 'message-2' });
    });

    it('waits as long as Retry-After says', async () => {
        treatFirst({ status: 429, headers: { 'retry-after': '0.7' } });
        const before = performance.now();

        await send();

        expect(performance.now() - before).toBeGreaterThanOrEqual(690);
    });

    it('gives up at once when Retry-After is longer than there is time', async () => {
        treatFirst({ status: 429, headers: { 'retry-after': '30' } });

        const error = await failureOf(send());

        expect(error).toMatchObject({ statusCode: 429, passing: true });
        expect(connector.sent).toHaveLength(1);
    });

    it.each([[400], [401], [403], [404], [413], [500]])('is not tried again after %d', async (status) => {
        treatFirst({ status, body: '{"error":{"code":"secret"}}' });

        const error = await failureOf(send());

        expect(error).toMatchObject({ statusCode: status, passing: false });
        expect(error.message).not.toContain('secret');
        expect(connector.sent).toHaveLength(1);
    });

    it('gives up when the trouble outlasts its budget', async () => {
        connector.treat = () => ({ status: 503 });

        const error = await failureOf(send(700));

        expect(error).toMatchObject({ statusCode: 503, passing: true });
    });

    it('gives up on a connector that says nothing', async () => {
        connector.treat = () => 'silence';

        expect(await failureOf(send(300))).toMatchObject({ statusCode: 0, passing: true });
    });

    it('takes an answer without a body', async () => {
        treatFirst({ status: 200 });

        expect(await client.conversations.updateActivity('a:1', 'm1', {})).toEqual({ id: '' });
    });
});
