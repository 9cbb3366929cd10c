using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Auditing;

public sealed class Saying_what_of_a_call_is_audited : IAsyncLifetime
{
    private readonly ServiceHost _host = ServiceHost.WithoutDatabase(arguments => QualiPrefHost.Build(arguments, new Audited()));

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("forgotten", HttpStatusCode.InternalServerError)]
    [InlineData("noted", HttpStatusCode.OK)]
    [InlineData("nothing", HttpStatusCode.OK)]
    [InlineData("refused", HttpStatusCode.NotFound)]
    public async Task Answers_only_with_its_entry_or_without_having_done_anything(string call, HttpStatusCode expected)
    {
        using var http = _host.Client();
        using var reply = await http.GetAsync(new Uri($"/api/probe/v1/{call}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(expected, reply.StatusCode);
        Assert.DoesNotContain("secret", call == "forgotten" ? await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "", StringComparison.Ordinal);
    }

    private sealed class Audited : IServiceModule
    {
        public string Name => "probe";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
            Says(api.MapGet("/forgotten", () => TypedResults.Ok("secret")));
            Says(api.MapGet("/noted", (HttpContext context) => TypedResults.Ok(context.Entry(AuditSubject.Of("thing", "1")).Act)));
            Says(api.MapGet("/nothing", (HttpContext context) =>
            {
                context.DidNothing();
                return TypedResults.Ok();
            }));
            Says(api.MapGet("/refused", () => new Problem(CommonProblems.NotFound)));
        }

        private static void Says(RouteHandlerBuilder call) => call.AllowAnybody().Audited(AuditKinds.Read, "thing.read");
    }
}
