using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Testing.Contract;

namespace QualiPref.Portal.Tests;

/// <summary>Answers in the shapes of the public contract what a real service answers rarely or slowly, and notes what it was asked.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ContractWatch _contract;

    private StandIn(WebApplication app, ContractWatch contract)
    {
        _app = app;
        _contract = contract;
        app.Use((context, next) =>
        {
            _calls.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return next(context);
        });
    }

    public string Address => _app.Urls.Single();

    /// <summary>Method and path of every call, oldest first.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public static async Task<StandIn> StartAsync(Action<IEndpointRouteBuilder> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var contract = new ContractWatch();
        builder.Services.AddSingleton<IStartupFilter>(contract);
        var app = builder.Build();
        var standIn = new StandIn(app, contract);
        answers(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return standIn;
    }

    /// <summary>A refusal as a problem document.</summary>
    public static IResult Refuse(int status, string code, string title, params IEnumerable<(string Name, object Value)> more) =>
        Results.Json(Problem(status, code, title, more), contentType: "application/problem+json", statusCode: status);

    /// <summary>The document of a refusal.</summary>
    public static object Problem(int status, string code, string title, params IEnumerable<(string Name, object Value)> more) => new Dictionary<string, object>
    {
        ["type"] = $"urn:qualipref:problem:{code}",
        ["title"] = title,
        ["status"] = status,
        ["detail"] = title,
        ["instance"] = new string('0', 32),
        ["code"] = code,
    }.Concat(more.Select(one => KeyValuePair.Create(one.Name, one.Value))).ToDictionary();

    /// <summary>What a refusal says of fields that are missing.</summary>
    public static (string Name, object Value) Errors(params IEnumerable<string> pointers) =>
        ("errors", pointers.Select(pointer => new { pointer, detail = "Ce champ est obligatoire." }));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _contract.AssertKept();
    }
}
