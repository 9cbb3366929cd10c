using QualiPref.Platform.Calls;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the reporting service that pages make.</summary>
internal sealed class ReportingClient(HttpClient http) : ServiceClient(http, ServiceNames.Reporting)
{
    public Task<ServicePage<ReportLine>> ListAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<ReportLine>>("reports" + QueryText.Of(("cursor", cursor)), cancellationToken);

    public Task<ReportLine> OpenAsync(Guid key, string network, string period, string title, CancellationToken cancellationToken) =>
        PostAsync<ReportLine>("reports", new { network, period, title }, cancellationToken, idempotencyKey: key.ToString());

    public Task<Report> ReadAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Report>($"reports/{id}", cancellationToken);

    /// <summary>One document of a report; the caller disposes of the response.</summary>
    public async Task<HttpResponseMessage> ReadDocumentAsync(Guid id, string format, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"reports/{id}/document" + QueryText.Of(("format", format)));
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

/// <summary>A report in a list.</summary>
internal sealed record ReportLine(Guid Id, string Network, string Period, string Title, string? Status);

/// <summary>A report with all it shows.</summary>
internal sealed record Report
{
    public required Guid Id { get; init; }

    public required string Network { get; init; }

    public string? NetworkName { get; init; }

    public required string Period { get; init; }

    public required string Title { get; init; }

    public string? Status { get; init; }

    public DateOnly? AsOf { get; init; }

    public IReadOnlyList<ReportSite> Sites { get; init; } = [];

    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<ReceivedCount> Complaints { get; init; } = [];

    public IReadOnlyList<ReportWarning> Warnings { get; init; } = [];
}

/// <summary>A site of the report.</summary>
internal sealed record ReportSite(string Code, string Name, IReadOnlyList<ReportModule>? Modules);

/// <summary>A module that a site retains.</summary>
internal sealed record ReportModule(string Code, string Name, bool Verified);

/// <summary>A section, one duty of the committee.</summary>
internal sealed record ReportSection(string Code, string Title, string? Introduction, IReadOnlyList<string>? Indicators);

/// <summary>Cases received by site, kind, channel and motive.</summary>
internal sealed record ReceivedCount(string Site, string Kind, string Channel, string Motive, long Received);

/// <summary>What a reader must know.</summary>
internal sealed record ReportWarning(string Code, string Text);
