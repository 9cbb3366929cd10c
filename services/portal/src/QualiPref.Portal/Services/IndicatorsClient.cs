using QualiPref.Platform.Calls;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the indicators service that pages make.</summary>
internal sealed class IndicatorsClient(HttpClient http) : ServiceClient(http, ServiceNames.Indicators)
{
    private const string LargestPage = "200";

    /// <summary>Most figures that one page shows; more are refused rather than cut off in silence.</summary>
    private const int MostFigures = 1_000;

    /// <summary>All figures that are asked for, in the order of the service; null when they are more than a page can show.</summary>
    public async Task<IReadOnlyList<Figure>?> ReadFiguresAsync(FigureFilter filter, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        string? cursor = null;
        do
        {
            var page = await GetAsync<ServicePage<Figure>>("figures" + filter.ToQuery(LargestPage, cursor), CallBudget.WholeNetwork, cancellationToken);
            figures.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && figures.Count < MostFigures);
        return cursor is null ? figures : null;
    }

    /// <summary>Ids and versions of the facts behind a figure.</summary>
    public Task<ServicePage<FigureSource>> ReadSourcesAsync(string figureId, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<FigureSource>>(
            $"figures/{Uri.EscapeDataString(figureId)}/sources" + QueryText.Of(("pageSize", LargestPage), ("cursor", cursor)), cancellationToken);

    /// <summary>Whether everything received is counted, source by source.</summary>
    public Task<Balance> ReadBalanceAsync(string network, string period, CancellationToken cancellationToken) =>
        GetAsync<Balance>("balance" + QueryText.Of(("network", network), ("period", period)), CallBudget.WholeNetwork, cancellationToken);
}

/// <summary>Which figures are asked for; dimensions of <c>By</c> are crossed.</summary>
internal sealed record FigureFilter(string? Network, string? Site, string Period)
{
    public string? Indicator { get; init; }

    public IReadOnlyCollection<string> By { get; init; } = [];

    public string ToQuery(string pageSize, string? cursor) => QueryText.Of(
        ("network", Network), ("site", Site), ("period", Period), ("indicator", Indicator), ("by", string.Join(',', By)),
        ("pageSize", pageSize), ("cursor", cursor));
}

/// <summary>A fact behind a figure: the answer, case or measurement, in the version that counts now.</summary>
internal sealed record FigureSource(string Source, Guid Id, long Version);
