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

    // What rings has to be carried through; a call that goes on waiting would do so for ever on a clock that stands.
    private static readonly TimeSpan StillToCome = TimeSpan.FromSeconds(30);

    private readonly string _answer;
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlowService(string answer) => _answer = answer;

    /// <summary>Has a client ask, registered as services do it, and lets the time pass in which the answer comes.</summary>
    public static Task AnswersAsync<T>(string service, Func<T, Task> ask, string answer) where T : class => AskAsync(service, ask, answer, slow =>
    {
        // In two steps: a clock that jumped over both would ring them in no order that one could rely on.
        slow.Advance(CallBudget.Usual + TimeSpan.FromSeconds(1));
        slow.Advance(Beyond);
    });

    /// <summary>Has a client ask, and lets some time pass, after which it must have given up: whoever asks is told nothing before.</summary>
    public static Task IsGivenUpAsync<T>(string service, Func<T, Task> ask, TimeSpan after, Action<IServiceCollection> with) where T : class =>
        AskAsync(service, ask, "", slow => slow.Advance(after), with);

    private static async Task AskAsync<T>(string service, Func<T, Task> ask, string answer, Action<FakeTimeProvider> pass, Action<IServiceCollection>? with = null) where T : class
    {
        using var slow = new SlowService(answer);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(slow._time);
        var address = new Uri("http://slow.invalid");
        services.AddSingleton(new ServiceAddresses(Options.Create(new ServiceOptions { Indicators = address, Reporting = address, Surveys = address }), server: null!));
        services.AddServiceClient<T>(service).ConfigurePrimaryHttpMessageHandler(() => slow);
        with?.Invoke(services);
        await using var provider = services.BuildServiceProvider();
        var asked = ask(provider.GetRequiredService<T>());
        await slow._asked.Task;
        pass(slow._time);
        try
        {
            await asked.WaitAsync(StillToCome);
        }
        finally
        {
            // Disposing waits for calls under way, by this clock too.
            slow._time.Advance(CallBudget.WholeNetwork);
            await Task.WhenAny(asked);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var done = Task.Delay(CallBudget.Usual + Beyond, _time, cancellationToken);
        _asked.SetResult();
        await done;
        return new HttpResponseMessage { Content = new StringContent(_answer, Encoding.UTF8, "application/json") };
    }
}
