using System.Globalization;
using System.Net.Http.Json;

namespace QualiPref.Platform.Catalogue.Published;

/// <summary>Asks <c>surveys</c> what was published. Both calls are public.</summary>
internal sealed class QuestionnairesClient(HttpClient http)
{
    /// <summary>Every version and whether it is in use.</summary>
    public async Task<IReadOnlyList<ListedVersion>> ListAsync(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<VersionList>(new Uri("questionnaires", UriKind.Relative), cancellationToken))?.Items ?? [];

    /// <summary>A version as it was published, to the byte.</summary>
    public Task<string> ReadAsync(ListedVersion version, CancellationToken cancellationToken) => http.GetStringAsync(
        new Uri(string.Create(CultureInfo.InvariantCulture, $"questionnaires/{Uri.EscapeDataString(version.Code)}?version={version.Version}"), UriKind.Relative), cancellationToken);

    private sealed record VersionList(IReadOnlyList<ListedVersion> Items);
}

/// <summary>A version in that list, as far as it matters here.</summary>
/// <param name="Code">Code of the questionnaire.</param>
/// <param name="Version">Its version.</param>
/// <param name="PublishedAt">When it was published in the platform; null for one of the files.</param>
/// <param name="WithdrawnAt">When it was withdrawn from use; null while it is not.</param>
internal sealed record ListedVersion(string Code, int Version, DateTimeOffset? PublishedAt, DateTimeOffset? WithdrawnAt);
