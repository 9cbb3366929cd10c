using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Hosting;

public sealed class Stopping_a_process
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_first_that_it_is_not_ready_and_answers_on_until_whoever_asks_has_heard_of_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var host = ServiceHost.WithoutDatabase(
            arguments => QualiPrefHost.Build(arguments, new WaitingModule(time: time)), "--QualiPref:Hosting:DrainDelay=00:00:05");
        await host.StartAsync();
        using var http = host.Client();

        // As the signal does, before anything is stopped.
        host.Service<IHostApplicationLifetime>().StopApplication();
        var stopped = host.StopAsync();

        Assert.Contains("stopping: The process is stopping.", await (await http.GetAsync("/ready", Token)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/waiting/v1/things", Token)).StatusCode);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/waiting/v1/things", Token)).StatusCode);
        Assert.False(stopped.IsCompleted);
        Assert.False(host.Service<Stopping>().RequestsEnded.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await stopped;
        Assert.True(host.Service<Stopping>().RequestsEnded.IsCancellationRequested);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/alive", Token));
    }
}
