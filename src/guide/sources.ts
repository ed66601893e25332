/** A page that a step rests on. */
export interface Source {
    readonly title: string;
    /** Missing where the public page has no lasting address. */
    readonly url?: string;
}

/** When the pages were last read against the steps (ISO month). */
export const SOURCES_VERIFIED = '2026-11';

const learn = (title: string, path: string): Source => ({ title, url: `https://learn.microsoft.com/en-us/${path}` });
const authentication = (title: string, page: string): Source => learn(title, `entra/identity/authentication/${page}`);
const connect = (title: string, page: string): Source => learn(title, `entra/identity/hybrid/connect/${page}`);
const support = (title: string, page: string): Source => learn(title, `troubleshoot/entra/entra-id/user-prov-sync/${page}`);

/** The pages behind the steps, by the short names used in the sections. Titles are Microsoft's own and stay in English. */
export const SOURCES = {
    D1: authentication('Troubleshoot SSPR writeback', 'troubleshoot-sspr-writeback'),
    D2: authentication('Enable Microsoft Entra password writeback', 'tutorial-enable-sspr-writeback'),
    D3: authentication('License self-service password reset', 'concept-sspr-licensing'),
    D4: connect('Connect: prerequisites and hardware', 'how-to-connect-install-prerequisites'),
    D5: authentication('Troubleshoot SSPR', 'troubleshoot-sspr'),
    D6: authentication('How does SSPR writeback work', 'concept-sspr-writeback'),
    D8: authentication('SSPR policies', 'concept-sspr-policy'),
    D9: connect('Hardening updates for Connect Sync', 'harden-update-ad-fs-pingfederate'),
    D10: connect('Authenticate by application identity', 'authenticate-application-id'),
    D11: connect('Connect Sync scheduler', 'how-to-connect-sync-feature-scheduler'),
    D12: authentication('Enable SSPR (tutorial)', 'tutorial-enable-sspr'),
    D13: connect('Hybrid identity ports', 'reference-connect-ports'),
    D14: connect('Operational tasks (staging)', 'how-to-connect-sync-staging-server'),
    D15: authentication('Cloud sync password writeback', 'tutorial-enable-cloud-sync-sspr-writeback'),
    D16: authentication('How SSPR works', 'concept-sspr-howitworks'),
    D17: connect('ADSync PowerShell reference', 'reference-connect-adsync'),
    D18: connect('TLS 1.2 enforcement', 'reference-connect-tls-enforcement'),
    D19: connect('Configure AD DS connector account permissions', 'how-to-connect-configure-ad-ds-connector-account'),
    D20: connect('Connectors in Service Manager', 'how-to-connect-sync-service-manager-ui-connectors'),
    D21: learn('Cloud Sync prerequisites', 'entra/identity/hybrid/cloud-sync/how-to-prerequisites'),
    D22: authentication('SSPR reports', 'howto-sspr-reporting'),
    RST: learn("Reset a user's password", 'entra/fundamentals/users-reset-password-azure-portal'),
    SEL: connect('Selective password hash synchronization', 'how-to-connect-selective-password-hash-synchronization'),
    PPM: authentication('Monitor on-premises Password Protection', 'howto-password-ban-bad-on-premises-monitor'),
    RPC: support('RPC errors affecting Entra Connect', 'rpc-errors-affecting-entra-connect'),
    S1: support('General writeback troubleshooting', 'password-writeback-general-troubleshooting-steps'),
    S2: support('Writeback access rights and permissions', 'password-writeback-access-rights-permissions'),
    S3: support('SSPR_0029', 'password-writeback-error-code-sspr-0029'),
    S4: support('Resets blocked by on-premises policy', 'password-writeback-not-compliant-on-premises-ad-pwd-policy'),
    S5: support('8023062C', 'password-writeback-error-code-8023062c'),
    S6: support('Resets in the Microsoft 365 admin center', 'password-writeback-microsoft-365-admin-center'),
    S8: support('SSPR_009 (synchronised administrators)', 'password-writeback-error-code-sspr-009'),
    S9: support('Unable to configure writeback (KB 3185990)', 'unable-configure-pwd-writeback-error'),
    L1: learn('Product names and service plan identifiers', 'entra/identity/users/licensing-service-plan-reference'),
    C1: { title: 'Public connectivity check script (relay namespaces, 401 expectation)' },
    C3: { title: 'Knowledge-base post of February 2022 on hr=80230818' },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof SOURCES;
