using QualiPref.Platform.Auditing;

namespace QualiPref.Portal.Services;

/// <summary>What is looked for in the audit logs; what is null is not asked for.</summary>
/// <param name="Kind">Kind of the acts.</param>
/// <param name="By">Id of whoever did it.</param>
/// <param name="On">Id of what it was done to.</param>
/// <param name="Site">Code of a site that it is about.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">Before.</param>
internal sealed record AuditFilter(string? Kind, string? By, string? On, string? Site, DateTimeOffset? From, DateTimeOffset? Until)
{
    public string Query(string? cursor) => QueryText.Of(
        ("kind", Kind), ("by", By), ("on", On), ("site", Site), ("from", Instant(From)), ("until", Instant(Until)), ("cursor", cursor));

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What was found in the audit log of one service, newest first; null when it does not answer.</summary>
internal sealed record ServiceAudit(string Service, ServicePage<AuditItem>? Found);
