using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Calls;

namespace QualiPref.Testing;

/// <summary>
/// Part of the test projects of services that call others. Answers each call ten seconds after the usual budget is over; the test moves the clock by which
/// this service and its callers live, and nobody waits.
/// </summary>
internal sealed class SlowService : HttpMessageHandler
{
    private static readonly TimeSpan Beyond = TimeSpan.FromSeconds(10);

    private readonly string _answer;
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlowService(string answer) => _answer = answer;

    /// <summary>Has a client ask, registered as services do it, and lets the time pass in which the answer comes.</summary>
    public static async Task AnswersAsync<T>(string service, Func<T, Task> ask, string answer) where T : class
    {
        using var slow = new SlowService(answer);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(slow._time);
        var addresses = Options.Create(new ServiceOptions { Indicators = new("http://slow.invalid"), Reporting = new("http://slow.invalid") });
        services.AddSingleton(new ServiceAddresses(addresses, server: null!));
        services.AddServiceClient<T>(service).ConfigurePrimaryHttpMessageHandler(() => slow);
        await using var provider = services.BuildServiceProvider();
        var answered = ask(provider.GetRequiredService<T>());
        await slow._asked.Task;
        // In two steps: a clock that jumped over both would ring them in no order that one could rely on.
        slow._time.Advance(CallBudget.Usual + TimeSpan.FromSeconds(1));
        slow._time.Advance(Beyond);
        await answered;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var done = Task.Delay(CallBudget.Usual + Beyond, _time, cancellationToken);
        _asked.SetResult();
        await done;
        return new HttpResponseMessage { Content = new StringContent(_answer, Encoding.UTF8, "application/json") };
    }
}
