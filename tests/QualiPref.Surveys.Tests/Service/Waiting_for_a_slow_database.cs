using System.Diagnostics;
using System.Globalization;
using System.Net;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>With an engine of its own that stands still for a while, as one does whose machine is busy with something else.</summary>
public sealed class Waiting_for_a_slow_database
{
    // Longer than the driver's heartbeats are apart, so that one of them comes in between and has to wait as well.
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Refuses_nothing_that_it_can_store_some_seconds_later()
    {
        using var folder = new TemporaryFolder();
        await using var engine = new MongoEngine(folder["engine"]);
        await engine.StartAsync(TestContext.Current.CancellationToken);
        await using var host = await SurveysHost.StartAsync(engine.ConnectionString, $"qp_test_{Guid.NewGuid():N}");
        Assert.Equal(HttpStatusCode.Created, (await host.Http.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer())).StatusCode);

        await SignalAsync("-STOP", engine);
        var waiting = Enumerable.Range(0, 8).Select(_ => host.Http.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer())).ToList();
        await Task.Delay(Still, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        await SignalAsync("-CONT", engine);

        Assert.All(await Task.WhenAll(waiting), reply => Assert.Equal(HttpStatusCode.Created, reply.StatusCode));
    }

    private static async Task SignalAsync(string signal, MongoEngine engine)
    {
        using var kill = Process.Start("kill", [signal, engine.ProcessId!.Value.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
