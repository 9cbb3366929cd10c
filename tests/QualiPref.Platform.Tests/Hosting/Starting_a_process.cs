using System.Net;
using Microsoft.AspNetCore.Builder;
using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Hosting;

public sealed class Starting_a_process
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_at_once_takes_calls_when_its_databases_are_prepared_and_only_then_begins_to_work()
    {
        var prepared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new WaitingModule(() => prepared.Task);
        await using var app = await StartAsync(module);
        using var http = Client(app);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", Token)).StatusCode);
        using var refused = await http.GetAsync("/api/waiting/v1/things", Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(2)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Contains("QP-WAITING-911", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        // The addresses of calls do not go by case.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/API/waiting/v1/things", Token)).StatusCode);
        Assert.False(module.Began.IsCompleted);

        prepared.SetResult();

        await module.Began.WaitAsync(Token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/waiting/v1/things", Token)).StatusCode);
    }

    [Fact]
    public async Task Tries_again_what_could_not_be_prepared()
    {
        var tries = 0;
        var module = new WaitingModule(() => ++tries == 1 ? throw new MongoException("an index that is in the way") : Task.CompletedTask);
        await using var app = await StartAsync(module);

        await module.Began.WaitAsync(Token);

        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Ends_when_a_worker_fails_for_good_although_others_would_go_on()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync([new WaitingModule(), new WaitingModule(work: () => throw new InvalidOperationException("never again"))], "--urls=http://127.0.0.1:0");
        await using var registration = app.Lifetime.ApplicationStopping.Register(ended.SetResult);

        await ended.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Is_not_ready_while_its_database_does_not_answer_and_says_so()
    {
        await using var app = await StartAsync(new WaitingModule());
        using var http = Client(app);

        using var answer = await http.GetAsync("/ready", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("Unhealthy\ndatabase: The database does not answer.", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", Token)).StatusCode);
    }

    [Theory]
    [InlineData("--http_ports=0", "http://[::]:")]
    [InlineData("--urls=http://127.0.0.1:0", "http://127.0.0.1:")]
    public async Task Listens_where_an_image_or_an_operator_says(string setting, string address)
    {
        await using var app = await StartAsync(new WaitingModule(), setting);

        Assert.StartsWith(address, Assert.Single(app.Urls), StringComparison.Ordinal);
    }

    private static Task<WebApplication> StartAsync(WaitingModule module, string listening = "--urls=http://127.0.0.1:0") => StartAsync([module], listening);

    private static async Task<WebApplication> StartAsync(IReadOnlyList<WaitingModule> modules, string listening)
    {
        var app = QualiPrefHost.Build(
            [
                listening, "--QUALIPREF_MONGO=mongodb://127.0.0.1:9/?directConnection=true", "--QualiPref:Storage:ServerSelectionTimeout=00:00:00.2",
                $"--QualiPref:Identity:KeysPath={TestKeys.Folder}", "--Logging:LogLevel:Default=None",
            ],
            modules);
        await app.StartAsync(Token);
        return app;
    }

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.First()) };
}
