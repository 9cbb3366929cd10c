using QualiPref.Platform.Calls;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the indicators service that pages make.</summary>
internal sealed class IndicatorsClient(HttpClient http) : ServiceClient(http, ServiceNames.Indicators)
{
    private const string LargestPage = "200";

    /// <summary>All figures of a network or a site over a period, in the order of the service.</summary>
    public async Task<IReadOnlyList<Figure>> ReadFiguresAsync(string? network, string? site, string period, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        string? cursor = null;
        do
        {
            var query = QueryText.Of(("network", network), ("site", site), ("period", period), ("pageSize", LargestPage), ("cursor", cursor));
            var page = await GetAsync<ServicePage<Figure>>("figures" + query, cancellationToken);
            figures.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return figures;
    }
    /// <summary>Whether everything received is counted, source by source.</summary>
    public Task<Balance> ReadBalanceAsync(string network, string period, CancellationToken cancellationToken) =>
        GetAsync<Balance>("balance" + QueryText.Of(("network", network), ("period", period)), cancellationToken);
}
