using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>What a host does without anybody's help, at its own pace, when the folder of its catalogue changes.</summary>
public sealed class Running_on_a_catalogue_that_changes : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly string[] Before = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];

    private readonly ChangingCatalogue _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Asks_the_next_request_for_the_sites_that_there_are_by_then()
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, Before));

        _folder.AddSite();

        await Eventually.ReadsAsync("the token has to cover the new site too", _ => LookAsync(AskAsync(host, Before)),
            status => status == HttpStatusCode.Forbidden, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, [.. Before, "91-MASSY"]));
    }

    [Fact]
    public async Task Says_of_itself_what_is_wrong_with_one_that_it_refuses_and_goes_on()
    {
        await using var host = await StartAsync(name: QualiPrefHost.Portal);
        _folder.Change("networks.yaml", "code: 91-ETAMPES", "code: 91-DOURDAN");
        _folder.Change("motives.yaml", "code: horaires", "code: ouverture");

        var health = await Eventually.ReadsAsync("the health is degraded", token => LookAsync(host.Http.GetStringAsync(new Uri("/health", UriKind.Relative), token)),
            text => text.StartsWith("Degraded", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("catalogue: the folder holds one that is refused, the one of before stays in force: ", health, StringComparison.Ordinal);
        Assert.Contains("The site '91-ETAMPES' was taken away", health, StringComparison.Ordinal);
        Assert.Contains("The motive 'horaires' was taken away", health, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, health, StringComparison.Ordinal);
        using var ready = await host.Http.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public void Refuses_to_give_what_lives_as_long_as_the_process_the_catalogue_of_a_request()
    {
        var host = ServiceHost.WithoutDatabase(arguments => QualiPrefHost.Build(arguments, new Keeping()));

        Assert.Contains("scoped", Assert.Throws<InvalidOperationException>(() => host.Service<Keeping.Keeper>()).Message, StringComparison.Ordinal);
    }

    // The portal alone rests on no database, whose absence would be the health's first word.
    private Task<ProbeHost> StartAsync(string name = "probe") => ProbeHost.StartAsync(
        [_folder.Setting], time: _time, name: name);

    private async Task<T> LookAsync<T>(Task<T> read)
    {
        _time.Advance(Pause);
        return await read;
    }

    private static async Task<HttpStatusCode> AskAsync(ProbeHost host, string[] sites)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/probe/v1/asked?network=essonne");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServiceHost.TokenOf(["agent"], sites));
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>A module that makes the mistake.</summary>
    private sealed class Keeping : IServiceModule
    {
        public string Name => QualiPrefHost.Portal;

        public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<Keeper>();

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }

        internal sealed class Keeper(LoadedCatalogue catalogue)
        {
            public int Sites => catalogue.Sites.Count;
        }
    }
}
