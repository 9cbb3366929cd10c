using System.Net;
using System.Text.Json;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

/// <summary>A site is added to the network between the request and the edition, on the replica that took the one or on that which builds the other.</summary>
public sealed class Freezing_while_the_catalogue_changes(RealEngine engine) : IAsyncLifetime
{
    private static readonly string[] Before = ["91-ETAMPES", "91-EVRY", "91-PALAISEAU"];

    private readonly ChangingCatalogue _catalogue = new();
    private RunningReporting _reporting = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:FreezeWait=00:00:00", _catalogue.Setting);
        _reporting.Indicators.TakesCuts = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _reporting.DisposeAsync();
        _catalogue.Dispose();
    }

    [Fact]
    public async Task Holds_the_sites_for_which_it_was_asked()
    {
        var report = await _reporting.OpenAsync();
        var (operation, request) = await AskAsync(report, "1");
        Assert.Equal(Before, request.Sites!.Order(StringComparer.Ordinal));

        _catalogue.AddSite();
        _reporting.LookAtCatalogue();
        await TakeAsync(request);

        Assert.Equal(Before, await SitesAsync(await EditionAsync(operation)));
        var (next, again) = await AskAsync(report, "2");
        await TakeAsync(again);
        Assert.Contains(ChangingCatalogue.NewSite, await SitesAsync(await EditionAsync(next)));
    }

    [Fact]
    public async Task Waits_where_the_new_site_is_not_known_yet()
    {
        var (operation, request) = await AskAheadAsync();
        var tries = 0;
        _reporting.Indicators.Before = (_, _) =>
        {
            Interlocked.Increment(ref tries);
            return Task.CompletedTask;
        };
        await TakeAsync(request);
        // More often than a fault is tried.
        await Eventually.ReadsAsync("it is tried again", _ => Task.FromResult(Volatile.Read(ref tries)), times => times > 3, cancellationToken: Token);

        _catalogue.AddSite();
        _reporting.LookAtCatalogue();

        Assert.Contains(ChangingCatalogue.NewSite, await SitesAsync(await EditionAsync(operation)));
    }

    [Fact]
    public async Task Is_parked_where_nobody_brings_the_new_site_for_ten_minutes()
    {
        var (operation, request) = await AskAheadAsync();
        _reporting.Indicators.Time.Advance(TimeSpan.FromMinutes(10));

        await TakeAsync(request);

        var failed = await Eventually.ReadsAsync("it is given to somebody", _ => _reporting.JsonAsync(operation), one => Status(one) == "failed", cancellationToken: Token);
        Assert.Equal("QP-REPORTING-004", failed.GetProperty("problem").GetProperty("cause").GetString());
    }

    /// <summary>Asks on a replica that knows the new site; the one that goes on does not.</summary>
    private async Task<(string Operation, CutRequested Request)> AskAheadAsync()
    {
        var before = await File.ReadAllTextAsync(_catalogue["networks.yaml"], Token);
        _catalogue.AddSite();
        _reporting.LookAtCatalogue();
        var asked = await AskAsync(await _reporting.OpenAsync(), "1");
        await _reporting.RestartAsync(() => File.WriteAllTextAsync(_catalogue["networks.yaml"], before, Token));
        return asked;
    }

    private async Task<(string Operation, CutRequested Request)> AskAsync(Guid report, string key)
    {
        var asked = _reporting.Indicators.Requests.Count;
        using var accepted = await _reporting.PostToAsync($"/reports/{report}/freeze", null, key);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var requests = await Eventually.ReadsAsync("the cut is asked for", _ => Task.FromResult(_reporting.Indicators.Requests.ToList()), all => all.Count > asked, cancellationToken: Token);
        return (accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..], requests[^1]);
    }

    private Task TakeAsync(CutRequested request) => _reporting.Indicators.TakeAsync(request, _reporting.Service<IMessagePublisher>());

    private async Task<Guid> EditionAsync(string operation)
    {
        var done = await Eventually.ReadsAsync("the edition is there", _ => _reporting.JsonAsync(operation), one => Status(one) == "succeeded", cancellationToken: Token);
        return done.GetProperty("result").GetProperty("edition").GetGuid();
    }

    private async Task<IEnumerable<string>> SitesAsync(Guid edition) => (await _reporting.JsonAsync($"/editions/{edition}")).GetProperty("sites").EnumerateArray()
        .Select(site => site.GetProperty("code").GetString()!).Order(StringComparer.Ordinal);

    private static string? Status(JsonElement operation) => operation.GetProperty("status").GetString();
}
