/**
 * Where a case with Microsoft is opened: the form for a technical Entra case, at least as Service Support Administrator.
 * Source: https://learn.microsoft.com/en-us/entra/fundamentals/how-to-get-support, read 2026-11.
 */
export const MICROSOFT_SUPPORT =
    'https://entra.microsoft.com/#view/Microsoft_Azure_Support/NewSupportRequestV3Blade/callerName/ActiveDirectory/issueType/technical';
