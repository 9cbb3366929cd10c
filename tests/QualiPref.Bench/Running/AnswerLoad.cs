using System.Globalization;
using QualiPref.Bench.Load;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;

namespace QualiPref.Bench.Running;

/// <summary>A system that runs and is loaded with random answers.</summary>
/// <param name="Address">Where it answers.</param>
/// <param name="Keys">Folder of its keys.</param>
/// <param name="Catalogue">What it was started with.</param>
/// <param name="Folder">Of the generator's files.</param>
internal sealed record LoadTarget(string Address, string Keys, Catalogue Catalogue, string Folder);

/// <summary>Which answers a system is loaded with.</summary>
/// <param name="Name">In the rows.</param>
/// <param name="Network">Whose; with its kiosks, where it has any.</param>
/// <param name="Days">Of which days, all of them past; null for today.</param>
internal sealed record AnswerShape(string Name, BenchNetwork Network, IReadOnlyList<DateOnly>? Days)
{
    // Four weeks: a site-day of 250 sites has some ten answers of a hundred thousand.
    private const int ManyDays = 28;

    /// <summary>The shapes of intake; the last is that of many sites and days.</summary>
    public static IReadOnlyList<AnswerShape> Intake { get; } =
    [
        new("3 sites, one day", BenchNetwork.Small, null),
        new("250 sites, one day", BenchNetwork.National, null),
        new("250 sites, 28 days", BenchNetwork.National, DaysFrom(Today.AddDays(-ManyDays - 1))),
    ];

    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>The period that holds them; public answers are dated by the server, and a run may cross midnight.</summary>
    public string Period { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Days?.Min() ?? Today.AddDays(-1):yyyy-MM-dd}..{Days?.Max() ?? Today.AddDays(1):yyyy-MM-dd}");

    /// <summary>Four weeks from a day on.</summary>
    public static IReadOnlyList<DateOnly> DaysFrom(DateOnly first) => [.. Enumerable.Range(0, ManyDays).Select(first.AddDays)];
}

/// <summary>A generator with its random answers ready for a system; knows how many of them are to be counted.</summary>
internal sealed class AnswerLoad : IAsyncDisposable
{
    private const int Connections = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly GeneratorProcess _generator;
    private readonly AnswerShape _shape;
    private readonly int _port;
    private readonly bool _withdraws;

    private AnswerLoad(LoadTarget target, AnswerShape shape, GeneratorProcess generator, bool withdraws)
    {
        (_shape, _generator, _withdraws, _port) = (shape, generator, withdraws, new Uri(target.Address).Port);
        Figures = new Figures(target.Address, target.Keys);
    }

    public Figures Figures { get; }

    /// <summary>How many answers are to be counted.</summary>
    public int Expressed { get; private set; }

    /// <summary>Prepares what a system is loaded with.</summary>
    /// <param name="target">The system.</param>
    /// <param name="shape">Which answers.</param>
    /// <param name="seed">What they are made of.</param>
    /// <param name="answers">How many are prepared; they come again after that, under other ids.</param>
    /// <param name="batchSize">Answers of a request.</param>
    /// <param name="mayBeWithdrawn">At which sites, by their index, some are withdrawn and corrected; none when left out.</param>
    public static async Task<AnswerLoad> PrepareAsync(LoadTarget target, AnswerShape shape, int seed, int answers, int batchSize = 1, Func<int, bool>? mayBeWithdrawn = null)
    {
        var mix = new AnswerMix
        {
            Catalogue = target.Catalogue,
            Network = shape.Network,
            // Not one that was signed a while ago: it has to last for the whole load.
            Token = PlatformTokens.ForOperator(target.Keys, "Bench", TimeProvider.System),
            Seed = seed,
            Days = shape.Days,
            BatchSize = batchSize,
            MayBeWithdrawn = mayBeWithdrawn ?? (_ => false),
        };
        return new AnswerLoad(target, shape, await GeneratorProcess.StartAsync(target.Folder, mix.Prepare(answers)), mayBeWithdrawn is not null);
    }

    /// <summary>Sends for a time, as fast as answers come back or so many requests a second.</summary>
    public Task<LoadResult> RunAsync(TimeSpan time, double perSecond = 0) => RunAsync(new LoadPlan(_port, Connections, time.TotalSeconds, perSecond, 0));

    /// <summary>Sends everything that was prepared once over so many connections.</summary>
    public Task<LoadResult> RunOnceAsync(int connections) => RunAsync(new LoadPlan(_port, connections, 0, 0, _generator.Requests));

    /// <summary>Waits until everything that was sent is counted.</summary>
    public Task CatchUpAsync() => Figures.WaitForCountAsync(_shape.Period, Expressed, Patience, _shape.Network.Code, _withdraws);

    public async ValueTask DisposeAsync()
    {
        await _generator.DisposeAsync();
        Figures.Dispose();
    }

    private async Task<LoadResult> RunAsync(LoadPlan plan)
    {
        var result = await _generator.RunAsync(plan);
        Expressed += result.Expressed;
        return result;
    }
}
