using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Limits;

/// <summary>A process with a page and, beside it, the service that the page asks.</summary>
internal sealed class PagesHost(ServiceHost host) : IAsyncDisposable
{
    public HttpClient Http { get; } = host.Client();

    public static async Task<PagesHost> StartAsync(RealEngine engine, string prefix, params string[] settings) =>
        new(await new ServiceHost(arguments => QualiPrefHost.Build(arguments, new Behind(), new Front()), engine.ConnectionString, prefix, settings).StartAsync());

    /// <summary>Asks the service from outside, under a mark that was made up; answers how often it was taken.</summary>
    public async Task<int> CountTakenAsync(int requests, string mark)
    {
        var taken = 0;
        for (var i = 0; i < requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/surveys/v1/things");
            request.Headers.Add("QualiPref-Inner", mark);
            using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            taken += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }
        return taken;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private sealed class Behind : IServiceModule
    {
        public string Name => ServiceNames.Surveys;

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api) => api.MapGet("/things", () => TypedResults.Ok()).AllowAnybody();
    }

    private sealed class Front : IServiceModule
    {
        public string Name => QualiPrefHost.Portal;

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Services.AddServiceAddresses(builder.Configuration);
            builder.Services.AddServiceClient<Asking>(ServiceNames.Surveys);
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api) => api.MapGet("/page", (Asking asking, CancellationToken cancellationToken) => asking.AskAsync(cancellationToken)).AllowAnybody();
    }

    private sealed class Asking(HttpClient http)
    {
        public async Task<string> AskAsync(CancellationToken cancellationToken)
        {
            using var response = await http.GetAsync("things", cancellationToken);
            return $"{(int)response.StatusCode}";
        }
    }
}
