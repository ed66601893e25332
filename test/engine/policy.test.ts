import { describe, expect, it } from '@jest/globals';
import { askedOn } from '../support/walker.ts';

const firstSection = (asked: readonly string[]): string[] =>
    asked.slice(
        0,
        asked.findIndex((name) => name.startsWith('|')),
    );

describe('the order of the guide', () => {
    it('asks the gates first, and the one about users not in configuration', () => {
        expect(askedOn('configuration', {}).slice(0, 2)).toEqual(['version-cutoff', 'sync-engine']);
        expect(askedOn('connectivity', {}).slice(0, 2)).toEqual(['version-cutoff', 'scope']);
        expect(askedOn('still-failing', {}).slice(0, 2)).toEqual(['version-cutoff', 'scope']);
    });

    it('asks a gate once per case', () => {
        const asked = askedOn('configuration', {});

        expect(asked.filter((name) => name === 'version-cutoff')).toHaveLength(1);
        expect(asked.filter((name) => name === 'scope')).toHaveLength(1);
    });

    it('goes after the person, the rules and the rights when some users fail', () => {
        expect(firstSection(askedOn('still-failing', { scope: 'yes' }))).toEqual([
            'version-cutoff',
            'scope',
            'path-used',
            'request-arrives',
            'reached-ad',
            'account-state',
            'minimum-age',
            'password-rules',
            'protected-account',
            'inheritance',
            'connector-permissions',
            'user-in-scope',
            'sspr-enabled',
            'licence',
            'ou-characters',
            'remote-sam',
            'dc-reachable',
            'reenable-writeback',
        ]);
    });

    it('goes after network and service when all fail and nothing arrives, and leaves AD alone', () => {
        expect(firstSection(askedOn('still-failing', { scope: 'no', 'request-arrives': 'no', 'agent-status': 'no' }))).toEqual([
            'version-cutoff',
            'scope',
            'request-arrives',
            'agent-status',
            'service-running',
            'firewall',
            'writeback-on',
            'proxy',
            'idle-timeout',
            'tls12',
            'dotnet',
            'clock',
            'one-active-server',
            'reenable-writeback',
            'path-used',
        ]);
    });

    it('goes after rights and settings when all fail and requests arrive', () => {
        expect(firstSection(askedOn('still-failing', { scope: 'no', 'request-arrives': 'yes' })).slice(2, 9)).toEqual([
            'request-arrives',
            'connector-permissions',
            'remote-sam',
            'connector-settings',
            'dc-reachable',
            'password-rules',
            'dc-version',
        ]);
    });

    it('asks nothing of Connect where Cloud Sync synchronises', () => {
        const asked = askedOn('configuration', { 'sync-engine': 'no' });

        for (const step of ['one-active-server', 'dc-reachable', 'admin-account', 'connect-ready', 'user-in-scope', 'firewall', 'request-arrives']) {
            expect(asked).not.toContain(step);
        }
        for (const step of ['licence', 'sspr-enabled', 'writeback-on', 'connector-permissions', 'inheritance']) expect(asked).toContain(step);
    });

    it('asks nothing that AD decides once AD is known to have taken the password', () => {
        const asked = askedOn('still-failing', { scope: 'no', 'request-arrives': 'skip', 'reached-ad': 'no' });

        expect(asked).not.toContain('minimum-age');
        expect(asked).not.toContain('connector-permissions');
    });

    it('parks a step on the second not sure, and does not ask it again', () => {
        const asked = askedOn('configuration', { licence: 'unsure' });

        expect(asked.filter((name) => name === 'licence')).toHaveLength(1);
    });

    it('offers the sections that are left, in order, and ends when none is', () => {
        const offers = askedOn('connectivity', { scope: 'skip' }).filter((name) => name.startsWith('|'));

        expect(offers).toEqual(['| still-failing', '| configuration']);
    });
});
