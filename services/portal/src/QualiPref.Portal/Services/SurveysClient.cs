using System.Globalization;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service that pages make.</summary>
internal sealed class SurveysClient(HttpClient http) : ServiceClient(http, ServiceNames.Surveys)
{
    public Task<ServicePage<ListedKiosk>> ListKiosksAsync(string? site, string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<ListedKiosk>>(
            "kiosks" + QueryText.Of(("site", site), ("cursor", cursor), ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture))), cancellationToken);
}

/// <summary>A kiosk and what is missing from it.</summary>
internal sealed record ListedKiosk
{
    /// <summary><c>created</c> until its first device is enrolled.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public int SetAside { get; init; }
}
