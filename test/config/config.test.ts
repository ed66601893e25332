import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, parseConfig } from '../../src/config/config.ts';

interface Fixture {
    readonly env: Record<string, string>;
    /** The beginning of each fault, in order. */
    readonly problems: readonly string[];
}

function problemsOf(env: Record<string, string>): readonly string[] {
    try {
        parseConfig(env);
        return [];
    } catch (error) {
        if (error instanceof ConfigError) return error.problems;
        throw error;
    }
}

describe('settings with a fault', () => {
    it('never show a secret', () => {
        const address = 'azure-blob:https://acc.blob.core.windows.net/cases';
        const told = [
            ...problemsOf({ STATE_STORE: 'azure-blob:-', AZURE_STORAGE_CONNECTION_STRING: 'AccountKey=hush' }),
            ...problemsOf({ STATE_STORE: address, AZURE_STORAGE_CONNECTION_STRING: 'AccountKey=hush' }),
            ...problemsOf({ STATE_STORE: `${address}?sig=hush` }),
            ...problemsOf({ STATE_STORE: 'azure-blob:DefaultEndpointsProtocol=https;AccountName=a;AccountKey=hush/x' }),
        ];

        expect(told).toHaveLength(5);
        expect(told.join()).not.toContain('hush');
    });

    it.each(readdirSync('test/fixtures/config'))('%s are told, with what to do', (file) => {
        const { env, problems } = JSON.parse(readFileSync(`test/fixtures/config/${file}`, 'utf8')) as Fixture;

        const told = problemsOf(env);

        expect(told).toHaveLength(problems.length);
        for (const [index, problem] of problems.entries()) expect(told[index]).toContain(problem);
        for (const problem of told) expect(problem).toMatch(/\b(Give|Set|Remove)\b/);
    });
});

describe('settings in order', () => {
    it('are the local ones when nothing is set', () => {
        expect(parseConfig({})).toEqual({
            port: 3978,
            host: '127.0.0.1',
            appId: '',
            botFramework: {},
            store: { kind: 'sqlite', file: '.data/state.sqlite' },
            ownSupport: undefined,
            caseTtlDays: 90,
            logLevel: 'info',
        });
    });

    it('open all interfaces with an app id, and pass on what botbuilder reads', () => {
        const env = {
            MicrosoftAppId: 'id',
            MicrosoftAppType: 'singletenant',
            MicrosoftAppTenantId: 't',
            MicrosoftAppPassword: 'p',
            ToBotFromChannelTokenIssuer: 'https://issuer.test',
        };

        expect(parseConfig({ ...env, NODE_ENV: 'production', UNRELATED: 'x' })).toMatchObject({ host: '0.0.0.0', appId: 'id', botFramework: env });
    });

    it('name a container by its address, with the managed identity of the bot', () => {
        const url = 'https://acc.blob.core.windows.net/bot-cases';
        const managed = { MicrosoftAppId: 'id', MicrosoftAppType: 'userAssignedMSI', MicrosoftAppTenantId: 't' };

        expect(parseConfig({ STATE_STORE: `azure-blob:${url}/` }).store).toEqual({ kind: 'azure-blob', url });
        expect(parseConfig({ STATE_STORE: `azure-blob:${url}`, ...managed }).store).toEqual({ kind: 'azure-blob', url, clientId: 'id' });
    });

    it.each(['127.0.0.1:10000', '[::1]:10000', 'localhost'])('let %s do without https', (host) => {
        expect(parseConfig({ STATE_STORE: `azure-blob:http://${host}/cases` }).store).toEqual({ kind: 'azure-blob', url: `http://${host}/cases` });
    });

    it.each([
        'UseDevelopmentStorage=true',
        'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5;EndpointSuffix=core.windows.net',
        'BlobEndpoint=https://a.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=x',
    ])('name a container by its name with %s', (connectionString) => {
        const store = { kind: 'azure-blob', container: 'abc', connectionString };

        expect(parseConfig({ STATE_STORE: 'azure-blob:abc', AZURE_STORAGE_CONNECTION_STRING: connectionString }).store).toEqual(store);
    });

    it('take the host for a support link without a label', () => {
        expect(parseConfig({ ESCALATION_URL: 'https://help.example/x' }).ownSupport).toEqual({
            url: 'https://help.example/x',
            label: 'help.example',
        });
    });
});
