import { LOG_LEVELS, type LogLevel } from '../log/log.ts';
import type { StoreSettings } from '../storage/index.ts';

/** The settings, each as it is used. */
export interface Config {
    readonly port: number;
    readonly host: string;
    /** Empty: no authentication, and then loopback only. */
    readonly appId: string;
    /** What botbuilder's `ConfigurationBotFrameworkAuthentication` reads, passed through by its own names. */
    readonly botFramework: Readonly<Record<string, string>>;
    readonly store: StoreSettings;
    readonly ownSupport: { readonly url: string; readonly label: string } | undefined;
    readonly logLevel: LogLevel;
}

/** All that is wrong with the settings, each fault with what to do. */
export class ConfigError extends Error {
    readonly problems: readonly string[];

    constructor(problems: readonly string[]) {
        super(`The settings need attention:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
        this.name = 'ConfigError';
        this.problems = problems;
    }
}

const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'];

/** Handed to botbuilder as they are, so that sovereign clouds and a local token issuer work as it documents. */
const BOT_FRAMEWORK_SETTINGS = [
    'MicrosoftAppId',
    'MicrosoftAppType',
    'MicrosoftAppTenantId',
    'MicrosoftAppPassword',
    'ChannelService',
    'CertificateThumbprint',
    'CertificatePrivateKey',
    'ToChannelFromBotLoginUrl',
    'ToChannelFromBotOAuthScope',
    'ToBotFromChannelTokenIssuer',
    'OAuthUrl',
    'ToBotFromChannelOpenIdMetadataUrl',
    'ToBotFromEmulatorOpenIdMetadataUrl',
    'CallerId',
    'ValidateAuthority',
] as const;

/** Every setting that the parser reads; the table in the README is checked against it. */
export const SETTINGS = [
    'PORT',
    'HOST',
    'STATE_STORE',
    'ESCALATION_URL',
    'ESCALATION_LABEL',
    'LOG_LEVEL',
    'NODE_ENV',
    ...BOT_FRAMEWORK_SETTINGS,
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Turns the environment into typed settings.
 *
 * @throws {ConfigError} naming every fault at once, with what to do.
 */
export function parseConfig(env: Environment): Config {
    const problems: string[] = [];
    const appId = text(env, 'MicrosoftAppId');
    const config: Config = {
        port: port(env, problems),
        host: host(env, appId, problems),
        appId,
        botFramework: botFramework(env, problems),
        store: store(env, problems),
        ownSupport: ownSupport(env, problems),
        logLevel: logLevel(env, problems),
    };
    if (problems.length > 0) throw new ConfigError(problems);
    return config;
}

const text = (env: Environment, name: string): string => (env[name] ?? '').trim();

function port(env: Environment, problems: string[]): number {
    const given = text(env, 'PORT') || '3978';
    const number = Number(given);
    if (!Number.isInteger(number) || number < 0 || number > 65_535)
        problems.push(`PORT is "${given}". Give a whole number from 0 to 65535 (0: any free port).`);
    return number;
}

function host(env: Environment, appId: string, problems: string[]): string {
    const loopback = ['127.0.0.1', '::1', 'localhost'];
    const given = text(env, 'HOST') || (appId === '' ? '127.0.0.1' : '0.0.0.0');
    if (appId === '' && !loopback.includes(given)) {
        problems.push(`HOST is "${given}", but without MicrosoftAppId everyone would be let in. Set MicrosoftAppId, or leave HOST unset.`);
    }
    return given;
}

function botFramework(env: Environment, problems: string[]): Readonly<Record<string, string>> {
    const given = Object.fromEntries(BOT_FRAMEWORK_SETTINGS.map((name) => [name, text(env, name)]).filter(([, value]) => value !== '')) as Record<
        string,
        string
    >;
    const { MicrosoftAppId: id, MicrosoftAppType: type = 'MultiTenant', MicrosoftAppTenantId: tenant, MicrosoftAppPassword: password } = given;
    if (id === undefined) {
        if (text(env, 'NODE_ENV') === 'production')
            problems.push('MicrosoftAppId is missing. Set it to the application (client) ID of the bot registration.');
        return given;
    }
    const known = APP_TYPES.find((name) => name.toLowerCase() === type.toLowerCase());
    if (known === undefined) problems.push(`MicrosoftAppType is "${type}". Give one of ${APP_TYPES.join(', ')}.`);
    if (known !== 'MultiTenant' && tenant === undefined)
        problems.push(`MicrosoftAppTenantId is missing. Set it to the tenant ID of the bot registration.`);
    const secret = password !== undefined || given['CertificateThumbprint'] !== undefined;
    if (known === 'UserAssignedMSI' ? password !== undefined : !secret) {
        problems.push(
            known === 'UserAssignedMSI'
                ? 'MicrosoftAppPassword is set, but a managed identity has none. Remove it.'
                : 'MicrosoftAppPassword is missing. Set it, or CertificateThumbprint with CertificatePrivateKey.',
        );
    }
    return given;
}

function store(env: Environment, problems: string[]): StoreSettings {
    const given = text(env, 'STATE_STORE') || 'sqlite:.data/state.sqlite';
    if (given === 'memory:') return { kind: 'memory' };
    const file = /^sqlite:(?<file>.+)$/.exec(given)?.groups?.['file'];
    if (file === undefined) problems.push(`STATE_STORE is "${given}". Give sqlite:<file> or memory: (which forgets everything at a restart).`);
    return { kind: 'sqlite', file: file ?? '' };
}

function ownSupport(env: Environment, problems: string[]): Config['ownSupport'] {
    const [url, label] = [text(env, 'ESCALATION_URL'), text(env, 'ESCALATION_LABEL')];
    if (url === '') {
        if (label !== '') problems.push('ESCALATION_LABEL is set without ESCALATION_URL. Set both, or neither.');
        return undefined;
    }
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (address?.protocol !== 'https:') problems.push(`ESCALATION_URL is "${url}". Give an address that begins with https://.`);
    if (label.length > 40) problems.push('ESCALATION_LABEL is too long for a button. Give at most 40 characters.');
    return { url, label: label || (address?.hostname ?? '') };
}

function logLevel(env: Environment, problems: string[]): LogLevel {
    const given = text(env, 'LOG_LEVEL') || 'info';
    const level = LOG_LEVELS.find((known) => known === given);
    if (level === undefined) problems.push(`LOG_LEVEL is "${given}". Give one of ${LOG_LEVELS.join(', ')}.`);
    return level ?? 'info';
}
