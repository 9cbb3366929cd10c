using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Polly.Timeout;
using QualiPref.Platform.Calls;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Calls;

/// <summary>A process and a service that it calls, both real, over loopback.</summary>
public sealed class Calling_another_service : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _asked = [];
    private WebApplication _service = null!;
    private ServiceHost _caller = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Http => _caller.Service<Asking>().Http;

    public async ValueTask InitializeAsync()
    {
        _service = await StartServiceAsync();
        _caller = await Front.Build($"--QualiPref:Services:Indicators={_service.Urls.First()}").StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task That_takes_too_long_gives_up_and_does_not_ask_again()
    {
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => AskAsync(HttpMethod.Get, "slow", TimeSpan.FromMilliseconds(300)));

        Assert.Equal(["GET slow"], _asked);
    }

    [Fact]
    public async Task That_stops_in_the_middle_of_its_answer_gives_up_just_so()
    {
        var asked = AskAsync(HttpMethod.Get, "stalls", TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => asked.WaitAsync(TimeSpan.FromSeconds(20), Token));

        Assert.Equal(["GET stalls"], _asked);
    }

    [Fact]
    public async Task That_breaks_off_in_the_middle_of_its_answer_asks_again()
    {
        using var response = await AskAsync(HttpMethod.Get, "breaks-off", CallBudget.Usual);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["GET breaks-off", "GET breaks-off"], _asked);
    }

    [Fact]
    public async Task Whose_answer_is_handed_on_has_it_as_soon_as_it_begins()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "stalls").HandingOn();
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task That_answers_more_than_is_taken_does_not_ask_again()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(HttpMethod.Get, "too-much", CallBudget.Usual));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, refused.HttpRequestError);
        Assert.Equal(["GET too-much"], _asked);
    }

    [Fact]
    public async Task Lasts_as_long_as_its_own_budget()
    {
        using var read = await AskAsync(HttpMethod.Get, "slow?milliseconds=500", CallBudget.WholeNetwork);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => AskAsync(HttpMethod.Get, "slow?milliseconds=500", TimeSpan.FromMilliseconds(100)));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(2, _asked.Count);
    }

    [Theory]
    [InlineData("GET", false, "GET away, GET away")]
    [InlineData("POST", false, "POST away")]
    [InlineData("POST", true, "POST away, POST away")]
    public async Task That_is_away_for_a_moment_asks_again_what_changes_nothing(string method, bool changesNothing, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "away");
        if (changesNothing) request.ChangingNothing();
        using var response = await Http.SendAsync(request, Token);

        Assert.Equal(expected, string.Join(", ", _asked));
    }

    [Fact]
    public async Task That_fails_at_it_does_not_ask_again()
    {
        using var response = await AskAsync(HttpMethod.Get, "broken", CallBudget.Usual);

        Assert.Equal(["GET broken"], _asked);
    }

    [Fact]
    public async Task That_hangs_up_asks_again()
    {
        using var response = await AskAsync(HttpMethod.Get, "hangs-up", CallBudget.Usual);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["GET hangs-up", "GET hangs-up"], _asked);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, TimeSpan budget)
    {
        using var request = new HttpRequestMessage(method, path).Within(budget);
        return await Http.SendAsync(request, Token);
    }

    private async Task<WebApplication> StartServiceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Map("/api/indicators/v1/{call}", AnswerAsync);
        await app.StartAsync(Token);
        return app;
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string call, int milliseconds = 60_000)
    {
        _asked.Enqueue($"{context.Request.Method} {call}");
        var isFirst = _asked.Count == 1;
        switch (call)
        {
            case "slow":
                await Task.Delay(milliseconds, context.RequestAborted);
                return Results.Ok();
            case "away" when isFirst:
                context.Response.Headers.RetryAfter = "0";
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case "hangs-up" when isFirst:
                context.Abort();
                return Results.Empty;
            case "stalls":
                await BeginAsync(context);
                await Task.Delay(milliseconds, context.RequestAborted);
                return Results.Empty;
            case "breaks-off" when isFirst:
                await BeginAsync(context);
                context.Abort();
                return Results.Empty;
            case "too-much":
                return Results.Bytes(new byte[Front.LargestAnswer + 1]);
            case "broken":
                return Results.StatusCode(StatusCodes.Status500InternalServerError);
            default:
                return Results.Ok();
        }
    }

    private static async Task BeginAsync(HttpContext context)
    {
        context.Response.ContentLength = 2;
        await context.Response.Body.WriteAsync("{"u8.ToArray(), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
