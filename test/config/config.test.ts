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

    it('take the host for a support link without a label', () => {
        expect(parseConfig({ ESCALATION_URL: 'https://help.example/x' }).ownSupport).toEqual({
            url: 'https://help.example/x',
            label: 'help.example',
        });
    });
});
