using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Telemetry;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Telemetry;

public sealed class Reading_stored_numbers : IAsyncLifetime
{
    private const string Name = "qualipref.things.waiting";

    private readonly Things _things = new();
    private ServiceHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await ServiceHost.WithoutDatabase(arguments => QualiPrefHost.Build(arguments, _things)).StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Asks_nobody_while_nobody_listens()
    {
        using (var numbers = _host.Hear()) await numbers.ReadsAsync(Name, "here", value => value == 7);
        var read = await Eventually.ReadsAsync("a round is over", _ => Task.FromResult(_things.Read), read => read > 0, cancellationToken: TestContext.Current.CancellationToken);

        // The other number is read in the same rounds: several of them went by.
        using var others = _host.Hear(Things.Other);
        var rounds = _things.OtherRead;
        await Eventually.HoldsAsync("rounds go by", _ => Task.FromResult(_things.OtherRead > rounds + 3), cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(_things.Read, read, read + 1);
    }

    [Fact]
    public async Task Has_no_value_of_what_cannot_be_read_and_says_so_once()
    {
        using var numbers = _host.Hear();
        await numbers.ReadsAsync(Name, "here", value => value == 7);

        _things.Fault = new TimeoutException("no server");
        await numbers.ReadsAsync(Name, "here", value => value is null);
        var read = _things.Read;
        await Eventually.HoldsAsync("it is tried again and again", _ => Task.FromResult(_things.Read > read + 5), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, numbers.Of(Things.Other).Values.Single());
        _things.Fault = null;
        await numbers.ReadsAsync(Name, "here", value => value == 7);

        var told = _things.Logged.GetSnapshot().Where(entry => entry.Level >= LogLevel.Warning).ToList();
        Assert.Equal($"Reading {Name} has to wait (TimeoutException); it is tried again", Assert.Single(told).Message);
    }

    [Fact]
    public async Task Keeps_no_exporter_waiting_for_one_that_hangs()
    {
        using var numbers = _host.Hear();
        await numbers.ReadsAsync(Name, "here", value => value == 7);
        var hangs = new TaskCompletionSource();
        _things.Before = hangs.Task;
        await Eventually.HoldsAsync("it hangs", _ => Task.FromResult(_things.IsWaiting), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(7, numbers.Of(Name)["here"]);
        // Given up on after five seconds: an old value is worse than none.
        await numbers.ReadsAsync(Name, "here", value => value is null);
        _things.Before = Task.CompletedTask;
        await numbers.ReadsAsync(Name, "here", value => value == 7);
        hangs.SetResult();
    }

    /// <summary>A service that keeps two numbers.</summary>
    private sealed class Things : IServiceModule
    {
        public const string Other = "qualipref.things.other";

        private static readonly StoredNumber Waiting = new("QualiPref.Things", "qualipref.things.waiting", "{thing}", "Things. The same from every replica: max by (place)");
        private static readonly StoredNumber Others = new("QualiPref.Things", Other, "{thing}", "Other things. The same from every replica: max");

        public FakeLogCollector Logged { get; } = new();

        public Exception? Fault { get; set; }

        public Task Before { get; set; } = Task.CompletedTask;

        public bool IsWaiting { get; private set; }

        public int Read { get; private set; }

        public int OtherRead { get; private set; }

        public string Name => "things";

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Logging.AddProvider(new FakeLoggerProvider(Logged));
            builder.Services.AddStoredNumber(Waiting, async (_, token) =>
            {
                Read++;
                IsWaiting = !Before.IsCompleted;
                await Before.WaitAsync(token);
                return Fault is { } fault ? throw fault : [new Measurement<double>(7, new KeyValuePair<string, object?>("place", "here"))];
            });
            builder.Services.AddStoredNumber(Others, (_, _) =>
            {
                OtherRead++;
                return Task.FromResult<IReadOnlyList<Measurement<double>>>([new Measurement<double>(1)]);
            });
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }
    }
}
