using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests;

/// <summary>A real host with one small service that touches neither database nor broker.</summary>
internal sealed class ProbeHost(ServiceHost host) : IAsyncDisposable
{
    public HttpClient Http { get; } = host.Client();

    public static async Task<ProbeHost> StartAsync(string[]? settings = null, Action<JwtBearerOptions>? bearer = null, TimeProvider? time = null, string name = "probe")
    {
        var host = ServiceHost.WithoutDatabase(
            arguments => QualiPrefHost.Build(arguments, new Probe(bearer, time, name)),
            settings ?? []);
        return new ProbeHost(await host.StartAsync());
    }

    public T Service<T>() where T : notnull => host.Service<T>();

    /// <summary>Posts a body and answers the status and the document that came back.</summary>
    public async Task<(int Status, JsonElement Answer)> PostAsync(string body, string? language = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/probe/v1/things") { Content = new StringContent(body, Encoding.UTF8, type) };
        if (language is not null) request.Headers.Add("Accept-Language", language);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private sealed class Probe(Action<JwtBearerOptions>? bearer, TimeProvider? time, string name) : IServiceModule
    {
        public string Name => name;

        public void AddServices(IHostApplicationBuilder builder)
        {
            if (time is not null) builder.Services.AddSingleton(time);
            if (bearer is not null) builder.Services.Configure(JwtBearerDefaults.AuthenticationScheme, bearer);
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
            api.MapPost("/things", TakeAsync).AllowAnybody();
            api.MapPut("/things", (HttpRequest request) =>
            {
                Preconditions.RequireVersion(request, 3);
                return TypedResults.Ok();
            }).AllowAnybody();
            api.MapGet("/staff", () => TypedResults.Ok()).Allow(Roles.Agent, SiteRule.None);
            api.MapGet("/kiosk", () => TypedResults.Ok()).Allow(Roles.Kiosk, SiteRule.None);
            api.MapGet("/service", () => TypedResults.Ok()).Allow(Roles.Service, SiteRule.None);
            api.MapGet("/asked", () => TypedResults.Ok()).Allow(Roles.Agent, SiteRule.Query).TakesQuery(QueryParameter.Site, QueryParameter.Text("network", "Code of a network.", 100));
            api.MapGet("/loaded/{site}", (string site, HttpContext context) =>
            {
                Caller.Of(context).RequireSites(site);
                return TypedResults.Ok();
            }).Allow(Roles.Agent, SiteRule.Resource);
            api.MapGet("/cases/{site}", (string site, HttpContext context) =>
            {
                var caller = Caller.Of(context);
                caller.RequireSites(site);
                return TypedResults.Ok(caller.Name);
            }).Allow(Roles.Handler, SiteRule.Resource);
            api.MapGet("/cases", (HttpContext context) => TypedResults.Ok(Caller.Of(context).Sites)).Allow(Roles.Handler, SiteRule.Query).TakesQuery(QueryParameter.Site);
            api.MapGet("/either/{what}/{site}", (string what, string site, HttpContext context) =>
            {
                var caller = Caller.Of(context);
                caller.RequireGrant(what);
                caller.RequireSites(site);
                return TypedResults.Ok();
            }).Allow(Roles.Agent, SiteRule.Resource, "typing").Allow(Roles.Handler, SiteRule.Resource, "handling");
            api.MapGet("/everywhere", () => TypedResults.Ok()).Allow(Roles.Agent, SiteRule.All);
            api.MapGet("/forgetful/{site}", (string site) => TypedResults.Ok(site)).Allow(Roles.Agent, SiteRule.Resource);
            api.MapGet("/forgotten", () => TypedResults.Ok());
            api.MapGet("/mixed/{what}", (string what, HttpContext context) =>
            {
                Caller.Of(context).RequireGrant(what);
                return TypedResults.Ok();
            }).AllowAnybody("open").Allow(Roles.Quality, SiteRule.None, "closed");
        }

        private static async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
        {
            using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
            var errors = new FieldErrors();
            var fields = new JsonFields(body.RootElement, errors);
            fields.Text("name", 5, required: true);
            fields.Code("kind", ["a", "b"], required: true);
            fields.Id("id");
            fields.Integer("count", 1, 9);
            fields.Number("share", 0, 1);
            fields.Flag("open");
            fields.Date("day");
            fields.Instant("at");
            fields.Array("list", 2);
            fields.Object("part/~")?.Text("inner", 1, required: true);
            fields.RefuseUnknown();
            errors.ThrowIfAny();
            return TypedResults.Ok();
        }
    }
}
